/** Builds out/ when a source is newer than the last build; prints nothing then, so that commands keep stdout to themselves. */
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "electron-vite";

const root = join(import.meta.dirname, "..");
const stamp = join(root, "out", "built");
const sources = ["main", "contract", "preload", "renderer", "electron.vite.config.ts", "package.json", "package-lock.json"];

const start = new Date();
if (newestOf(sources) >= timeOf(stamp)) {
  rmSync(stamp, { force: true });
  await build({ root, logLevel: "warn" });
  mkdirSync(join(root, "out"), { recursive: true });
  writeFileSync(stamp, "");
  utimesSync(stamp, start, start);
}

/** Folders count too: their time changes when a file goes. */
function newestOf(names: string[]): number {
  const paths = names.map((name) => join(root, name));
  return Math.max(...paths.flatMap((path) => [path, ...contentsOf(path)]).map(timeOf));
}

function contentsOf(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name));
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
