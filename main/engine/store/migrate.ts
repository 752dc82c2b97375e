/** Numbered steps from an empty file to today's tables. PRAGMA user_version says how far a library is. */
import type { Database } from "better-sqlite3";
import { AppError } from "../../../contract/errors.ts";
import first from "./migrations/001.sql?raw";
import second from "./migrations/002.sql?raw";
import third from "./migrations/003.sql?raw";
import fourth from "./migrations/004.sql?raw";
import fifth from "./migrations/005.sql?raw";
import sixth from "./migrations/006.sql?raw";
import seventh from "./migrations/007.sql?raw";
import type { LibraryPaths } from "./paths.ts";

const steps = [first, second, third, fourth, fifth, sixth, seventh];

/** Brings the library up to date, one transaction a step. Throws library-newer. */
export function migrate(database: Database, { folder }: LibraryPaths): void {
  const version = Number(database.pragma("user_version", { simple: true }));
  if (version > steps.length)
    throw new AppError(
      "library-newer",
      `The library ${folder} was written by a newer version of Recompose.`,
      "Update Recompose, or choose another library folder.",
    );
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
