/**
 * What a large library costs the page: `node scripts/measure-page.ts <library>`, of `node scripts/make-library.ts`. Built program,
 * real engine, headless Chromium, 1440x900. Prints a table of figures beside their goals; exits 1 where one misses its goal.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const root = join(import.meta.dirname, "..");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const patience = 120_000;
const mega = 1e6;

interface Figure {
  what: string;
  figure: number;
  goal: number;
  unit: string;
}

/** Runs in the page: all photos of the grid that are on the screen have their pictures. */
const drawn = `(() => {
  const { top, bottom } = document.querySelector(".grid-scroller").getBoundingClientRect();
  const seen = [...document.querySelectorAll("[data-testid=cell]")].filter((cell) => {
    const box = cell.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  return seen.length > 0 && seen.every((cell) => cell.querySelector("img")?.complete);
})()`;

/** Milliseconds from `action` until \`condition\`, looked at in each frame; both in the page's words. */
function timeUntil(page: Page, action: string, condition: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const began = performance.now();
    ${action};
    const look = () => (${condition} ? resolve(performance.now() - began) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  })`);
}

const pressed = (key: string) =>
  `document.querySelector("[data-testid=cell][tabindex='0']").dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", bubbles: true }))`;
const activeIs = (place: string) =>
  `${drawn} && document.activeElement.ariaLabel?.match(/([\\d,]+) of ([\\d,]+)/)?.slice(1).join() === ${place}`;

/** To the end and back by the keys, and to the middle by the scroll bar. */
async function jumps(page: Page): Promise<{ end: number; home: number; middle: number }> {
  const total = `document.querySelector("[data-testid=library-count]").textContent.match(/[\\d,]+/)[0]`;
  const end = await timeUntil(page, pressed("End"), activeIs(`[${total}, ${total}].join()`));
  const home = await timeUntil(page, pressed("Home"), activeIs(`["1", ${total}].join()`));
  const scroller = `document.querySelector(".grid-scroller")`;
  const middle = await timeUntil(page, `${scroller}.scrollTop = ${scroller}.scrollHeight / 2`, `${scroller}.scrollTop > 5000 && ${drawn}`);
  return { end, home, middle };
}

interface Scrolled {
  /** Milliseconds of each frame, longest first */
  frames: number[];
  cells: number;
}

/** Down and back up, 40 pixels a frame: 600 frames. */
function scroll(page: Page): Promise<Scrolled> {
  return page.evaluate<Scrolled>(`new Promise((resolve) => {
    const scroller = document.querySelector(".grid-scroller");
    const frames = [];
    let [cells, last] = [0, performance.now()];
    const step = (now) => {
      frames.push(now - last);
      last = now;
      cells = Math.max(cells, document.querySelectorAll("[data-testid=cell]").length);
      if (frames.length > 600) return resolve({ frames: frames.slice(1).sort((a, b) => b - a), cells });
      scroller.scrollTop += frames.length <= 300 ? 40 : -40;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`);
}

/** The first time fetches the thumbnails; the second one counts. `work`: the page's longest piece of work, ms of processor time. */
async function scrolled(browser: Browser, page: Page): Promise<Scrolled & { work: number }> {
  await page.getByTestId("cell").first().press("Home");
  await scroll(page);
  await timeUntil(page, "", drawn);
  const result = await scroll(page);
  // A third time, as looking on costs frames.
  await browser.startTracing(page, { categories: ["toplevel"] });
  await scroll(page);
  return { ...result, work: longestTask((await browser.stopTracing()).toString()) };
}

/** What other programs take from the machine is not in it, which is in the times of frames. */
function longestTask(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const page = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
    .map(({ tid, pid }) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(({ tid, pid, tdur }) => tdur !== undefined && page.includes(`${pid} ${tid}`));
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of processor time */
  tdur?: number;
  args?: { name?: string };
}

/** Photo and words, then the slider from end to end: what the engine needs for each place, and until the page shows it. */
async function slides(page: Page): Promise<{ engine: number[]; whole: number[] }> {
  await page.getByTestId("cell").nth(3).press("q");
  await page.getByTestId("results-count").waitFor();
  await page.getByTestId("query-text").fill("at night, with a dog");
  await page.getByTestId("query-text").press("Enter");
  await page.locator(".shelf:not(.searching)").waitFor();
  await timeUntil(page, "", `!document.querySelector("[data-testid=refining]")`);
  const slider = `document.querySelector("[data-testid=slider]")`;
  const compare = `document.querySelector("[data-testid=took]").dataset.compare`;
  const set = `Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set`;
  const [engine, whole]: [number[], number[]] = [[], []];
  for (let place = 0; place <= 20; place++) {
    const action = `const before = ${compare}; ${set}.call(${slider}, ${place / 20}); ${slider}.dispatchEvent(new Event("input", { bubbles: true }))`;
    if ((await page.getByTestId("slider").inputValue()) === String(place / 20)) continue;
    whole.push(await timeUntil(page, action, `${compare} !== before`));
    engine.push(await page.evaluate<number>(`Number(${compare})`));
  }
  return { engine, whole };
}

/** The page's script memory, and all that its process has for itself, in MB. */
async function memory(browser: Browser, page: Page): Promise<{ heap: number; own: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
  const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  const own = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => anonymousMemory(id));
  return { heap: heap / mega, own: Math.max(...own) / mega };
}

/** Bytes; on Linux, where /proc says it */
function anonymousMemory(process: number): number {
  const status = `/proc/${process}/status`;
  return existsSync(status) ? 1024 * Number(/RssAnon:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]) : Number.NaN;
}

async function measure(browser: Browser, address: string): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patience);
  await page.goto(address);
  await page.getByTestId("cell").first().waitFor();
  await timeUntil(page, "", drawn);
  await page.getByTestId("cell").first().click();
  const { end, home, middle } = await jumps(page);
  const { frames, cells, work } = await scrolled(browser, page);
  const { engine, whole } = await slides(page);
  const { heap, own } = await memory(browser, page);
  return [
    { what: "A jump to the end, until all pictures on the screen are there", figure: end, goal: 1000, unit: "ms" },
    { what: "Back to the beginning", figure: home, goal: 1000, unit: "ms" },
    { what: "To the middle, by the scroll bar", figure: middle, goal: 1000, unit: "ms" },
    { what: "Longest frame while scrolling, thumbnails cached", figure: frames[0] ?? 0, goal: 50, unit: "ms" },
    { what: "One frame of a hundred takes longer than", figure: frames[Math.floor(frames.length / 100)] ?? 0, goal: 50, unit: "ms" },
    { what: "The page's longest piece of work meanwhile, processor time", figure: work, goal: 50, unit: "ms" },
    { what: "Cells in the page, at most", figure: cells, goal: 400, unit: "" },
    { what: "Memory of the page's scripts", figure: heap, goal: 300, unit: "MB" },
    { what: "Memory of the page's process", figure: own, goal: 300, unit: "MB" },
    { what: "Slider: the engine's time, median", figure: median(engine), goal: 100, unit: "ms" },
    { what: "Slider: the engine's time, at most", figure: Math.max(...engine), goal: 100, unit: "ms" },
    { what: "Slider: until the page shows it, median", figure: median(whole), goal: Number.POSITIVE_INFINITY, unit: "ms" },
  ];
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(figures: Figure[]): void {
  process.stdout.write("| what | figure | goal |\n|---|---|---|\n");
  for (const { what, figure, goal, unit } of figures) {
    const under = Number.isFinite(goal) ? `under ${goal} ${unit}`.trim() : "";
    process.stdout.write(`| ${what} | ${Math.round(figure)} ${unit} | ${under} |\n`);
  }
}

const [library = ""] = process.argv.slice(2);
if (!existsSync(join(library, "library.db")))
  throw new Error("Name a library: node scripts/make-library.ts /tmp/big, then node scripts/measure-page.ts /tmp/big/library");
const program = join(root, "out", "main", "start.js");
const host = spawn(process.execPath, [program, "--no-open", "--no-llm", "--library", library], { stdio: ["ignore", "pipe", "inherit"] });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const [said] = (await host.stdout[Symbol.asyncIterator]().next()).value.toString().match(/http:\S+/) ?? [];
  const figures = await measure(browser, said);
  print(figures);
  process.exitCode = figures.every(({ figure, goal }) => figure < goal) ? 0 : 1;
} finally {
  await browser.close();
  host.kill();
}
