/** A new user with nothing but a mouse: from the first run to a saved search. Keys type words and names, and do nothing else. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, openApp, waitForText } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";
import { copyFlickr, flickrCount, hasFlickr, noFlickr } from "./model/flickr.ts";
import { type Mouse, mouseOf } from "./model/mouse.ts";

const browser = browserOfFile();

test("by mouse alone, from the first run to a saved search that is opened again", async (context) => {
  if (!chromiumPath) return context.skip(noChromium);
  if (!hasStarterPack) return context.skip(noStarterPack);
  if (!hasFlickr) return context.skip(noFlickr);
  const app = await openApp(browser(), [], { viewport: { width: 1440, height: 900 } });
  const hand = mouseOf(app.page);
  await firstRun(app, hand);
  await markAndCollect(app, hand);
  await ask(app, hand);
  await look(app, hand);
  await keep(app, hand);
  expect(app.complaints).toEqual([]);
});

async function firstRun({ by, ready }: App, hand: Mouse): Promise<void> {
  await hand.type(by("folder-path"), copyFlickr(join(temporaryFolder(), "photos")));
  await hand.press(by("folder-add"));
  await hand.press(by("start"));
  await ready(flickrCount);
}

const cellOf = ({ page }: App, name: string) => page.locator(`[data-testid=cell][title="${name}"]`);

async function markAndCollect(app: App, hand: Mouse): Promise<void> {
  const { by, page } = app;
  await hand.press(cellOf(app, "dog-snow.jpg"));
  await hand.press(by("marks").getByRole("button").nth(3));
  await page.locator("[data-testid=marks][data-stars='4']").waitFor();
  await hand.drag(cellOf(app, "dog-snow.jpg"), by("collections").getByRole("heading"));
  await hand.type(by("name"), "Dogs");
  await hand.press(by("name-submit"));
  await waitForText(by("collection").locator(".count"), "1");
  // Two at once: the second is chosen by its check mark.
  await hand.press(cellOf(app, "dog-grass.jpg"));
  await hand.press(cellOf(app, "dog-night.jpg").getByTestId("cell-check"));
  await hand.drag(cellOf(app, "dog-night.jpg"), by("collection"));
  await waitForText(by("collection").locator(".count"), "3");
  await hand.press(cellOf(app, "dog-grass.jpg"));
}

async function ask(app: App, hand: Mouse): Promise<void> {
  const { by } = app;
  // What is let go anywhere else stays where it is.
  await hand.drag(cellOf(app, "dog-grass.jpg"), by("cell").nth(2));
  expect(await by("ref-chip").count()).toBe(0);
  await hand.drag(cellOf(app, "dog-grass.jpg"), by("query-text"));
  await by("results-count").waitFor();
  await hand.type(by("query-text"), "in the snow");
  await hand.press(by("search"));
  await cellOf(app, "dog-snow.jpg").waitFor();
  await hand.press(by("ref-open"));
  await hand.press(by("ref-crop"));
  await hand.dragIn(by("crop-stage"), [0.2, 0.2], [0.8, 0.7]);
  // Once there is a box, a corner of it can be dragged.
  await hand.dragIn(by("crop-stage"), [0.8, 0.7], [0.9, 0.9]);
  expect(Number(await by("crop-width").inputValue())).toBeCloseTo(70, -1);
  await hand.press(by("crop-use"));
  await by("ref-cropped").waitFor();
}

async function look(app: App, hand: Mouse): Promise<void> {
  const { by, page } = app;
  await hand.press(by("cell").nth(1));
  await hand.press(by("more-like-this"));
  await page.locator(".chip").waitFor();
  const before = await by("slider").inputValue();
  await hand.dragIn(by("slider"), [Number(before), 0.5], [0.2, 0.5]);
  expect(await by("slider").inputValue()).not.toBe(before);
  await hand.press(by("cell").first(), { times: 2 });
  await hand.press(by("loupe").locator(".picture-stage"));
  await page.locator(".picture-stage.zoomed").waitFor();
  await hand.press(by("loupe-back"));
}

async function keep(app: App, hand: Mouse): Promise<void> {
  const { by } = app;
  await app.rested();
  await hand.press(by("search"));
  await by("refining").waitFor({ state: "detached" });
  const found = await app.names();
  await hand.press(by("save-search"));
  await hand.type(by("name"), "Snow");
  await hand.press(by("name-submit"));
  const saved = by("saved-search");
  await hand.press(saved.getByTestId("row-menu"));
  await hand.press(by("rename"));
  await hand.type(by("name"), "Dogs in the snow");
  await hand.press(by("name-submit"));
  await hand.press(saved.getByTestId("row-menu"));
  await hand.press(by("remove"));
  await saved.waitFor({ state: "detached" });
  await hand.press(by("toast").getByRole("button").first());
  await hand.press(by("clear"));
  await hand.press(saved.getByText("Dogs in the snow"));
  await expect.poll(() => app.names()).toEqual(found);
}
