/** Without a mouse, and for those who cannot see the page well. */
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { patience } from "../helpers/patience.ts";
import { type App, openApp } from "./model/app.ts";
import { rulesOfColour } from "./model/axe.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";
import { copyMany, manyCount } from "./model/flickr.ts";
import { libraryScreens, resultScreens, type Screen } from "./model/screens.ts";
import { appOfFile } from "./model/shared.ts";

const size = { width: 1280, height: 800 };
const shared = appOfFile((folder) => {
  copyMany(folder);
  writeFileSync(join(folder, "empty.jpg"), "");
  utimesSync(join(folder, "empty.jpg"), 0, 0);
  return manyCount;
}, size);
const browser = browserOfFile();

/** What has the focus: its test id and photo */
async function focused(page: Page): Promise<string> {
  const element = page.locator(":focus");
  const [id, photo] = [await element.getAttribute("data-testid"), await element.getAttribute("data-photo")];
  return photo === null ? `${id}` : `${id} ${photo}`;
}

/** The page anew in that language, with a collection and a saved search. */
async function openIn(app: App, language: "en" | "de" | "pseudo"): Promise<void> {
  const engine = await app.engine();
  const { collections } = await engine.collections({});
  if (collections.length === 0) {
    const { photos } = await engine.photos({ limit: 3 });
    await engine.createCollection({ name: "Best", photos: photos.map(({ id }) => id) });
    await engine.saveSearch({ name: "Dogs", query: { text: "a dog" } });
  }
  if (language !== "pseudo") await engine.setSettings({ language });
  await app.page.goto(`${new URL(app.page.url()).origin}/?language=${language}`);
  await app.ready(manyCount);
  await app.by("saved-search").first().waitFor();
}

/** From now on, whether nothing had the focus for longer than it takes to give it on */
async function watchFocus(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.focusLost = 0;
    let frames = 0;
    const look = () => {
      frames = document.activeElement === document.body ? frames + 1 : 0;
      if (frames === 10) focusLost++;
      requestAnimationFrame(look);
    };
    look();
  })()`);
}

const plain = { colorScheme: "light", reducedMotion: "no-preference", forcedColors: "none" } as const;
const allAtOnce = { colorScheme: "dark", reducedMotion: "reduce", forcedColors: "active" } as const;

describe.each([
  { name: "as it is", language: "en", media: plain },
  { name: "dark, in forced colours and pseudo-language, with less motion", language: "pseudo", media: allAtOnce },
] as const)("19: by keys alone, $name", ({ language, media }) => {
  test("one can search, walk through the photos, look at one, give stars, use it as reference, collect, save the search", async () => {
    const app = shared.app();
    const { page, by, ids } = app;
    await page.emulateMedia(media);
    await openIn(app, language);
    const engine = await app.engine();
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("query-text");
    await watchFocus(page);
    await page.keyboard.type("a dog in the snow");
    await page.keyboard.press("Enter");
    await by("results-count").waitFor();
    await app.showAll();
    await page.keyboard.press("Control+f");
    const [first, second] = await ids();

    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe(`cell ${first}`);
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe(`cell ${second}`);
    await page.keyboard.press("End");
    expect(await focused(page)).toBe(`cell ${(await ids()).at(-1)}`);
    await page.keyboard.press("Home");

    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe(`loupe ${first}`);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toBe(`loupe ${second}`);
    await page.keyboard.press("4");
    await expect.poll(async () => (await engine.photo({ photo: Number(second) })).stars).toBe(4);
    await page.keyboard.press("q");
    await by("ref-chip").waitFor();
    // The reference itself is no result.
    await expect.poll(ids).not.toContain(second);
    await expect.poll(() => focused(page)).toMatch(/^cell /);

    await page.keyboard.press("b");
    await by("name").waitFor();
    await app.tabTo("name");
    await page.keyboard.type(`snow ${language}`);
    await page.keyboard.press("Enter");
    await by("collection")
      .filter({ hasText: `snow ${language}` })
      .waitFor();
    await page.keyboard.press("Control+s");
    await expect.poll(() => focused(page)).toBe("name");
    await page.keyboard.press("Enter");
    await by("saved-search").nth(1).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^cell /);

    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("query-text");
    expect(await by("query-text").inputValue()).toBe("a dog in the snow");
    expect(await page.evaluate("focusLost")).toBe(0);
    expect(await app.faults()).toEqual([]);
    await page.emulateMedia(plain);
  });
});

interface Look {
  name: string;
  media?: Parameters<Page["emulateMedia"]>[0];
  theme?: string;
  size?: { width: number; height: number };
}

const colours: Look[] = [
  { name: "dark, less motion", media: { colorScheme: "dark", reducedMotion: "reduce" } },
  { name: "high contrast", theme: "high-contrast" },
  { name: "high contrast, dark", theme: "high-contrast", media: { colorScheme: "dark" } },
  { name: "forced colours", media: { forcedColors: "active" } },
];
const sizes: Look[] = [
  { name: "smallest window", size: { width: 900, height: 600 } },
  // 1440 x 900 at 200 %
  { name: "twice as large", size: { width: 720, height: 450 } },
];

/** What is wrong with the screen that is open, in any look. Colours alone change no more than colours. */
async function faultsInAllLooks(app: App, looks: Look[]): Promise<string[]> {
  const found = await app.faults();
  for (const { name, media, theme = "system", size: small } of looks) {
    await app.page.emulateMedia({ ...plain, ...media });
    await app.page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    if (small) await app.page.setViewportSize(small);
    const faults = small ? [...(await app.faults()), ...(await cutOff(app.page))] : await app.faults(rulesOfColour);
    found.push(...faults.map((fault) => `${name}: ${fault}`));
    if (small) await app.page.setViewportSize(size);
  }
  await app.page.emulateMedia(plain);
  await app.page.evaluate(`document.documentElement.dataset.theme = "system"`);
  return found;
}

/** Controls that reach over the sides of the window, where nothing scrolls sideways */
async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const scrolls = (element) => element && (getComputedStyle(element).overflowX === "auto" || scrolls(element.parentElement));
    return [...document.querySelectorAll("button, input, select, summary, a[href], [role=menuitem], [role=tab]")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, .skip-link, .filmstrip") && !scrolls(element.parentElement))
      .filter((element) => { const { left, right } = element.getBoundingClientRect(); return left < -1 || right > innerWidth + 1; })
      .map(({ outerHTML }) => "cut off: " + outerHTML.slice(0, 200));
  })()`);
}

/** Opens one screen after the other, and looks at each. */
async function tour(app: App, screens: Screen[], look: (app: App) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const { name, open, close } of screens) {
    await open(app);
    found.push(...(await look(app)).map((fault) => `${name}, ${fault}`));
    await (close ? close(app) : app.page.keyboard.press("Escape"));
  }
  return found;
}

describe("axe finds no fault", () => {
  test("in the welcome, in any look", async (context) => {
    context.skip(!chromiumPath, noChromium);
    const app = await openApp(browser(), []);
    await app.by("folder-path").fill(shared.folder());
    await app.by("folder-add").click();
    await app.by("trial").getByText("with").first().waitFor();
    expect(await faultsInAllLooks(app, [...colours, ...sizes])).toEqual([]);
  });

  test("in any screen, in any look", { timeout: 4 * patience }, async () => {
    const app = shared.app();
    await openIn(app, "en");
    expect(await tour(app, [...libraryScreens, ...resultScreens], (app) => faultsInAllLooks(app, [...colours, ...sizes]))).toEqual([]);
  });

  test("in any screen in German", async () => {
    const app = shared.app();
    await openIn(app, "de");
    expect(await tour(app, [...libraryScreens, ...resultScreens], (app) => faultsInAllLooks(app, sizes.slice(0, 1)))).toEqual([]);
  });

  test("in any screen in the pseudo-language, and all that is not from outside is marked: nothing is missing in the catalogue", async () => {
    const app = shared.app();
    await openIn(app, "pseudo");
    // That language writes file names in its own way, too.
    const faults = async (app: App) => (await app.faults()).filter((fault) => !fault.startsWith("label-content-name-mismatch"));
    const look = async (app: App) => [...(await faults(app)), ...(await unmarked(app.page))];
    expect(await tour(app, [...libraryScreens, ...resultScreens], look)).toEqual([]);
  });
});

/** Texts without marks that are words, save names of files, what the engine says, keys, formats, and the user's own words. */
async function unmarked(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const outside = ".cell-name, .path, kbd, .folder-name, .model, .model-line, .details, .chip, option, .wordmark, .badges, q, .popover-title, .failures strong, .pack-head strong, .pack-parts strong";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(outside)) found.push(walker.currentNode.textContent.trim());
    return found;
  })()`);
  return texts.filter((text) => /\p{L}{3}/u.test(text) && !text.includes("⟦") && !/^(Best|snow .*|photos|JPEG|RAW)$/.test(text));
}
