/** A daily copy of the library beside it, made while the library stays in use. */
import { renameSync, rmSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { libraryError } from "./errors.ts";
import type { LibraryPaths } from "./paths.ts";

const day = 24 * 60 * 60 * 1000;

/**
 * Copies `database` to its backup if that is older than a day. `check` throws if the library is damaged:
 * then the last good backup is left as it is.
 */
export async function backUp(database: Database, paths: LibraryPaths, check: () => void): Promise<boolean> {
  const last = statSync(paths.backup, { throwIfNoEntry: false });
  if (last && Date.now() - last.mtimeMs < day) return false;
  const unfinished = `${paths.backup}.new`;
  try {
    check();
    rmSync(unfinished, { force: true });
    await database.backup(unfinished, { progress: () => 256 });
    renameSync(unfinished, paths.backup);
    return true;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw libraryError(error, paths);
  }
}
