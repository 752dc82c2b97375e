/**
 * Walks a folder and finds pictures and videos. Paths stay the file system's own bytes: a name may be no UTF-8 at all.
 *
 * [Note: links] A link to a folder outside is followed once; one to a place inside the scanned folder, or to a folder
 * around it, leads nowhere new and is left out. So no chain of links makes a walk endless or finds a file twice.
 */
import type { Dirent, Stats } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { extensionOf, kindOf } from "./formats.ts";
import type { FoundFile } from "./store/files.ts";
import { isInside } from "./store/folders.ts";
import { shown } from "./store/paths.ts";

export type ScanEvent =
  | { type: "files"; files: FoundFile[] }
  /** A folder below that could not be listed; nothing is known of what lies in it. */
  | { type: "unreadable"; directory: Buffer; error: Error };

/** Patterns as in .gitignore, in a file of this name in the chosen folder. */
const ignoreFile = ".recomposeignore";
/** What systems and other programs put beside photos: copies, thumbnails, what was thrown away. */
const junk =
  /^(\._.*|\.trash.*|\.thumb.*|\.@__thumb|\.dtrash|\.git|\.ds_store|@eadir|#recycle|lost\+found|\$recycle\.bin|system volume information|__macosx|thumbs\.db)$/i;
const photoLibrary = /\.(photoslibrary|aplibrary|migratedphotolibrary)$/i;
const originals = /^(originals|masters)$/i;
/** Files that are looked up at a time */
const chunk = 64;

type Entry = Dirent<Buffer>;

interface Walk {
  root: Buffer;
  hidden: boolean;
  ignored: Ignore;
  /** Device and inode of every folder and linked file that was met */
  met: Set<string>;
}

/**
 * Every picture and video below `root` (its real path), junk left out, and what is hidden unless it is wanted, in any order.
 * Throws what reading `root` itself throws, and the signal's reason when aborted.
 */
export async function* scan(root: Buffer, signal?: AbortSignal, hidden = false): AsyncGenerator<ScanEvent> {
  const walk: Walk = { root, hidden, ignored: await ignoreRules(root), met: new Set() };
  const waiting: Buffer[] = [root];
  for (let directory = waiting.pop(); directory; directory = waiting.pop()) {
    let entries: Entry[];
    try {
      entries = await list(directory, walk);
    } catch (error) {
      if (directory === root || !(error instanceof Error)) throw error;
      yield { type: "unreadable", directory, error };
      continue;
    }
    for (let start = 0; start < entries.length; start += chunk) {
      signal?.throwIfAborted();
      const part = entries.slice(start, start + chunk);
      const found = await Promise.all(part.map((entry) => lookAt(entry, directory, walk)));
      const files: FoundFile[] = [];
      for (const item of found) {
        if (Buffer.isBuffer(item)) waiting.push(item);
        else if (item) files.push(item);
      }
      if (files.length > 0) yield { type: "files", files };
    }
  }
}

/** Whether a path below `root` leads through a hidden name. */
export function isHidden(path: Buffer, root: Buffer): boolean {
  return path
    .subarray(root.length)
    .toString("latin1")
    .split(sep)
    .some((name) => name.startsWith("."));
}

/** The folder's entries that may matter; none if it was listed before under another name. */
async function list(directory: Buffer, { root, hidden, met, ignored }: Walk): Promise<Entry[]> {
  const { dev, ino } = await stat(directory, { bigint: true });
  const identity = `${dev}:${ino}`;
  if (met.has(identity)) return [];
  met.add(identity);
  const entries = await readdir(directory, { withFileTypes: true, encoding: "buffer" });
  const isLibrary = photoLibrary.test(shown(directory));
  return entries
    .filter((entry) => {
      const name = shown(entry.name);
      if (junk.test(name) || (!hidden && name.startsWith("."))) return false;
      return (!isLibrary || originals.test(name)) && !ignored.ignores(relativeText(entry, directory, root));
    })
    .sort((a, b) => Buffer.compare(a.name, b.name));
}

/** A photo or video, a folder to go on with, or nothing. */
async function lookAt(entry: Entry, directory: Buffer, walk: Walk): Promise<FoundFile | Buffer | undefined> {
  const path = join(directory, entry.name);
  if (entry.isDirectory()) return path;
  const name = shown(entry.name);
  const extension = extensionOf(name);
  const kind = kindOf(extension);
  if (entry.isFile() ? !kind : !entry.isSymbolicLink()) return undefined;
  try {
    const stats = await stat(path);
    if (entry.isSymbolicLink() && !(await leadsOutside(path, stats, walk))) return undefined;
    if (stats.isDirectory()) return path;
    if (!stats.isFile() || !kind) return undefined;
    return { path, directory: shown(directory), name, extension, kind, bytes: stats.size, modifiedAt: stats.mtimeMs };
  } catch {
    // Gone since it was listed, or a link that leads nowhere.
    return undefined;
  }
}

async function leadsOutside(link: Buffer, stats: Stats, { root, met }: Walk): Promise<boolean> {
  const target = await realpath(link, { encoding: "buffer" });
  if (target.equals(root) || isInside(target, root) || isInside(root, target)) return false;
  if (stats.isDirectory()) return true;
  const identity = `${stats.dev}:${stats.ino}`;
  const isNew = !met.has(identity);
  met.add(identity);
  return isNew;
}

async function ignoreRules(root: Buffer): Promise<Ignore> {
  try {
    return ignore().add(await readFile(join(root, Buffer.from(ignoreFile)), "utf8"));
  } catch {
    return ignore();
  }
}

/** As the ignore rules want it: relative, with "/", folders ending in "/". */
function relativeText(entry: Entry, directory: Buffer, root: Buffer): string {
  const path = shown(join(directory, entry.name).subarray(root.length)).split(sep).filter(Boolean).join("/");
  return entry.isDirectory() ? `${path}/` : path;
}

function join(directory: Buffer, name: Buffer): Buffer {
  const separator = directory.at(-1) === sep.charCodeAt(0) ? "" : sep;
  return Buffer.concat([directory, Buffer.from(separator), name]);
}
