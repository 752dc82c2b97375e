/** Without a mouse, and for those who cannot see the page well. */
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { openApp } from "./model/app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const count = 12;

/** What has the focus: its test id and photo */
async function focused(page: Page): Promise<string> {
  const element = page.locator(":focus");
  const [id, photo] = [await element.getAttribute("data-testid"), await element.getAttribute("data-photo")];
  return photo === null ? `${id}` : `${id} ${photo}`;
}

describe("by keys alone", () => {
  test("one can search, walk through the photos, look at one, use it as reference, collect, save the search", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    await makePhotos(folder, count);
    const { page, by, ready } = await openApp(browser(), [folder]);
    await ready(count);
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("query-text");
    await page.keyboard.type("a red wall");
    await page.keyboard.press("Enter");
    await by("results-count").waitFor();
    await by("band-possible").waitFor();
    const ids = await by("cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-photo")));

    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(`cell ${ids[0]}`);
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe(`cell ${ids[1]}`);
    await page.keyboard.press("End");
    expect(await focused(page)).toBe(`cell ${ids.at(-1)}`);
    await page.keyboard.press("Home");

    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe(`loupe ${ids[0]}`);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toBe(`loupe ${ids[1]}`);
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe(`cell ${ids[1]}`);

    await page.keyboard.press("q");
    await by("ref-chip").waitFor();
    // The reference itself is no result.
    await expect.poll(() => by("cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-photo")))).not.toContain(ids[1]);
    expect(await focused(page)).toMatch(/^cell /);
    await page.keyboard.press("4");
    await expect.poll(() => page.locator("[data-testid=cell][tabindex='0']").getAttribute("aria-label")).toContain("4 stars");
    expect(await focused(page)).toMatch(/^cell /);

    await page.keyboard.press("b");
    await expect.poll(() => focused(page)).toBe("name");
    await page.keyboard.type("walls");
    await page.keyboard.press("Enter");
    await by("collection").waitFor();
    await page.keyboard.press("Control+s");
    await expect.poll(() => focused(page)).toBe("name");
    await page.keyboard.press("Enter");
    await by("saved-search").waitFor();
    await expect.poll(() => focused(page)).toMatch(/^cell /);

    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("query-text");
    expect(await by("query-text").inputValue()).toBe("a red wall");
  });
});

const looks: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light" },
  "dark, reduced motion": { colorScheme: "dark", reducedMotion: "reduce" },
  "forced colours": { forcedColors: "active" },
};

describe.each(Object.entries(looks))("axe, %s", (_name, look) => {
  test("finds no serious fault in the welcome", async (context) => {
    context.skip(!chromiumPath, noChromium);
    const app = await openApp(browser(), [], look);
    await app.by("welcome").waitFor();
    expect(await app.faults()).toEqual([]);
  });

  test("finds none in library, results, loupe, drawer and dialogs", async (context) => {
    context.skip(!chromiumPath, noChromium);
    context.skip(!hasStarterPack, noStarterPack);
    const folder = join(temporaryFolder(), "photos");
    await makePhotos(folder, count);
    const app = await openApp(browser(), [folder], look);
    await app.ready(count);
    expect(await app.faults()).toEqual([]);
    await app.search("a red wall without people ext:jpg");
    expect(await app.faults()).toEqual([]);
    const first = app.page.locator(`[data-photo="${await app.by("cell").first().getAttribute("data-photo")}"]`);
    await first.press("q");
    // The reference itself is no result.
    await first.waitFor({ state: "detached" });
    await app.by("cell").first().press("Enter");
    await app.by("loupe").waitFor();
    expect(await app.faults()).toEqual([]);
    await app.page.keyboard.press("Escape");
    await app.by("cell").first().click({ button: "right" });
    await app.by("context-menu").waitFor();
    expect(await app.faults()).toEqual([]);
    await app.page.keyboard.press("Escape");
    for (const opener of ["keys", "settings", "open-index", "add-filter", "save-search"]) {
      await app.by(opener).click();
      await app.by("dialog").waitFor();
      expect(await app.faults()).toEqual([]);
      await app.by("dialog-close").click();
    }
    await app.page.setViewportSize({ width: 900, height: 600 });
    await app.by("panel-toggle").click();
    expect(await app.faults()).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});

test("in the pseudo-language everything that is not from outside is marked: nothing is missing in the catalogue", async (context) => {
  context.skip(!chromiumPath, noChromium);
  context.skip(!hasStarterPack, noStarterPack);
  const folder = join(temporaryFolder(), "photos");
  await makePhotos(folder, count);
  const app = await openApp(browser(), [folder]);
  await app.ready(count);
  await app.page.goto(`${new URL(app.page.url()).origin}/?language=pseudo`);
  await app.ready(count);
  await app.search("a red wall -people");
  await app.by("settings").click();
  await app.by("dialog").waitFor();
  expect(await unmarked(app.page)).toEqual([]);
});

/** Texts without marks that are words, save names of files, what the engine says, keys, and the user's own words. */
async function unmarked(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const outside = ".cell-name, .path, kbd, .folder-name, .model, .model-line, .details, .chip, option, .wordmark, .badges";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(outside)) found.push(walker.currentNode.textContent.trim());
    return found;
  })()`);
  return texts.filter((text) => /\p{L}{3}/u.test(text) && !text.includes("⟦"));
}
