/** Scenarios 1 and 2: the first start, and the first minute. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, countedNumbers, openApp } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();

test("1: Start is off, and says why, until there are a folder and a pack", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const app = await openApp(browser(), []);
  await app.by("welcome").waitFor();
  await expect.poll(() => app.by("start-why").textContent()).toBe("Add a photo folder first.");
  expect(await app.by("start").isDisabled()).toBe(true);
  const folder = join(temporaryFolder(), "holiday");
  await app.by("folder-path").fill(folder);
  await app.by("folder-add").click();
  await app.by("chosen-folder").waitFor();
  await app.by("start").click();
  await app.by("folder-problem").getByText("holiday").waitFor();
  await makePhotos(folder, 3);
  await app.by("start").click();
  await app.by("folder").getByText("holiday").waitFor();
  await app.by("cell").nth(2).waitFor();
  expect(app.complaints).toEqual([]);
});

test("1: before Start, what it will take is measured with some of the photos, and a folder that cannot be read says so", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const [folder, none] = [join(temporaryFolder(), "photos"), join(temporaryFolder(), "none")];
  await makePhotos(folder, 6);
  const app = await openApp(browser(), []);
  for (const path of [folder, none]) {
    await app.by("folder-path").fill(path);
    await app.by("folder-add").click();
    await app.by("chosen-folder").getByText(path).waitFor();
  }
  await app.by("chosen-folder").getByText("6 photos").waitFor();
  await app.by("chosen-folder").getByText("is not there").waitFor();
  await app.by("trial").getByText("Space needed: about").waitFor();
  await app
    .by("trial")
    .getByText(/eady in less than a minute/)
    .waitFor();
  await app.by("trial").getByText("with 6 photos of yours").waitFor();
  expect(await app.faults()).toEqual([]);
  expect(app.complaints).toEqual([]);
});

test("2: cells are there before the end, the numbers always add up, and one can search meanwhile", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const folder = join(temporaryFolder(), "photos");
  const count = 200;
  await makePhotos(folder, count);
  const app = await openApp(browser(), []);
  await app.by("folder-path").fill(folder);
  await app.by("folder-add").click();
  await app.by("chosen-folder").waitFor();
  await noteNumbers(app);
  await app.pauseBeyond(0);
  await app.by("start").click();
  await app.by("cell").first().waitFor();
  await app.by("resume").waitFor();
  await app.search("a red wall");
  const [searched, of] = ((await app.by("searched").textContent())?.match(/\d+/g) ?? []).map(Number);
  expect(of).toBe(count);
  expect(searched).toBeLessThan(count);
  expect(searched).toBeGreaterThan(0);
  expect(await app.by("cell").count()).toBeGreaterThan(0);
  await app.by("resume").click();
  await app.ready(count);

  const seen = await app.page.evaluate<number[][]>("numbersSeen");
  expect(seen.length).toBeGreaterThan(2);
  for (const [found, ...parts] of seen) expect(found).toBe(parts.reduce((sum, part) => sum + part, 0));
  expect(seen.at(-1)).toEqual([count, count, 0, 0, 0]);
});

test("1: who has no folder at hand tries the samples: two clicks to the result of an example, which is gone beside other folders", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const app = await openApp(browser(), []);
  await app.by("try-samples").click();
  await app.by("folder").getByText("Samples").waitFor();
  await app.by("example-bridge").click();
  await app.by("results-count").waitFor();
  await app.by("query-text").and(app.page.locator("[value='at night']")).waitFor();
  await expect.poll(async () => (await app.names())[0]).toBe("roebling-bridge-at-night.jpg");
  expect(await app.faults()).toEqual([]);
  const other = join(temporaryFolder(), "holiday");
  await makePhotos(other, 1);
  const engine = await app.engine();
  await engine.addFolder({ path: other });
  await app.by("examples").waitFor({ state: "detached" });
  await engine.forgetFolder({ path: other });
  await app.by("examples").waitFor();
  expect(app.complaints).toEqual([]);
});

/** From now on, each time they are shown anew */
async function noteNumbers({ page }: App): Promise<void> {
  await page.evaluate(`(() => {
    window.numbersSeen = [];
    new MutationObserver(() => {
      const seen = ${countedNumbers};
      if (String(seen) !== String(numbersSeen.at(-1))) numbersSeen.push(seen);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  })()`);
}
