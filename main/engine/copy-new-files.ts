/** Files that are copied into a folder as new ones: nothing that is there is written over. */
import { constants } from "node:fs";
import { copyFile, lstat, stat, utimes } from "node:fs/promises";

/**
 * Under their own names, with " 2" or the next free number behind where one is taken: the same for all of them, so that RAW and
 * JPEG of one shot keep one name. Calls `failed` for each that could not be copied. Returns how many were.
 */
export async function copyTogether(paths: readonly Buffer[], folder: Buffer, failed: (error: unknown) => void): Promise<number> {
  const names = paths.map(nameOf);
  let number = 1;
  while (await anyExists(names.map((name) => pathIn(folder, numbered(name, number))))) number++;
  let copied = 0;
  for (const [index, path] of paths.entries()) {
    try {
      await copyNew(path, folder, names[index] ?? "", number);
      copied++;
    } catch (error) {
      failed(error);
    }
  }
  return copied;
}

/** Another program may write there, too: a name that is taken by now gets the next number. */
async function copyNew(source: Buffer, folder: Buffer, name: string, number: number): Promise<void> {
  const target = pathIn(folder, numbered(name, number));
  try {
    await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return await copyNew(source, folder, name, number + 1);
    throw error;
  }
  await keepTime(source, target);
}

/** Photos without a date of their own go by the time of their file. Some disks take none. */
async function keepTime(source: Buffer, target: Buffer): Promise<void> {
  const { atime, mtime } = await stat(source);
  await utimes(target, atime, mtime).catch(() => {});
}

async function anyExists(paths: readonly Buffer[]): Promise<boolean> {
  for (const path of paths) if (await lstat(path).catch(() => undefined)) return true;
  return false;
}

/** Bytes of the file system as characters, each byte one: names need not be UTF-8. */
function nameOf(path: Buffer): string {
  const text = path.toString("latin1");
  return text.slice(Math.max(text.lastIndexOf("/"), process.platform === "win32" ? text.lastIndexOf("\\") : -1) + 1);
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)} ${number}${name.slice(dot)}` : `${name} ${number}`;
}

function pathIn(folder: Buffer, name: string): Buffer {
  return Buffer.concat([folder, Buffer.from("/"), Buffer.from(name, "latin1")]);
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
