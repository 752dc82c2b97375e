/**
 * Erases what was removed.
 *
 * [Note: erasing] What is removed is hidden at once, and can come back (see the notes on leaving and on what is gone). Once it is
 * to be erased it cannot any more: `erasing_at` of its folder says so. Its rows go in pieces of some hundred photos, each a
 * transaction of its own, so that the library is there for others in between; a program that is killed meanwhile goes on at its
 * next start.
 */
import type { Database } from "better-sqlite3";
import { isErasing, takenOut } from "./folders.ts";
import { inFullJournal } from "./full-journal.ts";

/** Files, or photos without any, that go in one transaction */
export const pieceSize = 300;

/** last: nothing of its kind is left to erase. */
export type Piece = "nothing" | "piece" | "last";

interface ErasingFolder {
  id: number;
  /** The folder is leaving: all of it is erased. */
  whole: 0 | 1;
}

interface FileRow {
  id: number;
  photo: number | null;
}

export type ErasingStore = ReturnType<typeof createErasing>;

export function createErasing(database: Database) {
  const isTakenOut = `folder = folders.id AND ${takenOut}`;
  const erasable = `(leaving_at IS NOT NULL OR EXISTS (SELECT 1 FROM files WHERE ${isTakenOut}))`;
  const statements = {
    /** A clock that was set back makes no exception. */
    begin: database.prepare<{ now: number; folder: number | null }>(`
      UPDATE folders SET erasing_at = max(@now, coalesce(leaving_at, 0),
        coalesce((SELECT max(missing_since) FROM files WHERE ${isTakenOut}), 0))
      WHERE ${erasable} AND id = coalesce(@folder, id)`),
    photosOf: database
      .prepare<{ folder: number }, number>(`
        SELECT count(*) FROM photos WHERE id IN (SELECT photo FROM files WHERE folder = @folder)
        AND NOT EXISTS (SELECT 1 FROM files WHERE files.photo = photos.id AND folder <> @folder)`)
      .pluck(),
    next: database.prepare<[], ErasingFolder>(
      `SELECT id, ${isErasing} AS whole FROM folders WHERE erasing_at IS NOT NULL ORDER BY whole, id LIMIT 1`,
    ),
    files: database.prepare<[number, number], FileRow>("SELECT id, photo FROM files WHERE folder = ? LIMIT ?"),
    takenOut: database.prepare<[number, number], FileRow>(`
      SELECT files.id, photo FROM files JOIN folders ON folders.id = folder
      WHERE folder = ? AND ${takenOut} AND missing_since <= erasing_at LIMIT ?`),
    removeFiles: database.prepare<[string]>("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))"),
    removePhotos: database.prepare<[string]>(`
      DELETE FROM photos WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM files WHERE files.photo = photos.id)`),
    photosAfter: database.prepare<[number, number], number>("SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT ?").pluck(),
    removeFolder: database.prepare<[number]>("DELETE FROM folders WHERE id = ?"),
    leftOut: database.prepare<[number, number], number>("SELECT photo FROM left_out WHERE left_at <= ? ORDER BY photo LIMIT ?").pluck(),
    removeLeftOut: database.prepare<[string]>("DELETE FROM left_out WHERE photo IN (SELECT value FROM json_each(?))"),
    stay: database.prepare<[number]>("UPDATE folders SET erasing_at = NULL WHERE id = ?"),
  };
  /** Photos up to here have files, or were erased for having none. */
  let walkedTo = 0;
  /** What was set aside of photos that were left out until then is erased. */
  let leftOutUntil = -1;

  /** A folder that is leaving is to be erased, or what was taken out of one that stays. Returns how many photos go with a whole folder. */
  const begin = database.transaction((folder: number): number => {
    const photos = statements.photosOf.get({ folder }) ?? 0;
    statements.begin.run({ folder, now: Date.now() });
    return photos;
  });

  const erasePiece = database.transaction(({ id, whole }: ErasingFolder): Piece => {
    const files = whole ? statements.files.all(id, pieceSize) : statements.takenOut.all(id, pieceSize);
    if (files.length > 0) return eraseFiles(files);
    if (!whole) statements.stay.run(id);
    else if (eraseFileless()) return "piece";
    else statements.removeFolder.run(id);
    return "last";
  });

  /** And the photos that have no other file. */
  function eraseFiles(files: readonly FileRow[]): Piece {
    statements.removeFiles.run(JSON.stringify(files.map(({ id }) => id)));
    statements.removePhotos.run(JSON.stringify(files.map(({ photo }) => photo)));
    return "piece";
  }

  /** What edited files used to be goes with a folder too, for it may be that one's. False once all photos were looked at. */
  function eraseFileless(): boolean {
    const photos = statements.photosAfter.all(walkedTo, pieceSize);
    walkedTo = photos.at(-1) ?? 0;
    statements.removePhotos.run(JSON.stringify(photos));
    return photos.length > 0;
  }

  function eraseLeftOut(): Piece {
    const photos = statements.leftOut.all(leftOutUntil, pieceSize + 1);
    if (photos.length > 0) statements.removeLeftOut.run(JSON.stringify(photos.slice(0, pieceSize)));
    if (photos.length > pieceSize) return "piece";
    return photos.length > 0 ? "last" : "nothing";
  }

  return {
    begin,
    /** The same for all that was removed, and for what was made of photos that were left out. */
    beginAll: (): void => {
      leftOutUntil = Date.now();
      statements.begin.run({ folder: null, now: leftOutUntil });
    },
    /** Erases the next piece of what is to be erased. */
    next: (): Piece => {
      const folder = statements.next.get();
      return inFullJournal(database, () => (folder ? erasePiece(folder) : eraseLeftOut()));
    },
  };
}
