/** Scenarios 1 and 2: the first start, and the first minute. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, openApp, waitForText } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();

async function numbers({ page }: App): Promise<number[]> {
  // In one go: between two questions the numbers may have changed.
  return await page.evaluate<number[]>(`["found", "ready", "waiting", "skipped", "failed"].map((name) => {
    const shown = document.querySelector("[data-testid=status-" + name + "]")?.textContent ?? "";
    return Number(shown.replaceAll(",", ""));
  })`);
}

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
  const app = await openApp(browser(), [folder]);
  await app.by("cell").first().waitFor();
  const seen: number[][] = [];
  let searchedEarly = false;
  while (Number(await app.by("status-ready").textContent()) < count) {
    seen.push(await numbers(app));
    const ready = seen.at(-1)?.[1] ?? 0;
    if (!searchedEarly && ready > 0 && ready < count / 2) {
      await app.search("a red wall");
      const text = (await app.by("searched").textContent()) ?? "";
      expect(text).toMatch(/Searched \d+ (of \d+ )?photos/);
      searchedEarly = true;
    }
  }
  for (const [found, ...parts] of seen) expect(found).toBe(parts.reduce((sum, part) => sum + part, 0));
  await waitForText(app.by("status-found"), String(count));
});
