/** Scenarios 10 to 13: bands, order, filters that leave nothing, more like this. */
import { expect, test } from "vitest";
import { copyMany, manyCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyMany(folder);
  return manyCount;
});

test("10: where nothing matches well it is said; the weak ones are folded, counted, and shown when asked for", async () => {
  const app = shared.app();
  await app.search("the circuit board of a quantum computer");
  await app.by("no-good-match").waitFor();
  const few = await app.by("cell").count();
  expect(await app.by("weak-fold").textContent()).toMatch(/\d+ weaker match/);
  await app.by("weak-show").click();
  await expect.poll(() => app.by("cell").count()).toBeGreaterThan(few);
  await app.by("weak-show").press("Enter");
  await expect.poll(() => app.by("cell").count()).toBe(few);
});

test("11: by date only good matches are listed; back by match, order and selection are as before", async () => {
  const app = shared.app();
  const found = app.page.locator("[data-testid=band-strong], [data-testid=band-possible]");
  for (const text of ["a surfer on a wave", "a dog in the snow", "a snowboarder in the air", "basketball players"]) {
    await app.search(text);
    if ((await found.count()) > 0) break;
  }
  expect(await found.count()).toBeGreaterThan(0);
  const good = await app.names();
  await app.by("cell").first().click();
  const chosen = await app.by("cell").first().getAttribute("data-photo");
  await app.by("sort-date").check({ force: true });
  await expect.poll(async () => (await app.names()).toSorted()).toEqual(good.toSorted());
  await app.by("sort-match").check({ force: true });
  await expect.poll(app.names).toEqual(good);
  expect(await app.page.locator("[data-testid=cell][tabindex='0']").getAttribute("data-photo")).toBe(chosen);
});

test("12: filters that leave nothing are each offered with what they would bring back", async () => {
  const app = shared.app();
  await app.by("query-text").fill("ext:jpg date:1999");
  await app.by("query-text").press("Enter");
  const offers = app.by("without-filter");
  await expect.poll(() => offers.count()).toBe(2);
  await offers
    .filter({ hasText: "date:1999" })
    .filter({ hasText: String(manyCount) })
    .click();
  await expect.poll(() => app.by("library-count").textContent()).toBe(`${manyCount} photos`);
  expect(await app.by("filter-chip").count()).toBe(1);
  // The button that had the focus is gone.
  await expect.poll(() => app.page.locator(":focus").getAttribute("data-testid")).toBe("cell");
});

test("13: more like this is a chip that moves the results; undo takes both back", async () => {
  const app = shared.app();
  await app.search("a dog");
  const before = await app.by("took").getAttribute("data-compare");
  await app.by("weak-show").click();
  const order = await app.names();
  await app.by("cell").last().click();
  await app.page.keyboard.press("m");
  await app.by("feedback-chip").waitFor();
  await expect.poll(app.names).not.toEqual(order);
  expect(before).not.toBeNull();
  await app.page.keyboard.press("Control+z");
  await expect.poll(() => app.by("feedback-chip").count()).toBe(0);
  await expect.poll(async () => (await app.names()).slice(0, 3)).toEqual(order.slice(0, 3));
});
