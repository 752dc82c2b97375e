/** SQLite's journal on a disk that is full: it cannot grow, but what it holds can go into the library. */
import Database from "better-sqlite3";

export function isFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === "SQLITE_FULL";
}

/** Where the disk is full, once more with an empty journal: there may be room in it, and in the library. */
export function inFullJournal<T>(database: Database.Database, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isFull(error)) throw error;
    database.pragma("wal_checkpoint(RESTART)");
    return work();
  }
}
