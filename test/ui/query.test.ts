/** Scenarios 3 to 9 and 20: building a query, and what it does to the results; links are refused. */
import { beforeAll, describe, expect, test } from "vitest";
import type { QueryInput } from "../../contract/types.ts";
import { pointRows, pointsOf } from "../../renderer/points.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { type App, waitForText } from "./model/app.ts";
import { copyMany, dogOnGrass, manyCount, peopleInCaptions, yardByDay } from "./model/flickr.ts";
import { appOfFile, tall } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyMany(folder);
  return manyCount;
}, tall);
/** Captions that come later change scores. */
beforeAll(() => shared.rested());

/** A photo of the library as the only reference. */
async function refer(app: App, name: string): Promise<number> {
  const cell = app.cell(name);
  const photo = Number(await cell.getAttribute("data-photo"));
  await cell.press("q");
  await app.by("results-count").waitFor();
  return photo;
}

describe("a query", () => {
  test("3: a dropped photo and words show quick results at once, and what is meant is among the first five", async () => {
    const app = shared.app();
    await app.drop(yardByDay);
    await app.noteResults();
    await app.search("at night, with a dog");
    expect(await app.by("ref-chip").count()).toBe(1);
    const [quick] = await app.shownResults();
    expect(quick?.stage).toBe("quick");
    expect(quick?.names.slice(0, 5)).toContain("dog-night.jpg");
  });

  test("3: the same with other words", async () => {
    const app = shared.app();
    await app.drop(dogOnGrass);
    await app.search("in the snow");
    await app.showAll();
    await expect.poll(async () => (await app.names()).slice(0, 5)).toContain("dog-snow.jpg");
  });

  test("4: refined results replace quick ones by themselves, with the sentence that was looked for", async () => {
    const app = shared.app();
    await refer(app, "soccer.jpg");
    await app.noteResults();
    await app.search("at night, with a dog");
    await app.by("rewritten").waitFor();
    expect(await app.by("rewritten").textContent()).toMatch(/dog/);
    const stages = (await app.shownResults()).map(({ stage }) => stage);
    expect([stages[0], stages.at(-1)]).toEqual(["quick", "refined"]);
    expect(await app.by("refined-bar").count()).toBe(0);
  });

  test("4: once the user has scrolled, the order stays until Show is pressed", async () => {
    const app = shared.app();
    const photo = await refer(app, "bike.jpg");
    await app.asSoonAs("refining", `document.querySelector(".grid-scroller").dispatchEvent(new WheelEvent("wheel", { bubbles: true }))`);
    await app.noteResults();
    const text = "in the middle of a city street";
    await app.search(text);
    await app.by("refined-bar").waitFor();
    const shown = await app.shownResults();
    expect(new Set(shown.map(({ stage }) => stage))).toEqual(new Set(["quick"]));
    expect(await app.names()).toEqual(shown[0]?.names);
    expect(await app.by("rewritten").count()).toBe(0);
    await app.by("show-refined").click();
    await app.by("rewritten").waitFor();
    const { hits, stage } = await (await app.engine()).search({ references: [{ source: { photo } }], text, fold: true, limit: 500 });
    expect(stage).toBe("refined");
    await app.showAll();
    const names = await app.names();
    expect(names).toEqual(hits.map((hit) => hit.photo.name).slice(0, names.length));
  });

  test("5: from Look to Words the order changes, in a time that is shown, and no model is asked", async () => {
    const app = shared.app();
    const engine = await app.engine();
    const asked = async () => (await engine.status({})).models.asked;
    await refer(app, "horse.jpg");
    await app.search("a dog");
    await app.by("rewritten").waitFor();
    // The panel beside the grid asks for words and captions of each photo that comes first: it is closed.
    await app.by("why-caption").waitFor();
    await app.by("details-toggle").click();
    const before = await asked();
    expect(before.encodeTexts).toBeGreaterThan(0);
    const slider = app.by("slider");
    await slider.focus();
    await app.page.keyboard.press("Home");
    await expect.poll(() => slider.inputValue()).toBe("0");
    const order = async (weights: QueryInput["weights"]) => {
      const references = [{ source: { photo: Number(await photoOf(app, "horse.jpg")) } }];
      const { hits } = await engine.search({ references, text: "a dog", fold: true, limit: 500, ...(weights && { weights }) });
      return hits.map(({ photo }) => photo.name);
    };
    await app.showAll();
    const byLook = await order({ alpha: 0, beta: 0, gamma: 0 });
    const begins = async (names: string[]) => {
      const shown = await app.names();
      return shown.length > 0 && shown.every((name, place) => name === names[place]);
    };
    await expect.poll(() => begins(byLook)).toBe(true);
    await slider.focus();
    await app.page.keyboard.press("End");
    const byWords = await order({ alpha: 1, beta: 0, gamma: 0.3 });
    expect(byWords).not.toEqual(byLook);
    await expect.poll(() => begins(byWords)).toBe(true);
    expect(Number(await app.by("took").getAttribute("data-compare"))).toBeGreaterThan(0);
    expect(await asked()).toEqual(before);
    await app.by("details-toggle").click();
  });

  test("6: Why has points that add up to the score, a verdict on each word, a caption: all as the engine says", async () => {
    const app = shared.app();
    const engine = await app.engine();
    const photo = await refer(app, "soccer.jpg");
    await app.search("at night, with a dog without people");
    await app.by("rewritten").waitFor();
    const { hits, list } = await engine.search({
      references: [{ source: { photo } }],
      text: "at night, with a dog",
      without: ["people"],
      fold: true,
      limit: 500,
    });
    for (const name of ["dog-night.jpg", "surfer.jpg"]) {
      await app.showAll();
      await app.cell(name).click();
      await app.page.keyboard.press("w");
      const panel = app.by("why-panel");
      await panel.and(app.page.getByLabel(`Why ${name}`)).waitFor();
      const hit = hits.find((hit) => hit.photo.name === name);
      if (!hit) throw new Error(`${name} is no hit.`);
      const rows = await app.by("why-row").evaluateAll((items) => items.map(({ dataset }) => [dataset.part, Number(dataset.points)]));
      const points = rows.map(([, points]) => Number(points));
      const score = Number.parseInt((await app.by("why-score").textContent())?.replace("−", "-") ?? "", 10);
      expect(points.reduce((sum, part) => sum + part, 0)).toBe(score);
      expect(points.some((part) => part < 0)).toBe(name === "surfer.jpg");
      expect([score, rows]).toEqual([pointsOf(hit), pointRows(hit).map(({ part, points }) => [part, points])]);

      const why = await engine.why({ list, photo: hit.photo.id });
      const words = () => app.by("why-word").evaluateAll((items) => items.map(({ dataset }) => ({ ...dataset })));
      await expect.poll(words).toEqual(why.words.map(({ word, verdict }) => expect.objectContaining({ word, verdict })));
      expect(why.words.map(({ word }) => word)).toEqual(expect.arrayContaining(["night", "dog", "people"]));
      expect(why.words.find(({ word }) => word === "dog")?.verdict).toBe(name === "dog-night.jpg" ? "yes" : "no");
      for (const { word, verdict } of why.words)
        await panel
          .getByRole("listitem")
          .filter({ hasText: `${word}: ${verdict}` })
          .waitFor();
      await panel
        .getByText(why.caption ?? "no caption")
        .first()
        .waitFor();
      expect((await engine.photo({ photo: hit.photo.id })).captions).toContain(why.caption);
    }
    expect(await app.faults()).toEqual([]);
  });

  test("7: without people becomes a chip, photos with people fall below those without; removed, the first order is back", async () => {
    const app = shared.app();
    const people = peopleInCaptions();
    const places = async (fits: (name: string) => boolean) => (await app.names()).flatMap((name, place) => (fits(name) ? [place] : []));
    /** Of all pairs of a photo that people said to show people and one that they did not: the share that is in order */
    const inOrder = async () => {
      const [withPeople, without] = [await places((name) => (people.get(name) ?? 0) > 2), await places((name) => people.get(name) === 0)];
      expect(withPeople.length * without.length).toBeGreaterThan(300);
      const below = withPeople.flatMap((place) => without.filter((other) => other < place)).length;
      return below / (withPeople.length * without.length);
    };
    const named = async (kind: RegExp) => await places((name) => kind.test(name));
    await app.search("dogs");
    await app.showAll();
    const [before, first] = [await app.ids(), await inOrder()];
    await app.search("dogs without people");
    await waitForText(app.by("without-chip"), "without people");
    await app.showAll();
    await expect.poll(inOrder).toBeGreaterThan(Math.max(first, 0.9));
    expect(Math.max(...(await named(/^dog-/)))).toBeLessThan(
      Math.min(...(await named(/^(soccer|basketball|tennis|surfer|snowboarder|climber|bike|skateboard)/))),
    );
    await app.by("without-chip").getByRole("button").click();
    await expect.poll(() => app.by("without-chip").count()).toBe(0);
    await app.showAll();
    await expect.poll(app.ids).toEqual(before);
  });

  test("8: of two references one is unwanted; its weight is changed by keys and spoken", async () => {
    const app = shared.app();
    await refer(app, "surfer.jpg");
    await app.by("back-to-library").click();
    const unwanted = app.cell("dog-water.jpg");
    await unwanted.click();
    await unwanted.press("Alt+q");
    await expect.poll(() => app.by("ref-chip").count()).toBe(2);
    await app.showAll();
    const chip = app.by("ref-open").nth(1);
    await expect.poll(() => chip.getAttribute("aria-label")).toBe("Not like dog-water.jpg, weight 1");
    const before = await app.names();
    await chip.press("Enter");
    await app.tabTo("ref-weight");
    for (let step = 0; step < 8; step++) await app.page.keyboard.press("ArrowRight");
    await expect.poll(() => chip.getAttribute("aria-label")).toBe("Not like dog-water.jpg, weight 1.8");
    await expect.poll(app.names).not.toEqual(before);
    await app.page.keyboard.press("Escape");
  });

  test("9: a crop that is drawn with keys alone marks the chip and changes the results", async () => {
    const app = shared.app();
    await refer(app, "beach.jpg");
    await app.showAll();
    const whole = await app.names();
    await app.page.keyboard.press("/");
    await app.tabTo("ref-open", "Shift+Tab");
    await app.page.keyboard.press("Enter");
    await app.tabTo("ref-crop");
    await app.page.keyboard.press("Enter");
    await app.by("crop-box").waitFor();
    const width = app.by("crop-width");
    await width.focus();
    for (const key of ["Control+a", "2", "5"]) await app.page.keyboard.press(key);
    expect(await width.inputValue()).toBe("25");
    await app.by("crop-box").focus();
    for (let step = 0; step < 20; step++) await app.page.keyboard.press("Shift+ArrowLeft");
    for (let step = 0; step < 20; step++) await app.page.keyboard.press("Shift+ArrowUp");
    await app.tabTo("crop-use");
    await app.page.keyboard.press("Enter");
    await app.by("ref-cropped").waitFor();
    expect(await app.by("ref-open").getAttribute("aria-label")).toContain("cropped");
    await expect.poll(app.names).not.toEqual(whole);
  });

  test("the focus is never lost: references are one stop, and what takes a chip away leads to the next, or to the text", async () => {
    const app = shared.app();
    const focused = () => app.page.evaluate("document.activeElement.dataset.testid ?? document.activeElement.ariaLabel");
    await refer(app, "beach.jpg");
    await app.page.keyboard.press("/");
    await app.search("at night without people ext:jpg ");
    await app.by("rewritten").waitFor();
    await app.tabTo("ref-open", "Shift+Tab");
    await app.page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("panel-toggle");
    await app.page.keyboard.press("Tab");
    for (const stop of ["ref-sign", "ref-remove"]) {
      await app.page.keyboard.press("ArrowRight");
      expect(await focused()).toBe(stop);
    }

    await app.by("edit-rewritten").press("Enter");
    await expect.poll(focused).toBe("rewritten-text");
    await app.page.keyboard.press("Escape");
    expect(await focused()).toBe("edit-rewritten");
    await app.page.keyboard.press("Enter");
    await app.by("rewritten-text").fill("a dog in the snow");
    await app.page.keyboard.press("Enter");
    await expect.poll(focused).toBe("cell");

    await app.by("ref-remove").press("Enter");
    await expect.poll(focused).toBe("query-text");
    await app.by("without-chip").locator("button").press("Enter");
    await expect.poll(focused).toBe("Remove ext:jpg");
    await app.by("clear").press("Enter");
    await expect.poll(focused).toBe("query-text");
  });

  // That nothing is fetched, and no photo changed, is seen at the end of every file that shares an app.
  test("20: a link is refused; marks, copies and the loupe are beside the photos, not in them", async () => {
    const app = shared.app();
    await app.dropAddress("http://example.org/picture.jpg");
    await app.by("toast").getByText("web link").waitFor();
    expect(await app.by("ref-chip").count()).toBe(0);
    await app.cell("dog-snow.jpg").click();
    for (const key of ["4", "p", "6"]) await app.page.keyboard.press(key);
    await expect.poll(() => app.cell("dog-snow.jpg").getAttribute("aria-label")).toMatch(/4 stars.*picked.*red/);
    await app.page.keyboard.press("Control+Shift+e");
    await app.by("folder-path").fill(temporaryFolder());
    await app.by("folder-path").press("Enter");
    await app.by("copies-made").waitFor();
    await app.by("copies-close").click();
    await app.cell("dog-snow.jpg").dblclick();
    await app.by("loupe").waitFor();
    await app.page.keyboard.press("Escape");
  });
});

async function photoOf(app: App, name: string): Promise<number> {
  const { photos } = await (await app.engine()).photos({ limit: 1000 });
  return photos.find((photo) => photo.name === name)?.id ?? -1;
}
