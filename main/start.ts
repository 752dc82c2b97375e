/** `npm start`: opens the window where Electron and a screen are there, otherwise serves the page on 127.0.0.1. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import open from "open";
import { toAppError } from "../contract/errors.ts";
import { type RunningEngine, startEngine, startPacks } from "./children.node.ts";
import { packsOnDemand } from "./packs-on-demand.ts";
import { createPagePacks } from "./page-packs.ts";
import { defaultPacks, programPaths, typedIn } from "./paths.ts";
import { parseStartOptions, type StartOptions, startHelp } from "./start-options.ts";
import { onStopRequest } from "./stop-requests.ts";
import { startWebHost } from "./web.ts";

const paths = programPaths(import.meta.dirname);
process.exitCode = await start(process.argv.slice(2)).catch((error: unknown) => {
  complain(error);
  return toAppError(error).code === "bad-request" ? 2 : 1;
});

async function start(args: string[]): Promise<number> {
  const options = parseStartOptions(args, typedIn());
  if (options.help) {
    process.stdout.write(`${startHelp}\n`);
    return 0;
  }
  const electron = options.web ? undefined : electronProgram();
  return electron ? await openWindow(electron, options) : await servePage(options);
}

/** Serves until Ctrl+C or the engine's end. */
async function servePage(options: StartOptions): Promise<number> {
  const running = startEngine(paths.engine, {
    library: options.library,
    packFolder: options.pack ?? paths.starterPack,
    packFixed: options.pack !== undefined,
    samples: paths.samples,
    llm: options.llm,
    llmFixed: options.llmFixed,
    device: options.device,
  });
  const { packs: folder, catalogue = paths.catalogue, hub } = options;
  const packs = packsOnDemand(() => startPacks(paths.packs, { folder, catalogue }));
  try {
    await running.engine.status({});
    // Whoever has the token may name paths, of models as of photos: a browser shows the page none.
    const pagePacks = createPagePacks({ packs, engine: running.engine, hub, mayImport: () => true });
    const host = await startWebHost({ engine: running.engine, packs: pagePacks }, paths.page, options.port);
    process.stdout.write(`Recompose is at ${host.address} (Ctrl+C ends it)\n`);
    if (options.open && hasScreen()) await openBrowser(host.address);
    void addFolders(running, options.folders);
    const ended = await Promise.race([stopped(running), running.exited]);
    await host.close();
    if (ended === undefined) return 0;
    process.stderr.write(`recompose: The engine ended by itself (${ended}). Start again: at most the last few photos are read again.\n`);
    return 1;
  } finally {
    packs.close();
    await running.close();
  }
}

/** A folder that cannot be added is told and left out: the others are of use without it. */
async function addFolders({ engine }: RunningEngine, folders: string[]): Promise<void> {
  for (const path of folders) await engine.addFolder({ path }).catch((error) => toAppError(error).code !== "closed" && complain(error));
}

/** Resolves at the first request to stop; a second one ends everything at once. */
function stopped(running: RunningEngine): Promise<undefined> {
  return new Promise((resolve) => {
    let isAsked = false;
    onStopRequest(() => {
      if (isAsked) running.kill();
      isAsked = true;
      resolve(undefined);
    });
  });
}

async function openBrowser(address: string): Promise<void> {
  const opener = await open(address).catch(() => undefined);
  opener?.on("error", () => {});
}

async function openWindow(electron: string, options: StartOptions): Promise<number> {
  const pack = options.pack === undefined ? [] : ["--pack", options.pack];
  const llm = options.llm === null ? ["--no-llm"] : !options.llmFixed ? [] : ["--llm", options.llm];
  const hidden = options.hidden ? ["--hidden"] : [];
  const packs = options.packs === defaultPacks() ? [] : ["--packs", options.packs];
  const catalogue = options.catalogue === undefined ? [] : ["--catalogue", options.catalogue];
  const hub = options.hub === undefined ? [] : ["--hub", options.hub];
  const models = [...pack, ...packs, ...catalogue, ...hub, ...llm];
  const args = [paths.root, "--", ...options.folders, "--library", options.library, ...models, ...hidden];
  const child = spawn(electron, args, { stdio: "inherit" });
  onStopRequest(() => child.kill());
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Electron's program if it was downloaded and can run here. (Importing the package would download it.) */
function electronProgram(): string | undefined {
  const asRoot = process.platform === "linux" && process.getuid?.() === 0; // Chromium's sandbox refuses root
  if (asRoot || !hasScreen()) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
    const program = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8"));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function hasScreen(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function complain(error: unknown): void {
  process.stderr.write(`recompose: ${toAppError(error).message}\n`);
}
