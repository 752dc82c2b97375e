/** Scenarios 14 to 17: what lasts. A saved search, a drive that is away, files that fail, a pause. */
import { copyFileSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { waitForText } from "./model/app.ts";
import { copyFlickr, copyMany, dogOnGrass, flickrCount, manyCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const broken = ["cut.jpg", "text.heic", "empty.jpg"];
const shared = appOfFile((folder) => {
  copyFlickr(folder);
  copyFileSync(join(folder, "beach.jpg"), join(folder, "cut.jpg"));
  truncateSync(join(folder, "cut.jpg"), Math.floor(statSync(join(folder, "cut.jpg")).size / 3));
  writeFileSync(join(folder, "text.heic"), "no picture");
  writeFileSync(join(folder, "empty.jpg"), "");
  return flickrCount;
});

test("16: what could not be read is listed with its reason, and is read once it is repaired", async () => {
  const app = shared.app();
  await waitForText(app.by("status-failed"), "3");
  await app.by("see-failures").click();
  await expect.poll(() => app.by("failure").count()).toBe(3);
  const texts = await app.by("failure").allTextContents();
  for (const name of broken) expect(texts.some((text) => text.includes(name))).toBe(true);
  copyFileSync(dogOnGrass, join(shared.folder(), "cut.jpg"));
  await app.by("failure").filter({ hasText: "cut.jpg" }).getByTestId("retry-one").click();
  await waitForText(app.by("status-failed"), "2");
  await app.ready(flickrCount + 1);
  await app.by("failure").first().getByTestId("ignore").click();
  await waitForText(app.by("status-failed"), "1");
  await app.by("toast").getByRole("button", { name: "Undo" }).click();
  await waitForText(app.by("status-failed"), "2");
  await app.by("dialog-close").click();
});

test("14: a saved search gives the same photos after a restart, and new ones that fit", async () => {
  let app = shared.app();
  // Captions that come later would change the order.
  await expect.poll(() => app.by("open-index").textContent()).toContain("Done.");
  await app.by("cell").first().press("q");
  await app.search("a dog");
  await app.by("query-text").fill("a dog ext:jpg ");
  await app.by("query-text").press("Enter");
  await app.by("filter-chip").waitFor();
  const refined = () => app.page.locator("[data-testid=results-count][data-stage=refined]").waitFor();
  await refined();
  const before = (await app.names()).slice(0, 20);
  await app.by("save-search").click();
  await app.by("name").fill("dogs");
  await app.by("name-submit").click();
  await app.by("saved-search").waitFor();
  app = await restartWith(flickrCount + 1);
  await app.by("saved-search").getByRole("button", { name: "dogs", exact: true }).click();
  await refined();
  await expect.poll(async () => (await app.names()).slice(0, 20)).toEqual(before);
  expect(await app.by("ref-chip").count()).toBe(1);
});

async function restartWith(photos: number) {
  shared.expect(photos);
  return await shared.restart();
}

test("15: a folder that is away loses nothing: its photos are marked, found, and not opened", async () => {
  const app = shared.app();
  const away = `${shared.folder()}-away`;
  renameSync(shared.folder(), away);
  await app.page.getByRole("button", { name: "Look for changes" }).click();
  await app.page.locator(".cell.away").first().waitFor();
  await app.search("a dog");
  expect(await app.by("cell").count()).toBe(flickrCount + 1);
  await app.by("cell").first().dblclick();
  await app.by("loupe-open").click();
  await app.by("toast").filter({ hasText: "not connected" }).first().waitFor();
  await app.page.keyboard.press("Escape");
  renameSync(away, shared.folder());
  await app.page.getByRole("button", { name: "Look for changes" }).click();
  await expect.poll(() => app.page.locator(".cell.away").count()).toBe(0);
  await app.ready(flickrCount + 1);
});

test("17: paused, it stays so until it is told to go on; its numbers add up", async () => {
  const app = shared.app();
  await app.asSoonAs("pause", "element.click()");
  copyMany(shared.folder());
  await app.page.getByRole("button", { name: "Look for changes" }).click();
  await app.by("resume").waitFor();
  const sums = () => app.page.locator(".sum-line b").allTextContents();
  const [found, ...parts] = (await sums()).map(Number);
  expect(found).toBe(parts.reduce((sum, part) => sum + part, 0));
  await app.page.locator(".cell:has(.cell-name)").first().press("q");
  await app.by("ref-no-picture").waitFor();
  await app.by("resume").click();
  await app.by("ref-chip").locator("img").waitFor();
  await app.ready(manyCount + 1);
  expect(app.complaints).toEqual([]);
});

test.skip("17: on battery it pauses by itself, and can be run anyway (the battery is the window's to tell, not a browser page's)", () => {});
