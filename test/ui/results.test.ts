/** Scenarios 10 to 13: bands, order, filters that leave nothing, more like this. */
import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { App } from "./model/app.ts";
import { copyMany, manyCount } from "./model/flickr.ts";
import { appOfFile, tall } from "./model/shared.ts";

/** File names, the newest photo first: in no order that anything else has */
let newestFirst: string[] = [];
const shared = appOfFile((folder) => {
  copyMany(folder);
  newestFirst = readdirSync(folder).toSorted((a, b) => backwards(a).localeCompare(backwards(b)));
  for (const [index, name] of newestFirst.entries()) utimesSync(join(folder, name), 0, new Date(2024, 0, 100 - index));
  return manyCount;
}, tall);
/** Captions that come later change scores. */
beforeAll(() => shared.rested());

function backwards(name: string): string {
  return [...name.replace(".jpg", "")].reverse().join("");
}

/** How many weak matches the fold speaks of */
async function folded(app: App): Promise<number> {
  return Number(/\d+/.exec((await app.by("weak-fold").textContent()) ?? "")?.[0]);
}

test("10: where nothing matches well it is said; the weak ones are folded, counted, and shown when asked for", async () => {
  const app = shared.app();
  await app.search("the circuit board of a quantum computer");
  await app.by("no-good-match").waitFor();
  expect(await app.page.locator("[data-testid=band-strong], [data-testid=band-possible]").count()).toBe(0);
  const closest = await app.names();
  expect([closest.length > 0, closest.length + (await folded(app))]).toEqual([true, manyCount]);
  await app.by("weak-show").click();
  await expect.poll(() => app.by("cell").count()).toBe(manyCount);
  expect((await app.names()).slice(0, closest.length)).toEqual(closest);
  await app.by("weak-show").press("Enter");
  await expect.poll(app.names).toEqual(closest);
});

test("10: where nothing matches well, each filter is offered with what it would bring back; the focus goes on to the photos", async () => {
  const app = shared.app();
  await app.search("the circuit board of a quantum computer date:..2024-03-20 ");
  const { total } = await (await app.engine()).photos({ filter: { to: Date.UTC(2024, 2, 21) }, limit: 1 });
  expect([total > 0, total < manyCount]).toEqual([true, true]);
  const offer = app.by("no-good-match").getByRole("button", { name: "date:" });
  await expect.poll(() => offer.textContent()).toContain(`+${manyCount - total}`);
  await offer.press("Enter");
  await expect.poll(() => offer.count()).toBe(0);
  await expect.poll(() => app.page.locator(":focus").getAttribute("data-testid")).toBe("cell");
});

test("11: by date only good matches are listed, newest first; back by match, order and selection are as before", async () => {
  const app = shared.app();
  await searchFor(app, ["dogs", "a surfer on a wave", "a dog in the snow", "people who play", "basketball players"]);
  const good = await app.names();
  expect(good).not.toEqual(byDate(good));
  await app.by("cell").first().click();
  await app
    .by("cell")
    .nth(2)
    .click({ modifiers: ["Control"] });
  const chosen = () => app.page.locator("[data-testid=cell][data-chosen]").evaluateAll((cells) => cells.map((cell) => cell.title));
  const active = () => app.page.locator("[data-testid=cell][tabindex='0']").getAttribute("title");
  expect(await chosen()).toEqual([good[0], good[2]]);
  await app.by("sort-date").check({ force: true });
  await expect.poll(app.names).toEqual(byDate(good));
  expect((await chosen()).toSorted()).toEqual([good[0], good[2]].toSorted());
  await app.by("sort-match").check({ force: true });
  await expect.poll(app.names).toEqual(good);
  expect([await chosen(), await active()]).toEqual([[good[0], good[2]], good[2]]);
  await app.page.keyboard.press("Escape");
});

/** Asks for one after the other until there are a few good matches: all that is shown then, since the weak ones are folded. */
async function searchFor(app: App, texts: string[]): Promise<void> {
  for (const text of texts) {
    await app.search(text);
    const { listed } = await (await app.engine()).search({ text, fold: true, limit: 1 });
    const good = listed.strong + listed.possible;
    if (good > 2) return void expect(await app.by("cell").count()).toBe(good);
  }
  throw new Error("No text has three good matches.");
}

function byDate(names: string[]): string[] {
  return newestFirst.filter((name) => names.includes(name));
}

test("12: filters that leave nothing are each offered with what they would bring back", async () => {
  const app = shared.app();
  await app.by("query-text").fill("ext:jpg date:1999");
  await app.by("query-text").press("Enter");
  const offers = app.by("without-filter");
  await expect
    .poll(() => offers.allTextContents())
    .toEqual([expect.stringMatching(new RegExp(`"date:1999".* ${manyCount} `)), expect.stringMatching(/"ext:jpg".* 0 /)]);
  await offers.filter({ hasText: "date:1999" }).click();
  await expect.poll(() => app.by("library-count").textContent()).toBe(`${manyCount} photos`);
  await expect.poll(() => app.by("filter-chip").allTextContents()).toEqual([expect.stringContaining("ext:jpg")]);
  // The button that had the focus is gone.
  await expect.poll(() => app.page.locator(":focus").getAttribute("data-testid")).toBe("cell");
});

test("13: more like this is a chip that moves the results; undo takes both back, and folds nothing", async () => {
  const app = shared.app();
  await app.search("a dog");
  await app.by("weak-show").click();
  await expect.poll(() => app.by("cell").count()).toBe(manyCount);
  const order = await app.ids();
  await app.by("cell").last().click();
  await app.page.keyboard.press("m");
  await app.by("feedback-chip").waitFor();
  await expect.poll(app.ids).not.toEqual(order);
  expect((await app.ids()).indexOf(Number(order.at(-1)))).toBeLessThan(manyCount - 1);
  await app.page.keyboard.press("Control+z");
  await expect.poll(() => app.by("feedback-chip").count()).toBe(0);
  await expect.poll(app.ids).toEqual(order);
});
