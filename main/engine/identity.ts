/** What makes two files the same photo: their content, by a fingerprint that is quick to take. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import pMap from "p-map";
import type { FileStore, FoundFile, RecordedFile, SharingFile } from "./store/files.ts";

/** From the start and from the end; a file of up to twice this is read whole. */
const part = 64 * 1024;
const unread = "unread:";

/** sha256 of the size and of the first and last 64 KiB; for small files of everything. */
export function fingerprintOf(content: Uint8Array): string {
  const ends = content.length <= 2 * part ? [content] : [content.subarray(0, part), content.subarray(-part)];
  return fingerprint(content.length, ends);
}

/** The same of a file. Throws what the file system throws. */
export async function fingerprintFile(path: Buffer): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size <= 2 * part) return fingerprint(size, [await read(file, 0, size)]);
    return fingerprint(size, [await read(file, 0, part), await read(file, size - part, part)]);
  } finally {
    await file.close();
  }
}

/** A file that was recorded, or is about to be (then without an id). */
type Place = Pick<FoundFile, "path" | "bytes" | "modifiedAt"> & Partial<Pick<SharingFile, "id" | "reachable">>;

/** True for the stand-in of a file that could not be read when it was found: try again. */
export function isUnread(fingerprint: string | null): boolean {
  return fingerprint?.startsWith(unread) ?? false;
}

/**
 * Says for new and changed files what they are: new content, a copy, or a file that was renamed or moved.
 * Files that have gone meanwhile are left out.
 */
export async function identify(found: FoundFile[], known: Pick<FileStore, "find" | "sharing">): Promise<RecordedFile[]> {
  const prints = await pMap(found, quickPrint, { concurrency: 4 });
  const recorded: RecordedFile[] = [];
  for (const [index, file] of found.entries()) {
    const print = prints[index];
    if (print === undefined) continue;
    const same = print === null ? { fingerprint: null } : await compare(file, print, recorded, known);
    recorded.push({ ...file, ...same });
  }
  return recorded;
}

/** Null for what is no photo, undefined for a file that is no longer there. */
async function quickPrint({ kind, path }: FoundFile): Promise<string | null | undefined> {
  if (kind !== "photo" && kind !== "raw") return null;
  try {
    return await fingerprintFile(path);
  } catch (error) {
    return isGone(error) ? undefined : `${unread}${path.toString("hex")}`;
  }
}

/** Files that share the quick fingerprint are compared whole; different content gets a fingerprint of the whole. */
async function compare(
  file: FoundFile,
  print: string,
  batch: RecordedFile[],
  known: Pick<FileStore, "find" | "sharing">,
): Promise<{ fingerprint: string; movedFrom?: number }> {
  const mates: Place[] = batch.filter((mate) => mate.fingerprint === print);
  const others: Place[] = known.sharing(print, file.path).filter(({ id }) => batch.every(({ movedFrom }) => movedFrom !== id));
  let differs = false;
  let movedFrom: number | undefined;
  for (const other of [...others, ...mates]) {
    const state = other.reachable === false ? "same" : await stateOf(other);
    if (state === "gone") movedFrom ??= other.id;
    if (state !== "same") continue;
    if (await isSameContent(file, other.path)) return { fingerprint: print };
    differs = true;
  }
  if (movedFrom !== undefined && !known.find(file.path)) return { fingerprint: print, movedFrom };
  return { fingerprint: differs ? await wholePrint(file.path) : print };
}

/** Whether a file is as it was recorded. */
async function stateOf({
  path,
  bytes,
  modifiedAt,
}: {
  path: Buffer;
  bytes: number;
  modifiedAt: number;
}): Promise<"same" | "changed" | "gone"> {
  try {
    const stats = await lstat(path);
    return stats.isSymbolicLink() || (stats.size === bytes && stats.mtimeMs === modifiedAt) ? "same" : "changed";
  } catch (error) {
    return isGone(error) ? "gone" : "changed";
  }
}

async function isSameContent(file: FoundFile, other: Buffer): Promise<boolean> {
  if (file.bytes <= 2 * part) return true;
  try {
    return (await wholePrint(file.path)) === (await wholePrint(other));
  } catch {
    // Away or unreadable: the ends and the size are the same, which is as much as can be known.
    return true;
  }
}

async function wholePrint(path: Buffer): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `whole:${hash.digest("hex")}`;
}

function fingerprint(size: number, parts: Uint8Array[]): string {
  const hash = createHash("sha256").update(`${size}:`);
  for (const bytes of parts) hash.update(bytes);
  return hash.digest("hex");
}

async function read(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
