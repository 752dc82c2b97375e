/** The files of a library folder. */
import { join } from "node:path";

export interface LibraryPaths {
  folder: string;
  database: string;
  backup: string;
  /** Who has the library open; only to be named in a message, the lock itself is SQLite's. */
  owner: string;
}

export function libraryPaths(folder: string): LibraryPaths {
  return {
    folder,
    database: join(folder, "library.db"),
    backup: join(folder, "library.backup.db"),
    owner: join(folder, "library.pid"),
  };
}

/** A path of the file system as users see it: bytes that are no UTF-8 appear as U+FFFD. */
export function shown(path: Uint8Array): string {
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString("utf8");
}
