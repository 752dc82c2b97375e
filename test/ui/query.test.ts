/** Scenarios 3 to 9: building a query, and what it does to the results. */
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { type App, waitForText } from "./model/app.ts";
import { copyMany, dogOnGrass, manyCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyMany(folder);
  return manyCount;
});

/** Also what matches weakly, and lies folded. */
async function showAll(app: App): Promise<void> {
  await app.page.locator(".shelf:not(.searching) [data-testid=results-count]").waitFor();
  const show = app.by("weak-show");
  if ((await show.isVisible()) && (await show.getAttribute("aria-expanded")) === "false") await show.click();
}

describe("a query", () => {
  test("3: a dropped photo and words find what is meant", async () => {
    const app = shared.app();
    await app.drop(dogOnGrass);
    await app.search("in the snow");
    expect(await app.by("ref-chip").count()).toBe(1);
    await showAll(app);
    await expect.poll(async () => (await app.names()).slice(0, 5)).toContain("dog-snow.jpg");
    expect(app.complaints).toEqual([]);
  });

  test("4: refined results replace quick ones, with their sentence; not under the eyes of one who has scrolled", async () => {
    const app = shared.app();
    await app.by("cell").first().press("q");
    await app.search("at night, with a dog");
    await app.by("rewritten").waitFor();
    await app.by("clear").click();
    await app.by("cell").nth(2).press("q");
    await app.asSoonAs("refining", `document.querySelector(".grid-scroller").dispatchEvent(new WheelEvent("wheel", { bubbles: true }))`);
    await app.search("in the middle of a city street");
    const quick = await app.names();
    await app.by("refined-bar").waitFor();
    expect(await app.names()).toEqual(quick);
    await app.by("show-refined").click();
    await app.by("rewritten").waitFor();
  });

  test("5: the slider changes the order while it moves, and asks no model", async () => {
    const app = shared.app();
    await app.by("cell").first().press("q");
    await app.search("a dog");
    const slider = app.by("slider");
    await slider.focus();
    await app.page.keyboard.press("Home");
    await expect.poll(() => slider.inputValue()).toBe("0");
    await app.page.waitForTimeout(500);
    const byLook = await app.names();
    await app.page.keyboard.press("End");
    await expect.poll(app.names).not.toEqual(byLook);
    // A model would ask for refined results again.
    expect(await app.by("refining").count()).toBe(0);
  });

  test("6: the points of Why add up to the score that is shown", async () => {
    const app = shared.app();
    await app.by("cell").first().press("q");
    await app.search("a dog without snow");
    await app.by("cell").nth(1).click();
    await app.page.keyboard.press("w");
    await app.by("why-panel").waitFor();
    const rows = app.by("why-row");
    const points = await rows.evaluateAll((elements) => elements.map((element) => Number(element.getAttribute("data-points"))));
    const score = Number.parseInt((await app.by("why-score").textContent()) ?? "", 10);
    expect(points.length).toBeGreaterThan(1);
    expect(points.reduce((sum, part) => sum + part, 0)).toBe(score);
  });

  test("7: without something becomes a chip; removed, the first order is back", async () => {
    const app = shared.app();
    await app.search("a dog");
    await showAll(app);
    // As many as are on the screen in any case
    const first = async () => (await app.names()).slice(0, 12);
    const before = await first();
    await app.search("a dog without snow");
    await showAll(app);
    await waitForText(app.by("without-chip"), "without snow");
    await expect.poll(first).not.toEqual(before);
    await app.by("without-chip").getByRole("button").click();
    await expect.poll(() => app.by("without-chip").count()).toBe(0);
    await showAll(app);
    await expect.poll(first).toEqual(before);
  });

  test("8: of two references one is unwanted; its weight is changed by keys and spoken", async () => {
    const app = shared.app();
    await app.by("cell").first().press("q");
    await app.by("results-count").waitFor();
    await app.by("back-to-library").click();
    await app.by("library-count").waitFor();
    await app.page.waitForTimeout(300);
    await app.by("cell").nth(4).click();
    await app.page.keyboard.press("Alt+q");
    await expect.poll(() => app.by("ref-chip").count()).toBe(2);
    await app.by("results-count").waitFor();
    const before = await app.names();
    const chip = app.by("ref-open").nth(1);
    await chip.press("Enter");
    await app.by("ref-weight").focus();
    for (let step = 0; step < 8; step++) await app.page.keyboard.press("ArrowRight");
    await expect.poll(() => chip.getAttribute("aria-label")).toMatch(/^Not like .+, weight 1\.8$/);
    await expect.poll(app.names).not.toEqual(before);
    await app.page.keyboard.press("Escape");
  });

  test("9: a crop that is drawn with keys marks the chip and changes the results", async () => {
    const app = shared.app();
    await app.by("cell").first().press("q");
    await app.by("results-count").waitFor();
    await showAll(app);
    const whole = await app.names();
    await app.by("ref-open").press("Enter");
    await app.by("ref-crop").press("Enter");
    const box = app.by("crop-box");
    await box.focus();
    for (let step = 0; step < 20; step++) await app.page.keyboard.press("Shift+ArrowLeft");
    for (let step = 0; step < 20; step++) await app.page.keyboard.press("Shift+ArrowUp");
    await app.by("crop-use").press("Enter");
    await app.by("ref-cropped").waitFor();
    expect(await app.by("ref-open").getAttribute("aria-label")).toContain("cropped");
    await expect.poll(app.names).not.toEqual(whole);
    expect(app.complaints).toEqual([]);
  });
});

describe("a query as text", () => {
  /** As the system does where the focus is */
  const paste = (app: App, text: string) =>
    app.page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`);

  test("is copied, and pasted it is the whole query again; undo brings back the one before", async () => {
    const app = shared.app();
    await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.by("mode-quick").check({ force: true });
    await app.by("cell").first().press("q");
    await app.search("at night -people");
    await app.by("without-chip").waitFor();
    const names = await app.names();
    await app.by("query-text").press("Control+Shift+s");
    const copied = () => app.page.evaluate<string>("navigator.clipboard.readText()");
    await expect.poll(copied).toMatch(/^ref:.+\.jpg.* change:\(at night\) -people mode=quick$/);
    const line = await copied();
    await app.by("clear").click();
    await app.by("mode-refined").check({ force: true });
    await app.search("a dog");
    await app.by("query-text").focus();
    await paste(app, line);
    await expect.poll(() => app.by("query-text").inputValue()).toBe("at night");
    await expect.poll(app.names).toEqual(names);
    expect([await app.by("ref-chip").count(), await app.by("without-chip").count()]).toEqual([1, 1]);
    expect(await app.by("mode-quick").isChecked()).toBe(true);
    await app.by("cell").first().focus();
    await app.page.keyboard.press("Control+z");
    await expect.poll(() => app.by("query-text").inputValue()).toBe("a dog");
    await expect.poll(() => app.by("ref-chip").count()).toBe(0);
  });

  test("is typed as well: a photo that the library has not is named, and nothing is lost", async () => {
    const app = shared.app();
    await app.by("query-text").fill("ref:nowhere.jpg in the snow");
    await app.by("query-text").press("Enter");
    await app.by("problems").filter({ hasText: 'No photo of the library is called "nowhere.jpg".' }).waitFor();
    expect(await app.by("query-text").inputValue()).toBe("ref:nowhere.jpg in the snow");
    await app.by("query-text").fill("ref:dog-snow in the grass");
    await app.by("query-text").press("Enter");
    await expect.poll(() => app.by("query-text").inputValue()).toBe("in the grass");
    expect(await app.by("ref-chip").count()).toBe(1);
  });

  test("says which photos from outside have to be dropped in again, and how they count then", async () => {
    const app = shared.app();
    await app.by("query-text").focus();
    await paste(app, `drop:${basename(dogOnGrass)} weight=0.5 change:(in the snow)`);
    await app
      .by("problems")
      .filter({ hasText: basename(dogOnGrass) })
      .waitFor();
    await app.drop(dogOnGrass);
    await expect.poll(() => app.by("ref-open").getAttribute("aria-label")).toContain("0.5");
  });
});
