/**
 * Pictures of every screen and main state: `node scripts/screenshots.ts [folder of photos] [names...]`. Built program, real engine,
 * headless Chromium; each in light and dark, in three sizes, as WebP in docs/screens/. `names` picks some of them.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import sharp from "sharp";

const root = join(import.meta.dirname, "..");
const screens = join(root, "docs", "screens");
const sizes = [
  { width: 900, height: 600 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];
const schemes = ["light", "dark"] as const;
const [photos = "", ...wanted] = process.argv.slice(2);

const by = (page: Page, id: string) => page.getByTestId(id);
const settle = (page: Page) => page.waitForTimeout(700);

async function search(page: Page, text: string): Promise<void> {
  await by(page, "query-text").fill(text);
  await by(page, "query-text").press("Enter");
  await page.locator(".shelf:not(.searching) [data-testid=results-count]").waitFor();
}

async function openFromPanel(page: Page, id: string): Promise<void> {
  if (!(await by(page, id).isVisible())) await by(page, "panel-toggle").click();
  await by(page, id).click();
}

/** What is done before each picture, from the library on. */
const states: Record<string, (page: Page) => Promise<unknown>> = {
  library: async () => {},
  selection: async (page) => {
    await by(page, "cell").nth(1).click();
    await by(page, "cell")
      .nth(4)
      .click({ modifiers: ["Shift"] });
    for (const key of ["4", "p", "8"]) await page.keyboard.press(key);
  },
  results: async (page) => {
    await by(page, "cell").nth(2).press("q");
    await by(page, "results-count").waitFor();
    await search(page, "darker");
    await page.locator("[data-testid=results-count][data-stage=refined]").waitFor();
    await by(page, "weak-show").click();
    await by(page, "cell").first().click();
  },
  words: (page) => search(page, "a dog in the snow without people"),
  "no-good-match": (page) => search(page, "the circuit board of a quantum computer"),
  "filters-too-tight": (page) => search(page, "a dog date:1999 ext:jpg"),
  reference: async (page) => {
    await by(page, "cell").nth(2).press("q");
    await by(page, "results-count").waitFor();
    await by(page, "ref-open").click();
  },
  crop: async (page) => {
    await by(page, "cell").nth(2).press("q");
    await by(page, "results-count").waitFor();
    await by(page, "ref-open").click();
    await by(page, "ref-crop").click();
  },
  menu: (page) => by(page, "cell").nth(1).click({ button: "right" }),
  loupe: (page) => by(page, "cell").nth(2).dblclick(),
  index: (page) => by(page, "open-index").click(),
  settings: (page) => openFromPanel(page, "settings"),
  keys: (page) => openFromPanel(page, "keys"),
  filter: (page) => by(page, "add-filter").click(),
};

/** Serves a library of these photos, or an empty one, and gives its address. */
async function serve(folders: string[], library: string): Promise<{ address: string; end: () => void }> {
  const program = join(root, "out", "main", "start.js");
  const host = spawn(process.execPath, [program, "--no-open", "--library", library, ...folders], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of host.stdout) {
    const address = /http:\S+/.exec(String(text))?.[0];
    if (address) return { address, end: () => host.kill() };
  }
  throw new Error("The program ended without an address.");
}

async function take(page: Page, name: string): Promise<void> {
  await settle(page);
  await page.waitForFunction("[...document.images].every(({ complete }) => complete)");
  await sharp(await page.screenshot())
    .webp({ quality: 70 })
    .toFile(join(screens, `${name}.webp`));
  process.stdout.write(`${name}\n`);
}

/** One page for each size and scheme; each state begins with a page that is loaded anew. */
async function takeAll(address: string, names: string[]): Promise<void> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const viewport of sizes) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(address);
      if (names[0] !== "welcome")
        await page
          .locator(".sum-line")
          .filter({ hasText: /ready [1-9]\d* \+ waiting 0/ })
          .waitFor();
      // Captions too: they change the order.
      if (names[0] !== "welcome") await by(page, "open-index").filter({ hasText: "All photos are ready." }).waitFor({ timeout: 120_000 });
      for (const name of names) {
        await page.goto(new URL("/", address).href);
        await page.locator("[data-testid=cell] img, [data-testid=welcome]").first().waitFor();
        await states[name]?.(page);
        await take(page, `${name}-${viewport.width}x${viewport.height}-${colorScheme}`);
      }
      await context.close();
    }
  }
  await browser.close();
}

if (!existsSync(photos) || readdirSync(photos).length === 0)
  throw new Error("Name a folder of photos: node scripts/screenshots.ts ~/Pictures");
const library = mkdtempSync(join(tmpdir(), "recompose-screens-"));
const chosen = (name: string) => wanted.length === 0 || wanted.includes(name);
if (chosen("welcome")) {
  const empty = await serve([], join(library, "empty"));
  await takeAll(empty.address, ["welcome"]);
  empty.end();
}
const full = await serve([photos], join(library, "full"));
await takeAll(full.address, Object.keys(states).filter(chosen));
full.end();
rmSync(library, { recursive: true, force: true });
