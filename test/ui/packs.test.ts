/** Search packs in the settings: fetched from a hub of this computer, switched to while a search answers, erased, and back again. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { startHub } from "../helpers/hub.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { tinyCatalogue, tinyProfile } from "../helpers/tiny-catalogue.ts";
import { type App, openPage, startArguments } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const photos = 12;

async function open() {
  const folder = temporaryFolder();
  await makePhotos(join(folder, "photos"), photos);
  const { catalogue, files } = tinyCatalogue(folder);
  const hub = await startHub(files);
  const packs = join(folder, "packs");
  const models = ["--packs", packs, "--catalogue", catalogue, "--hub", hub.url];
  const host = begin("start", [...startArguments([join(folder, "photos")], join(folder, "library")), ...models]);
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  return { hub, packs, app: await openPage(context, address) };
}

async function openPackSettings(app: App): Promise<void> {
  await app.by("settings").click();
  await app.by("tab-packs").click();
}

test("a pack is fetched when it is agreed to, and changed to while a search answers", { timeout: 120_000 }, async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const { hub, packs, app } = await open();
  const { by, page } = app;
  const card = page.locator(`[data-pack=${tinyProfile}]`);
  const starter = page.locator("[data-pack=starter]");
  const inCard = (id: string) => card.getByTestId(id);
  await app.ready(photos);

  await openPackSettings(app);
  await starter.getByText("in use").waitFor();
  await by("network").getByText("0 network requests since install.").waitFor();
  await inCard("pack-parts").locator("summary").click();
  await inCard("pack-get").click();
  expect(await by("fetch-from").textContent()).toContain(new URL(hub.url).host);
  expect(await by("fetch-licences").textContent()).toMatch(/BLIP-2.*not for commercial use/);
  expect(await app.faults()).toEqual([]);
  await page.keyboard.press("Escape");
  await by("question").waitFor({ state: "detached" });
  await expect.poll(() => page.locator(":focus").getAttribute("data-testid")).toBe("pack-get");
  expect(hub.requests).toEqual([]);

  for (const file of Object.values(hub.files)) file.slowMs = 20;
  await inCard("pack-get").click();
  await by("question-yes").click();
  await by("getting")
    .getByText(/of .* kB|of .* MB/)
    .waitFor();
  await by("cancel-get").click();
  await inCard("pack-get").getByText("Get the rest").waitFor();
  for (const file of Object.values(hub.files)) delete file.slowMs;
  await inCard("pack-get").click();
  await by("question-yes").click();
  await inCard("pack-news").getByText("You can switch to it").waitFor();
  await by("network").getByText(`${hub.requests.length} network requests since install`).waitFor();
  await inCard("pack-check").click();
  await inCard("pack-news").getByText("are as they came").waitFor();

  await app.asSoonAs("pause", "element.click()");
  await inCard("pack-use").click();
  await by("pack-change").getByText("Paused. Preparing the new pack:").waitFor();
  expect(await app.faults()).toEqual([]);
  await by("dialog-close").click();
  await by("open-index").getByText("The old one answers until then.").waitFor();
  await app.search("a red wall");
  expect((await app.names()).length).toBeGreaterThan(0);
  await by("resume").click();
  await by("toast").getByText("Searching with CLIP L/14 + BLIP-2").waitFor();
  await app.search("a blue wall");
  expect((await app.names()).length).toBeGreaterThan(0);

  await openPackSettings(app);
  await card.getByText("in use").waitFor();
  expect(await inCard("pack-remove").count()).toBe(0);
  await by("old-vectors").getByText("Starter").first().waitFor();
  const kept = await by("old-vectors").count();
  await by("erase").first().click();
  await by("question-yes").click();
  await expect.poll(() => by("old-vectors").count()).toBe(kept - 1);

  await starter.getByTestId("pack-use").click();
  await starter.getByText("in use").waitFor();
  await inCard("pack-remove").click();
  await by("question-yes").click();
  await inCard("pack-news").getByText("are free again").waitFor();
  expect(readdirSync(join(packs, "parts"))).toEqual([]);
  expect(app.complaints).toEqual([]);
});
