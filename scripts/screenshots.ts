/**
 * Pictures of every screen and main state: `node scripts/screenshots.ts <folder of photos> [names...]`, of a folder that holds the
 * photos of Samples/. Built program, real engine, headless Chromium; each in light and dark, in three sizes, some in German and in forced colours, as WebP in docs/screens/.
 * `names` picks some of them.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { everyLook, type Look, otherLooks } from "./screenshots/looks.ts";
import { serve } from "./screenshots/serve.ts";
import { empty, full, type State, troubled } from "./screenshots/states.ts";

const screens = join(import.meta.dirname, "..", "docs", "screens");
const inOtherLooks = ["results", "loupe", "index", "settings", "packs", "welcome"];
const [photos = "", ...wanted] = process.argv.slice(2);

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(700);
  await page.waitForFunction("[...document.images].every(({ complete }) => complete)");
  await sharp(await page.screenshot())
    .webp({ quality: 70 })
    .toFile(join(screens, `${name}.webp`));
  process.stdout.write(`${name}\n`);
}

/** One page for each look; each state begins with a page that is loaded anew. */
async function takeAll(browser: Browser, address: string, states: Record<string, State>, looks: Look[]): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext(look.options);
    const page = await context.newPage();
    await page.goto(address);
    for (const [name, reach] of Object.entries(states)) {
      await page.goto(new URL("/", address).href);
      await page.locator("[data-testid=cell] img, [data-testid=welcome]").first().waitFor();
      await reach(page);
      await take(page, `${name}-${look.name}`);
    }
    await context.close();
  }
}

/** Captions too: they change the order. */
async function rested(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(address);
  await page
    .locator(".sum-line")
    .filter({ hasText: /ready [1-9]\d* \+ waiting 0/ })
    .waitFor();
  await page
    .getByTestId("open-index")
    .filter({ hasText: /All photos are ready|could not be read/ })
    .waitFor({ timeout: 300_000 });
  await page.close();
}

function damagedCopy(folder: string): string {
  cpSync(photos, folder, { recursive: true, preserveTimestamps: true });
  const [first = ""] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".jpg"));
  cpSync(join(folder, first), join(folder, "IMG_2041 (a copy that ended early on its way from the camera to the disk).jpg"));
  truncateSync(join(folder, "IMG_2041 (a copy that ended early on its way from the camera to the disk).jpg"), 900);
  writeFileSync(join(folder, "IMG_2042.jpg"), "");
  writeFileSync(join(folder, "notes.heic"), "Not a picture.");
  return folder;
}

if (!existsSync(photos) || readdirSync(photos).length === 0)
  throw new Error("Name a folder of photos: node scripts/screenshots.ts Samples");
const chosen = (states: Record<string, State>, names: string[] = wanted) =>
  Object.fromEntries(Object.entries(states).filter(([name]) => names.length === 0 || names.includes(name)));
const others = (states: Record<string, State>) => chosen(chosen(states), inOtherLooks);

const folder = mkdtempSync(join(tmpdir(), "recompose-screens-"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
/** A library of these photos, read. */
async function read(folder: string, library: string): Promise<string> {
  const { address, end } = await serve([folder], library);
  await rested(browser, address);
  end();
  return library;
}

async function show(states: Record<string, State>, library: () => Promise<string>): Promise<void> {
  if (Object.keys(chosen(states)).length === 0) return;
  const { address, end } = await serve([], await library());
  await takeAll(browser, address, chosen(states), everyLook);
  await takeAll(browser, address, others(states), otherLooks);
  end();
}

await show(empty, async () => join(folder, "empty"));
await show(full, () => read(photos, join(folder, "full")));
await show(troubled, async () => {
  const drive = damagedCopy(join(folder, "Weddings"));
  const library = await read(drive, join(folder, "troubled"));
  renameSync(drive, `${drive} away`);
  return library;
});
await browser.close();
rmSync(folder, { recursive: true, force: true });
