/** Quick results at once, then refined ones with the sentence that was looked for, which can be edited. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, starterPack } from "../helpers/programs.ts";
import { openApp, waitForText } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();

test("refined results follow quick ones; the sentence is shown, and the user's own replaces it", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  context.skip(!("captioner" in JSON.parse(readFileSync(join(starterPack, "pack.json"), "utf8"))), "the starter pack has no captioner");
  const folder = join(temporaryFolder(), "photos");
  await makePhotos(folder, 6);
  const app = await openApp(browser(), [folder]);
  await app.ready(6);
  await app.by("cell").first().focus();
  await app.page.keyboard.press("q");
  await app.search("a red wall");
  const sentence = app.by("rewritten");
  await sentence.waitFor();
  expect(await sentence.textContent()).not.toBe("");
  await app.by("edit-rewritten").click();
  await app.by("rewritten-text").fill("a wall of blue stones");
  await app.by("rewritten-text").press("Enter");
  await waitForText(sentence, "a wall of blue stones");
  expect(await app.faults()).toEqual([]);
  expect(app.complaints).toEqual([]);
});
