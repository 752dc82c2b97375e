/**
 * One process at a time changes the packs folder: two that fetch the same file would write into one another's. Whoever changes
 * it leaves its number in a file there; that of a process which is gone, killed for instance, counts for nothing.
 */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "../../contract/errors.ts";
import { erase, makeFolder, whileWriting } from "./files.ts";

/** One that was told to end may need a moment for it. */
const usualPatienceMs = 3000;
const betweenMs = 100;
/** A file without a number is that of a process which writes it just now, or was killed while it did. */
const writingMs = 10_000;

/** Files that this process itself has left */
const own = new Set<string>();

/** Resolves with what ends it. Throws models-busy, folder-read-only, disk-full. */
export async function lockFolder(folder: string, patienceMs = usualPatienceMs): Promise<() => Promise<void>> {
  const file = join(folder, "changing");
  await makeFolder(folder);
  const until = performance.now() + patienceMs;
  while (!(await taken(file))) {
    if (await isHeld(file)) {
      if (performance.now() >= until) throw busy(folder);
      await wait(betweenMs);
    } else await erase(file);
  }
  own.add(file);
  return async () => {
    own.delete(file);
    await erase(file);
  };
}

async function taken(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    return whileWriting(file)(error);
  }
}

async function isHeld(file: string): Promise<boolean> {
  const number = Number(await readFile(file, "utf8").catch(() => ""));
  if (number === process.pid) return own.has(file);
  if (number > 0) return isRunning(number);
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < writingMs;
}

function isRunning(number: number): boolean {
  try {
    return process.kill(number, 0);
  } catch (error) {
    // It runs and is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function busy(folder: string): AppError {
  return new AppError(
    "models-busy",
    `Another program is fetching or changing the models in "${folder}".`,
    "Wait until it is done, or end it; what came is kept.",
  );
}
