/** Search packs in the settings: fetched from a hub of this computer, switched to while a search answers, erased, and back again. */
import { readdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { startHub } from "../helpers/hub.ts";
import { smallDisk } from "../helpers/mounts.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, hasStarterPack, noStarterPack, run } from "../helpers/programs.ts";
import { tinyCatalogue, tinyProfile } from "../helpers/tiny-catalogue.ts";
import { type App, openPage, startArguments } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const photos = 12;

async function prepare() {
  const folder = temporaryFolder();
  const photosFolder = join(folder, "photos");
  await makePhotos(photosFolder, photos);
  const { catalogue, files } = tinyCatalogue(folder);
  const hub = await startHub(files);
  const packs = join(folder, "packs");
  return { folder, photosFolder, hub, catalogue, packs, models: ["--packs", packs, "--catalogue", catalogue, "--hub", hub.url] };
}

interface Opened {
  folder: string;
  models: string[];
  /** Undefined: it is not in the library yet. */
  photosFolder: string | undefined;
}

async function open({ folder, photosFolder, models }: Opened, library = join(folder, "library")): Promise<App> {
  const host = begin("start", [...startArguments(photosFolder === undefined ? [] : [photosFolder], library), ...models]);
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  return await openPage(context, address);
}

async function openPackSettings(app: App): Promise<void> {
  await app.by("settings").click();
  await app.by("tab-packs").click();
}

test("a pack is fetched when it is agreed to, and changed to while a search answers", { timeout: 120_000 }, async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const prepared = await prepare();
  const { hub, packs } = prepared;
  const app = await open(prepared);
  const { by, page } = app;
  const card = page.locator(`[data-pack=${tinyProfile}]`);
  const starter = page.locator("[data-pack=starter]");
  const inCard = (id: string) => card.getByTestId(id);
  await app.ready(photos);

  await openPackSettings(app);
  await starter.getByText("in use").waitFor();
  await by("network").getByText("0 network requests since install.").waitFor();
  await by("device-choice").getByRole("radio", { name: "Processor" }).waitFor();
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

test("on a disk that is almost full the page says what packs before take, and goes on once that is erased", {
  timeout: 120_000,
}, async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const disk = smallDisk(49_152, context);
  const library = join(disk, "library");
  const prepared = await prepare();
  await run("cli", ["models", "get", tinyProfile, ...prepared.models]);
  await run("cli", ["index", prepared.photosFolder, "--library", library]);
  addOldVectors(library);
  const app = await open(prepared, library);
  const { by, page } = app;
  await app.ready(photos);
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "ballast"), new Uint8Array(bavail * bsize - 4_000_000));

  await openPackSettings(app);
  await page.locator(`[data-pack=${tinyProfile}]`).getByTestId("pack-use").click();
  await by("make-room").getByText("takes 393 kB").waitFor();
  expect(await app.faults()).toEqual([]);
  await by("make-room-erase").click();
  await by("question-yes").click();
  await by("toast").getByText("Searching with CLIP L/14 + BLIP-2").waitFor();
});

test("a pack that is here already can be chosen before the first folder, and one that is damaged says so", {
  timeout: 120_000,
}, async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const prepared = await prepare();
  await run("cli", ["models", "get", tinyProfile, ...prepared.models]);
  const app = await open({ ...prepared, photosFolder: undefined });
  const { by, page } = app;
  const radio = (id: string) => page.locator(`[data-testid=pack-radio][data-pack=${id}]`);
  await expect.poll(() => radio("starter").isChecked()).toBe(true);
  expect(await app.faults()).toEqual([]);
  await radio(tinyProfile).click();
  await by("toast").getByText("Searching with CLIP L/14 + BLIP-2").waitFor();
  expect(await radio(tinyProfile).isChecked()).toBe(true);
  await radio("starter").click();
  await by("toast").getByText("Searching with Recompose starter").waitFor();

  for (const file of readdirSync(prepared.packs, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".onnx")) writeFileSync(join(prepared.packs, file), "not a model");
  await radio(tinyProfile).click();
  await by("pack-change").getByText("could not be prepared").waitFor();
  expect(await radio("starter").isChecked()).toBe(true);
  await by("folder-path").fill(prepared.photosFolder);
  await by("folder-add").click();
  await by("start").click();
  await app.ready(photos);
});

test("what cannot be checked is not fetched before that is agreed to", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const prepared = await prepare();
  unpin(prepared.catalogue);
  const app = await open({ ...prepared, photosFolder: undefined });
  const { by, page } = app;
  await by("get-packs").click();
  await page.locator(`[data-pack=${tinyProfile}]`).getByTestId("pack-get").click();
  expect(await by("question-yes").isDisabled()).toBe(true);
  await by("agree-unpinned").check();
  expect(prepared.hub.requests).toEqual([]);
  await by("question-yes").click();
  await page.locator(`[data-pack=${tinyProfile}]`).getByTestId("pack-news").getByText("You can switch to it").waitFor();
  expect(prepared.hub.requests.length).toBeGreaterThan(0);
});

/** A catalogue of which nobody noted checksums */
function unpin(path: string): void {
  const { parts, ...rest }: { parts: { files: object[] }[] } = JSON.parse(readFileSync(path, "utf8"));
  const unpinned = parts.map((part) => ({ ...part, files: part.files.map((file) => ({ ...file, sha256: null, bytes: null })) }));
  writeFileSync(path, JSON.stringify({ ...rest, parts: unpinned }));
}

/** What a pack of vectors of 8,192 numbers left */
function addOldVectors(library: string): void {
  const database = new Database(join(library, "library.db"));
  database.exec(`
    INSERT INTO packs (key, dims) VALUES ('old@1/clip-224', 8192);
    INSERT INTO vectors (pack, kind, photo, embedding, norm)
      SELECT (SELECT id FROM packs WHERE key = 'old@1/clip-224'), 'look', id, zeroblob(4 * 8192), 1 FROM photos`);
  database.close();
}
