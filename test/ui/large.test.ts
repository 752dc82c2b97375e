/** Scenarios 5 and 18: a hundred thousand photos. */
import { expect, test } from "vitest";
import { makeLibrary } from "../../scripts/make-library.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { begin, hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, openPage } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const photos = 100_000;

test("5, 18: one jumps to the end and back; few cells are in the page, and their places are right; the slider moves the results and asks no model", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const library = await makeLibrary({ folder: temporaryFolder(), photos });
  const host = begin("start", ["--no-open", "--no-llm", "--library", library]);
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const page = await browser().newContext({ viewport: { width: 1440, height: 900 } });
  const app = await openPage(page, address);
  await app.by("cell").first().waitFor();
  await app.by("cell").first().click();
  const total = Number((await app.by("library-count").textContent())?.replaceAll(/\D/g, ""));
  expect(total).toBeGreaterThan(photos * 0.8);
  await app.page.keyboard.press("End");
  const last = app.page.locator("[data-testid=cell][tabindex='0'][data-photo]");
  await last.waitFor();
  await expect
    .poll(() => last.getAttribute("aria-label"))
    .toContain(`${total.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`);
  expect(await app.by("cell").count()).toBeLessThan(400);
  const rows = Number(await app.by("grid").getAttribute("aria-rowcount"));
  const row = Number(await last.locator("xpath=..").getAttribute("aria-rowindex"));
  expect(row).toBe(rows);
  await app.page.keyboard.press("Home");
  await expect.poll(() => last.getAttribute("aria-label")).toContain(`1 of ${total.toLocaleString("en-GB")}`);
  await keepsItsPlace(app);
  await showsAllWeakMatches(app);
  await slides(app);
  expect(app.complaints).toEqual([]);
});

/** Scrolled far from the active photo, a panel or other cells do not lead back to it. */
async function keepsItsPlace(app: App): Promise<void> {
  await app.page.evaluate(`(() => { const grid = document.querySelector(".grid-scroller"); grid.scrollTop = grid.scrollHeight / 2; })()`);
  const first = () => app.page.evaluate<string | undefined>(`(${onScreen})()[0]?.dataset.photo`);
  await expect.poll(first).toBeDefined();
  const photo = await first();
  for (const key of ["F6", "F6"]) {
    const columns = await app.by("grid").getAttribute("aria-colcount");
    await app.page.keyboard.press(key);
    await expect.poll(() => app.by("grid").getAttribute("aria-colcount")).not.toBe(columns);
    await expect.poll(() => app.page.evaluate(`(${onScreen})().some(({ dataset }) => dataset.photo === "${photo}")`)).toBe(true);
  }
}

/** In the page's words: the photos of the upper half of the screen */
const onScreen = `() => {
  const { top, height } = document.querySelector(".grid-scroller").getBoundingClientRect();
  return [...document.querySelectorAll("[data-testid=cell][data-photo]")].filter((cell) => {
    const box = cell.getBoundingClientRect();
    return box.bottom > top && box.top < top + height / 2;
  });
}`;

/** Also those that did not come with the first results: they can be walked to, and selected across what was never fetched. */
async function showsAllWeakMatches(app: App): Promise<void> {
  await app.search("a dog in the snow");
  await app.by("weak-show").click();
  const weak = Number((await app.by("weak-fold").textContent())?.replaceAll(/\D/g, ""));
  expect(weak).toBeGreaterThan(photos * 0.8);
  await app.by("cell").first().focus();
  await app.page.keyboard.press("Shift+End");
  const active = app.page.locator("[data-testid=cell][tabindex='0'][data-photo]");
  await expect.poll(() => active.getAttribute("aria-label")).toMatch(/, ([\d,]+) of \1$/);
  const [of = ""] = /[\d,]+$/.exec((await active.getAttribute("aria-label")) ?? "") ?? [];
  expect(Number(of.replaceAll(",", ""))).toBeGreaterThanOrEqual(weak);
  expect(Number(await active.locator("xpath=..").getAttribute("aria-rowindex"))).toBe(
    Number(await app.by("grid").getAttribute("aria-rowcount")),
  );
  await expect.poll(() => app.by("selection").textContent()).toContain(`${of} photos selected`);
  expect(await app.by("cell").count()).toBeLessThan(400);

  // Between the two ends, as a scroll bar goes
  await app.page.keyboard.press("Escape");
  await app.page.evaluate(`(() => { const grid = document.querySelector(".grid-scroller"); grid.scrollTop = grid.scrollHeight / 2; })()`);
  const seen = app.page.locator("[data-testid=cell][data-photo]:not([tabindex='0'])");
  await expect.poll(() => seen.count()).toBeGreaterThan(10);
  const middle = Number(/, ([\d,]+) of/.exec((await seen.nth(8).getAttribute("aria-label")) ?? "")?.[1]?.replaceAll(",", ""));
  expect([middle > weak / 3, middle < weak]).toEqual([true, true]);

  // Other weights: the photo that is looked at stays the one, wherever it is now.
  await seen.nth(8).click();
  const chosen = await active.getAttribute("data-photo");
  const compared = () => app.by("took").getAttribute("data-compare");
  const before = await compared();
  await app.page.keyboard.press("Shift+m");
  await expect.poll(compared).not.toBe(before);
  await expect.poll(() => active.getAttribute("data-photo")).toBe(chosen);
}

/** Results of a photo and words, from one end of the slider to the other; how long that takes, scripts/measure-page.ts says. */
async function slides(app: App): Promise<void> {
  await app.by("details-toggle").click();
  await app.by("clear").click();
  await app.by("mode-quick").check({ force: true });
  await app.by("cell").first().press("q");
  await app.search("a dog in the snow");
  const engine = await app.engine();
  const asked = async () => (await engine.status({})).models.asked;
  const before = await asked();
  await app.by("slider").focus();
  for (const key of ["Home", "End"]) {
    const order = await app.ids();
    await app.page.keyboard.press(key);
    await expect.poll(app.ids).not.toEqual(order);
  }
  expect(await asked()).toEqual(before);
}
