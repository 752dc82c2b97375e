/** A German page is German where something goes wrong, too. */
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { englishWords } from "../helpers/english.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, openApp, openPage, startArguments, waitForText } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const german = { locale: "de-DE" };
const photos = 3;

/** Sentences of English on the page, names of files and what the system said (in brackets) aside */
async function english({ page }: App): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".path, .model-line, .model, kbd")) found.push(walker.currentNode.textContent);
    return found;
  })()`);
  return texts.filter((text) => englishWords(text.replace(/\([^)]*\)|„[^“]*“/g, "")).length > 0);
}

test("files that cannot be read, folders that are not there, names that are taken, filters that make no sense", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const folder = join(temporaryFolder(), "Fotos");
  await makePhotos(folder, photos);
  copyFileSync(join(folder, "000.jpg"), join(folder, "kurz.jpg"));
  truncateSync(join(folder, "kurz.jpg"), 900);
  writeFileSync(join(folder, "leer.jpg"), "");
  writeFileSync(join(folder, "text.heic"), "kein Bild");
  const app = await openApp(browser(), [folder], german);
  await app.ready(photos);
  await waitForText(app.by("status-failed"), "3");
  await app.by("see-failures").click();
  await expect.poll(() => app.by("failure").allTextContents()).toHaveLength(3);
  const failures = (await app.by("failure").allTextContents()).join();
  for (const reason of ["ist abgeschnitten", "ist leer", "kein Bild"]) expect(failures).toContain(reason);
  expect(await english(app)).toEqual([]);
  await app.by("dialog-close").click();

  await app.by("add-folder").click();
  await app.by("folder-path").fill("/gibt/es/nicht");
  await app.by("folder-add").click();
  await app.by("folder-problem").getByText("gibt es nicht").waitFor();
  expect(await english(app)).toEqual([]);
  await app.by("dialog-close").click();

  for (const _ of ["once", "twice"]) {
    await app.by("add-collection").click();
    await app.by("name").fill("Beste");
    await app.by("name-submit").click();
  }
  await app.by("dialog").getByRole("alert").getByText("gibt es schon").waitFor();
  expect(await english(app)).toEqual([]);
  await app.by("dialog-close").click();

  await app.by("query-text").fill("Hund date:2023-13 ");
  await app.by("query-text").press("Enter");
  await app.by("problems").getByText("kein Filter").waitFor();
  await app.page.dispatchEvent("body", "drop", { dataTransfer: await textFile(app) });
  await app.by("toast").getByText("kein Bild").waitFor();
  expect(await english(app)).toEqual([]);
  expect(app.complaints).toEqual([]);
});

test("a pack that is damaged", async (context) => {
  context.skip(!chromiumPath, noChromium);
  const pack = join(temporaryFolder(), "pack");
  mkdirSync(pack);
  writeFileSync(join(pack, "pack.json"), "{}");
  const host = begin("start", [...startArguments([], temporaryFolder()), "--pack", pack]);
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const browserContext = await browser().newContext({ viewport: { width: 1280, height: 800 }, ...german });
  onTestFinished(() => browserContext.close());
  const app = await openPage(browserContext, address);
  await app.by("models").getByText("beschädigt").waitFor();
  expect(await english(app)).toEqual([]);
});

function textFile({ page }: App) {
  return page.evaluateHandle(
    `(() => { const data = new DataTransfer(); data.items.add(new File(["Text"], "brief.txt")); return data; })()`,
  );
}
