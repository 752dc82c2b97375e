/** The page as a user sees it: the built host with the real engine, in a real browser. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import type { EngineApi } from "../../../contract/api.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { patience } from "../../helpers/patience.ts";
import { begin } from "../../helpers/programs.ts";
import { faultsOf } from "./axe.ts";
import { connectToEngine } from "./engine.ts";

export interface App {
  page: Page;
  /** An element by its data-testid */
  by(id: string): Locator;
  /** The cell of a photo, by its file name */
  cell(name: string): Locator;
  /** Waits until all photos were read. */
  ready(photos: number): Promise<void>;
  /** Types into the query's text field and presses Enter. */
  search(text: string): Promise<void>;
  /** Walks with Tab (or Shift+Tab) to an element, as who has no mouse. */
  tabTo(id: string, key?: string): Promise<void>;
  /** Unfolds what matches weakly. */
  showAll(): Promise<void>;
  /** What the status bar counts: found, ready, waiting, skipped, failed, all at one time */
  numbers(): Promise<number[]>;
  /** Drops a file on the window as the system does: the browser itself makes the events, and trusts them. */
  drop(path: string): Promise<void>;
  /** Drops what a browser gives when a picture of a page is dragged. */
  dropAddress(address: string): Promise<void>;
  /** Pastes a picture where the focus is. */
  paste(path: string): Promise<void>;
  /** Does something in the page at the moment an element appears, however soon it goes; `action`: with `element`, in the page's words. */
  asSoonAs(id: string, action: string): Promise<void>;
  /** Presses Pause at the moment when more photos than these are ready, however soon all would be. */
  pauseBeyond(photos: number): Promise<void>;
  /** File names of the photos in the grid, those of results best first */
  names(): Promise<string[]>;
  /** Numbers of the photos, in the same order */
  ids(): Promise<number[]>;
  /** Notes which results are shown after those of now, one after the other, however soon the next take their place. */
  noteResults(): Promise<void>;
  /** What was noted: of which stage, and the names of all cells that were on the screen */
  shownResults(): Promise<{ stage: string; names: string[] }[]>;
  /** The engine that the page asks, asked by the test, until that is over. */
  engine(): Promise<EngineApi>;
  /** Waits until nothing is left to read or to caption: captions that come later change scores. */
  rested(): Promise<void>;
  /** Faults of the page that axe finds, or those that these rules find */
  faults(rules?: string[]): Promise<string[]>;
  /** What the page should not have done: errors on its console, requests that leave this computer */
  complaints: string[];
}

/** A host of its own, and its page, for one test. */
export async function openApp(browser: Browser, folders: string[], options: BrowserContextOptions = {}): Promise<App> {
  const host = begin("start", startArguments(folders, temporaryFolder()));
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  return await openPage(context, address);
}

export function startArguments(folders: string[], library: string): string[] {
  return ["--no-open", "--no-llm", "--device", "cpu", "--library", library, ...folders];
}

export async function openPage(context: BrowserContext, address: string): Promise<App> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const complaints = listen(page, new URL(address).host);
  await page.goto(address);
  const by = (id: string) => page.getByTestId(id);
  return {
    page,
    by,
    cell: (name) => by("cell").and(page.getByTitle(name, { exact: true })),
    complaints,
    ready: (photos) => waitForText(by("status-ready"), String(photos)),
    search: async (text) => {
      await by("query-text").fill(text);
      await by("query-text").press("Enter");
      await resultsOf(page);
    },
    tabTo: async (id, key = "Tab") => {
      const focused = () => page.locator(":focus").getAttribute("data-testid");
      for (let step = 0; step < 40 && (await focused()) !== id; step++) await page.keyboard.press(key);
      expect(await focused()).toBe(id);
    },
    showAll: async () => {
      await page.locator(settled).waitFor();
      const show = by("weak-show");
      if ((await show.isVisible()) && (await show.getAttribute("aria-expanded")) === "false") await show.click();
    },
    numbers: () => page.evaluate(countedNumbers),
    drop: async (path) => {
      await dropOn(page, { files: [path] });
      await by("ref-chip").locator("img").last().waitFor();
      await resultsOf(page);
    },
    dropAddress: (address) => dropOn(page, { items: [{ mimeType: "text/uri-list", data: address }] }),
    paste: (path) => pasteFile(page, path),
    asSoonAs: (id, action) => page.evaluate(observerOf(id, action)),
    pauseBeyond: (photos) => page.evaluate(pausingBeyond(photos)),
    names: () => by("cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? "")),
    ids: () => by("cell").evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-photo")))),
    noteResults: () => page.evaluate(notingResults),
    shownResults: () => page.evaluate("shownResults"),
    engine: async () => {
      const { engine, close } = await connectToEngine(context, address);
      onTestFinished(close);
      return engine;
    },
    rested: async () => {
      const { engine, close } = await connectToEngine(context, address);
      for await (const { state } of engine.watchStatus({})) if (state === "idle") break;
      close();
    },
    faults: (rules) => faultsOf(page, rules),
  };
}

function listen(page: Page, host: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== host) complaints.push(`request to ${url.host}`);
  });
  return complaints;
}

function observerOf(id: string, action: string): string {
  return `new MutationObserver((_changes, observer) => {
    const element = document.querySelector('[data-testid=${id}]');
    if (!element) return;
    observer.disconnect();
    ${action};
  }).observe(document.body, { childList: true, subtree: true })`;
}

/** In the page's own words. Old results, while others are being searched for, are passed over. */
const notingResults = `(() => {
  const look = () => {
    const shelf = document.querySelector(".shelf:not(.searching)");
    const stage = shelf?.querySelector("[data-testid=results-count]")?.dataset.stage;
    return stage && JSON.stringify({ stage, names: [...shelf.querySelectorAll("[data-testid=cell]")].map(({ title }) => title) });
  };
  window.shownResults = [];
  let last = look();
  new MutationObserver(() => {
    const seen = look();
    if (seen && seen !== last) shownResults.push(JSON.parse(last = seen));
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
})()`;

/** The results that belong to what was asked last. */
async function resultsOf(page: Page): Promise<void> {
  await page.waitForTimeout(50);
  await page.locator(settled).waitFor();
}

/** The headline of results while no others are being searched for */
const settled = ".shelf:not(.searching) [data-testid=results-count]";

/** In the page's own words */
export const countedNumbers = `["found", "ready", "waiting", "skipped", "failed"].map((name) => {
  const shown = document.querySelector("[data-testid=status-" + name + "]")?.textContent ?? "";
  return Number(shown.replaceAll(",", ""));
})`;

function pausingBeyond(photos: number): string {
  return `new MutationObserver((_changes, observer) => {
    const pause = document.querySelector("[data-testid=pause]");
    if (!pause || ${countedNumbers}[1] <= ${photos}) return;
    observer.disconnect();
    pause.click();
  }).observe(document.body, { childList: true, subtree: true, characterData: true })`;
}

export async function waitForText(element: Locator, text: string): Promise<void> {
  await element.filter({ hasText: new RegExp(`^${text}$`) }).waitFor();
}

async function dropOn(page: Page, dropped: { items?: { mimeType: string; data: string }[]; files?: string[] }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], ...dropped, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data });
  await session.detach();
}

function dataWith(fill: string): string {
  return `(() => { const data = new DataTransfer(); ${fill}; return data; })()`;
}

/** Into what has the focus */
async function pasteFile(page: Page, path: string): Promise<void> {
  const data = dataWith(fileWith(basename(path), await readFile(path)));
  await page.evaluate(
    `document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: ${data}, bubbles: true, cancelable: true }))`,
  );
}

function fileWith(name: string, content: Buffer): string {
  const bytes = `Uint8Array.from(atob("${content.toString("base64")}"), (character) => character.charCodeAt(0))`;
  return `data.items.add(new File([${bytes}], ${JSON.stringify(name)}))`;
}
