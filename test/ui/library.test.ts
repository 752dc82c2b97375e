/** Scenarios 14 to 17: what lasts. A saved search, a drive that is away, files that fail, a pause, a battery. */
import { EventEmitter } from "node:events";
import { copyFileSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { followPower } from "../../main/shell/power.ts";
import { type App, waitForText } from "./model/app.ts";
import { anotherDogOnGrass, copyMany, copyOthers, manyCount, othersCount, yardByDay } from "./model/flickr.ts";
import { appOfFile, tall } from "./model/shared.ts";

const reasons = { "cut.jpg": /is cut short/, "text.heic": /not a picture we can read/, "empty.jpg": /is empty/ };
const shared = appOfFile((folder) => {
  copyMany(folder);
  copyFileSync(join(folder, "beach.jpg"), join(folder, "cut.jpg"));
  truncateSync(join(folder, "cut.jpg"), Math.floor(statSync(join(folder, "cut.jpg")).size / 3));
  writeFileSync(join(folder, "text.heic"), "no picture");
  writeFileSync(join(folder, "empty.jpg"), "");
  return manyCount;
}, tall);

/** Photos that the indexer takes in hand together */
const batch = 8;

/** Photos that come while one works */
const more = 60;
/** So many that a pause catches them half read */
const many = 150;

/** The numbers as shown: ready, once it was seen that all add up */
async function readyOf(app: App): Promise<number> {
  const [found, ...parts] = await app.numbers();
  expect(found).toBe(parts.reduce((sum, part) => sum + part, 0));
  return parts[0] ?? 0;
}

function lookForChanges({ page }: App): Promise<void> {
  return page.getByRole("button", { name: "Look for changes" }).click();
}

test("16: what could not be read is listed with its reason, and is read once it is repaired", async () => {
  const app = shared.app();
  await waitForText(app.by("status-failed"), "3");
  await expect.poll(() => app.by("open-index").textContent()).toContain("Done. 3 files could not be read.");
  await app.by("see-failures").click();
  await expect.poll(() => app.by("failure").count()).toBe(3);
  for (const [name, reason] of Object.entries(reasons)) {
    const row = app.by("failure").filter({ has: app.page.getByText(name, { exact: true }) });
    expect(await row.textContent()).toMatch(reason);
  }
  await app.by("dialog-close").click();
  await expect.poll(() => app.by("failed").count()).toBe(3);
  await app.cell("cut.jpg").dblclick();
  await app.by("picture-note").getByText(reasons["cut.jpg"]).waitFor();
  expect(app.complaints).toEqual([]);
  await app.page.keyboard.press("Escape");
  await app.by("see-failures").click();
  shared.put((folder) => copyFileSync(yardByDay, join(folder, "cut.jpg")));
  await app.by("failure").filter({ hasText: "cut.jpg" }).getByTestId("retry-one").click();
  await waitForText(app.by("status-failed"), "2");
  await app.ready(manyCount + 1);
  await app.by("failure").first().getByTestId("ignore").click();
  await waitForText(app.by("status-failed"), "1");
  expect(await readyOf(app)).toBe(manyCount + 1);
  await app.by("toast").getByRole("button", { name: "Undo" }).click();
  await waitForText(app.by("status-failed"), "2");
  await app.by("dialog-close").click();
});

test("14: a saved search gives the same photos after a restart, and new ones that fit", async () => {
  let app = shared.app();
  // Captions that come later would change the order.
  await app.rested();
  await app.cell("dog-snow.jpg").press("q");
  await app.by("ref-chip").waitFor();
  await app.search("in the grass ext:jpg ");
  await app.by("slider").focus();
  await app.page.keyboard.press("ArrowRight");
  const balance = await app.by("slider").inputValue();
  await app.by("save-search").click();
  await app.by("name").fill("dogs");
  await app.by("name-submit").click();
  await app.by("saved-search").waitFor();
  const before = await firstOf(app);
  expect(before).toHaveLength(20);

  shared.expect(manyCount + 1);
  app = await shared.restart();
  await openSaved(app);
  expect(await firstOf(app)).toEqual(before);
  expect(await app.by("query-text").inputValue()).toBe("in the grass");
  expect(await app.by("slider").inputValue()).toBe(balance);
  expect([await app.by("ref-chip").count(), await app.by("filter-chip").count()]).toEqual([1, 1]);

  shared.put((folder) => copyFileSync(anotherDogOnGrass, join(folder, "new.jpg")));
  await lookForChanges(app);
  await app.ready(manyCount + 2);
  await app.rested();
  await app.by("clear").click();
  await app.by("results-count").waitFor({ state: "detached" });
  await openSaved(app);
  const after = await firstOf(app);
  const added = Number(await app.cell("new.jpg").getAttribute("data-photo"));
  expect(after.indexOf(added)).toBeGreaterThanOrEqual(0);
  expect(after.filter((id) => id !== added)).toEqual(before.slice(0, after.length - 1));
});

async function openSaved(app: App): Promise<void> {
  await app.by("saved-search").getByRole("button", { name: "dogs", exact: true }).click();
}

/** The first twenty photos of refined results, with those that match weakly */
async function firstOf(app: App): Promise<number[]> {
  await app.page.locator(".shelf:not(.searching) [data-testid=results-count][data-stage=refined]").waitFor();
  await app.showAll();
  return (await app.ids()).slice(0, 20);
}

test("15: a folder that is away loses nothing: its photos are marked, found, and not opened; back, none is read again", async () => {
  const app = shared.app();
  const engine = await app.engine();
  const encoded = async () => (await engine.status({})).models.asked.encodeImages;
  const text = "a dog in the snow";
  await app.search(text);
  await app.showAll();
  const [before, found] = [await encoded(), await app.ids()];
  await app.by("clear").click();
  await app.by("results-count").waitFor({ state: "detached" });
  if (await app.by("show-new").isVisible()) await app.by("show-new").click();
  const { total } = await engine.photos({ limit: 1 });
  await expect.poll(() => app.by("cell").count()).toBe(total);
  const photos = await app.ids();
  const away = `${shared.folder()}-away`;
  renameSync(shared.folder(), away);
  await lookForChanges(app);
  const isAway = app.page.locator("[data-testid=cell].away[aria-label*='not connected'] [data-testid=offline]");
  await expect.poll(() => isAway.count()).toBe(photos.length);
  expect((await app.ids()).toSorted()).toEqual(photos.toSorted());
  await app.search(text);
  await app.showAll();
  await expect.poll(() => isAway.count()).toBe(found.length);
  expect(await app.ids()).toEqual(found);
  await app.cell("dog-snow.jpg").dblclick();
  await app.by("loupe").getByText("This is a preview").waitFor();
  await app.page.keyboard.press("Control+e");
  await app.by("toast").filter({ hasText: "not connected" }).first().waitFor();
  await app.page.keyboard.press("Escape");

  renameSync(away, shared.folder());
  await lookForChanges(app);
  await expect.poll(() => app.page.locator(".cell.away").count()).toBe(0);
  await app.rested();
  expect(await encoded()).toBe(before);
});

test("a photo that waits to be read is a reference at once, by its name, and has its picture when it is read", async () => {
  const app = shared.app();
  const ready = await readyOf(app);
  await app.asSoonAs("pause", "element.click()");
  shared.put((folder) => copyOthers(folder, othersCount, othersCount + more));
  await lookForChanges(app);
  await app.by("resume").waitFor();
  // Not one that failed.
  const waiting = app.page.locator("[title^=other-]:has(.cell-name)").first();
  await app.by("show-new").or(waiting).first().waitFor();
  if (await app.by("show-new").isVisible()) await app.by("show-new").click();
  await waiting.press("q");
  await app.by("ref-no-picture").waitFor();
  await app.by("resume").click();
  await app.by("ref-chip").locator("img").waitFor();
  await app.ready(ready + more);
});

test("17: paused, closed, opened and resumed, it goes on from where it was", async () => {
  let app = shared.app();
  const [found = 0] = await app.numbers();
  const all = (await readyOf(app)) + many;
  shared.put((folder) => copyOthers(folder, othersCount + more, othersCount + more + many));
  await app.pauseBeyond(all - many);
  await lookForChanges(app);
  await app.by("resume").waitFor();
  const paused = await readyOf(app);
  expect(paused).toBeLessThan(all);

  shared.expect(null);
  app = await shared.restart();
  await app.by("resume").waitFor();
  await expect.poll(() => app.by("open-index").textContent()).toContain("Paused.");
  await waitForText(app.by("status-found"), String(found + many));
  const left = all - (await readyOf(app));
  expect(all - left).toBeGreaterThanOrEqual(paused - batch);
  expect(left).toBeGreaterThan(0);
  await app.by("resume").click();
  await app.ready(all);
  const { models } = await (await app.engine()).status({});
  expect(models.asked.encodeImages).toBeLessThanOrEqual(Math.ceil(left / batch) + 1);
});

test("17: on battery it pauses by itself, and Run now anyway runs it", async () => {
  const app = shared.app();
  const all = (await readyOf(app)) + many;
  const battery = Object.assign(new EventEmitter(), { isOnBattery: () => false });
  followPower(await app.engine(), battery, { write: () => {}, folder: "" });
  shared.put((folder) => copyOthers(folder, othersCount + more + many, othersCount + more + 2 * many));
  await lookForChanges(app);
  await expect.poll(() => readyOf(app)).toBeGreaterThan(all - many);
  battery.emit("on-battery");
  await waitForText(app.by("resume"), " ?Run now anyway");
  await expect.poll(() => app.by("open-index").textContent()).toContain("Paused on battery.");
  expect(await readyOf(app)).toBeLessThan(all);
  await app.by("resume").click();
  await app.ready(all);

  battery.emit("on-battery");
  await app.by("resume").waitFor();
  battery.emit("on-ac");
  await app.by("resume").waitFor({ state: "detached" });
});

test("on battery the index does what is set, and captions can be left out; each is taken back from where it was set", async () => {
  const app = shared.app();
  const engine = await app.engine();
  await engine.setPower({ onBattery: true });
  await app.by("open-index").click();
  await app.by("on-battery-slow").click();
  await app.by("run-now").waitFor();
  await app.by("captions-switch").click();
  await app.by("captions-switch").getByText("Write captions").waitFor();
  expect(await app.faults()).toEqual([]);
  await app.by("toast").getByRole("button", { name: "Undo" }).click();
  await app.by("captions-switch").getByText("Skip captions").waitFor();
  await app.by("run-now").click();
  await app.by("run-now").waitFor({ state: "detached" });
  await engine.setPower({ onBattery: false });
  await app.by("dialog-close").click();
});
