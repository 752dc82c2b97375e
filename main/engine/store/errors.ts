/** What SQLite and the file system say about the library, in the engine's own words. */
import { existsSync } from "node:fs";
import { AppError } from "../../../contract/errors.ts";
import type { LibraryPaths } from "./paths.ts";

const unwritable = new Set(["SQLITE_CANTOPEN", "EROFS", "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EEXIST"]);

/** An error of the store as an AppError; what has nothing to do with the library is returned as it is. */
export function libraryError(error: unknown, paths: LibraryPaths): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const options = { cause: error, data: { path: paths.folder } };
  if (code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT")
    return new AppError("disk-full", `The disk with the library ${paths.folder} is full.`, "Free some space, then resume.", options);
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB")
    return new AppError("library-damaged", `The library ${paths.database} is damaged.`, damagedHint(paths), {
      cause: error,
      data: { path: paths.database, ...(existsSync(paths.backup) && { detail: paths.backup }) },
    });
  if (code.startsWith("SQLITE_READONLY") || unwritable.has(code))
    return new AppError(
      "library-read-only",
      `The library ${paths.folder} cannot be written.`,
      "Allow writing to it, or choose another library folder.",
      options,
    );
  return error;
}

/** Wraps the functions of one part of the store, so that each of them throws library errors. */
export function guarded<Part extends object>(part: Part, paths: LibraryPaths): Part {
  const wrapped = Object.entries(part).map(([name, work]) => [name, guard(work, paths)]);
  return Object.fromEntries(wrapped) as Part;
}

function guard(work: (...input: unknown[]) => unknown, paths: LibraryPaths): (...input: unknown[]) => unknown {
  return (...input) => {
    try {
      return work(...input);
    } catch (error) {
      throw libraryError(error, paths);
    }
  };
}

function damagedHint({ database, backup }: LibraryPaths): string {
  if (!existsSync(backup)) return `Move ${database} away and index again; your photos are untouched.`;
  return `Replace it with the backup ${backup}, or move it away and index again; your photos are untouched.`;
}
