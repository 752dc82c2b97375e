/** What packs do with files: checksums, links, room on the disk. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../contract/errors.ts";

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** A second name for the file; a copy where the disk knows no such thing. Throws disk-full, folder-read-only. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  await rm(to, { force: true })
    .then(() => link(from, to).catch(() => copyFile(from, to)))
    .catch(whileWriting(to));
}

/** Throws disk-full, folder-read-only. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(whileWriting(folder));
}

/** Throws folder-read-only. */
export async function erase(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(whileWriting(path));
}

/** Throws disk-full when the disk of `folder` has not so many bytes left. */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw new AppError(
    "disk-full",
    `${sizeInWords(bytes)} are needed on the disk of "${folder}", and ${sizeInWords(bavail * bsize)} are free.`,
    "Make room, or choose another folder for packs.",
  );
}

/** 1.2 GB, 57 MB, 3 kB */
function sizeInWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

/** Bytes that the files in a folder take, a file of two names once; 0 where there is no folder. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = new Map<number, number>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const { ino, size } = await stat(join(entry.parentPath, entry.name));
    sizes.set(ino, size);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** For `catch` of what writes or erases: throws what the file system has against it as disk-full or folder-read-only. */
export function whileWriting(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOSPC" || code === "EDQUOT")
      throw new AppError("disk-full", `The disk of "${path}" is full.`, "Make room and try again: what came is kept.", { cause: error });
    throw new AppError(
      "folder-read-only",
      `"${path}" cannot be written (${code || String(error)}).`,
      "Allow writing there, or choose another folder for models (--packs).",
      { cause: error, data: { path: dirname(path) } },
    );
  };
}

/** For `catch` of what reads: the same as file-unreadable. */
export function whileReading(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof AppError) throw error;
    const detail = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new AppError("file-unreadable", `"${path}" cannot be read (${detail}).`, "Allow reading it, or copy it to another place.", {
      cause: error,
      data: { name: basename(path), detail },
    });
  };
}
