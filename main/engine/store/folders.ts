/**
 * The folders that the user chose. No chosen folder lies inside another one.
 *
 * [Note: leaving] A folder that is removed leaves first: its files count as missing, so that it is shown nowhere, and all
 * that was made of them is kept. It comes back whole when it is added again, until it is erased: see the note on erasing.
 */
import { basename, dirname, sep } from "node:path";
import type { Database } from "better-sqlite3";
import type { Folder, LeavingFolder } from "../../../contract/types.ts";
import { shown } from "./paths.ts";
import { settleRoles } from "./roles.ts";

export interface FolderRow {
  id: number;
  path: Buffer;
  reachable: boolean;
  /** Removed, and not erased yet */
  leaving: boolean;
  /** What was taken out of it is being erased. */
  erasing: boolean;
}

type Flags = "reachable" | "leaving" | "erasing";

interface ListedRow {
  id: number;
  path: Buffer;
  reachable: 0 | 1;
  awaySince: number | null;
  photos: number;
  samples: 0 | 1;
  asked: number;
  kept: number;
  takenOut: number;
}

interface LeavingRow {
  id: number;
  path: Buffer;
  photos: number;
}

/** The setting that names the folder of photos that came with the program, by its path as shown */
export const samplesSetting = "samples";

const present = "missing_since IS NULL";
/** Of a folder: all of it is being erased. */
export const isErasing = "coalesce(leaving_at <= erasing_at, 0)";
/** Of a file: see the note on what is gone. */
export const takenOut = "gone IS NOT NULL AND missing_since IS NOT NULL";
const leavingAt = "(SELECT leaving_at FROM folders WHERE id = @id)";
const countGone = (state: "asked" | "kept") =>
  `(SELECT count(DISTINCT photo) FROM files WHERE folder = folders.id AND gone = '${state}' AND ${present})`;

export type FolderStore = ReturnType<typeof createFolders>;

export function createFolders(database: Database) {
  const statements = {
    all: database.prepare<[], Omit<FolderRow, Flags> & Record<Flags, 0 | 1>>(`
      SELECT id, path, reachable, leaving_at IS NOT NULL AS leaving, erasing_at IS NOT NULL AS erasing
      FROM folders WHERE NOT ${isErasing} ORDER BY leaving, id`),
    erasing: database.prepare<[], Buffer>(`SELECT path FROM folders WHERE ${isErasing}`).pluck(),
    listed: database.prepare<[], ListedRow>(`
      SELECT folders.id, folders.path, folders.reachable, away_since AS awaySince, count(files.id) AS photos,
        folders.path = coalesce((SELECT CAST(value AS BLOB) FROM settings WHERE name = '${samplesSetting}'), '') AS samples,
        ${countGone("asked")} AS asked, ${countGone("kept")} AS kept,
        (SELECT count(DISTINCT photo) FROM files
          WHERE folder = folders.id AND ${takenOut} AND missing_since > coalesce(erasing_at, -1)) AS takenOut
      FROM folders LEFT JOIN files ON files.folder = folders.id AND files.role = 'main' AND files.missing_since IS NULL
      WHERE leaving_at IS NULL GROUP BY folders.id ORDER BY folders.id`),
    leaving: database.prepare<[], LeavingRow>(`
      SELECT folders.id, folders.path, count(DISTINCT files.photo) AS photos
      FROM folders LEFT JOIN files ON files.folder = folders.id AND missing_since = leaving_at
      WHERE leaving_at IS NOT NULL AND NOT ${isErasing} GROUP BY folders.id ORDER BY folders.id`),
    insert: database.prepare<[Buffer, number]>("INSERT INTO folders (path, added_at) VALUES (?, ?)"),
    takeOver: database.prepare<[number, number]>("UPDATE files SET folder = ? WHERE folder = ?"),
    takeOverFile: database.prepare<[number, number]>("UPDATE files SET folder = ? WHERE id = ?"),
    files: database.prepare<[number], { id: number; path: Buffer }>("SELECT id, path FROM files WHERE folder = ?"),
    remove: database.prepare<[number]>("DELETE FROM folders WHERE id = ?"),
    /** Later than all that is missing already, which would else come back with the folder, and than what is being erased of it. */
    leave: database.prepare<{ id: number; now: number }>(`
      UPDATE folders SET leaving_at =
        max(@now, coalesce(erasing_at + 1, 0), (SELECT coalesce(max(missing_since) + 1, 0) FROM files WHERE folder = @id))
      WHERE id = @id`),
    hideFiles: database.prepare<{ id: number }>(`UPDATE files SET missing_since = ${leavingAt} WHERE folder = @id AND ${present}`),
    showFiles: database.prepare<{ id: number }>(
      `UPDATE files SET missing_since = NULL WHERE folder = @id AND missing_since = ${leavingAt}`,
    ),
    stay: database.prepare<[number]>("UPDATE folders SET leaving_at = NULL WHERE id = ?"),
    settleFolder: database.prepare<[number]>(settleRoles("IN (SELECT photo FROM files WHERE folder = ?)")),
    presentPhotos: database.prepare<[], number>(`SELECT count(*) FROM files WHERE role = 'main' AND ${present}`).pluck(),
    paths: database.prepare<[number], { id: number; path: Buffer; shot: Buffer | null }>(
      "SELECT id, path, shot FROM files WHERE folder = ?",
    ),
    moveFile: database.prepare<[Buffer, string, Buffer | null, number]>("UPDATE files SET path = ?, directory = ?, shot = ? WHERE id = ?"),
    move: database.prepare<[Buffer, number]>("UPDATE folders SET path = ?, reachable = 1, away_since = NULL WHERE id = ?"),
    ungroup: database.prepare(`
      DELETE FROM near_copies WHERE photo NOT IN (SELECT id FROM present_photos) OR leader NOT IN (SELECT id FROM present_photos)`),
    settleRest: database.prepare(
      settleRoles(`IN (SELECT photo FROM files WHERE ${present} AND photo IS NOT NULL GROUP BY photo HAVING max(role = 'main') = 0)`),
    ),
    setReachable: database.prepare<[number, number | null, number]>("UPDATE folders SET reachable = ?, away_since = ? WHERE id = ?"),
    hadFiles: database.prepare<[number], 1>("SELECT 1 FROM files WHERE folder = ? AND missing_since IS NULL LIMIT 1").pluck(),
  };

  /** Those that are leaving last; without those that are being erased */
  function all(): FolderRow[] {
    return statements.all
      .all()
      .map((row) => ({ ...row, reachable: row.reachable === 1, leaving: row.leaving === 1, erasing: row.erasing === 1 }));
  }

  function rows(): FolderRow[] {
    return all().filter(({ leaving }) => !leaving);
  }

  function list(): Folder[] {
    return statements.listed.all().map(({ asked, kept, takenOut, ...row }) => ({
      ...row,
      ...named(row.path),
      reachable: row.reachable === 1,
      samples: row.samples === 1,
      gone: { asked, kept, takenOut },
    }));
  }

  /** Folders that were removed and are not erased yet. */
  function leaving(): LeavingFolder[] {
    return statements.leaving.all().map((row) => ({ ...row, ...named(row.path) }));
  }

  /**
   * Adds a folder, given by its real and absolute path, and returns its id. Inside a folder that is there already, that
   * one is returned: it covers the new one. Around folders that are there, it takes their files over; nothing is read again.
   * One that is leaving comes back; what it had, or one around it had of this one, is kept. What is being erased must not
   * lie in it or around it: see `isErasing`.
   */
  const add = database.transaction((path: Buffer): number => {
    const known = all();
    const same = known.find((folder) => folder.path.equals(path));
    const covering = known.filter((folder) => isInside(path, folder.path));
    const found = same?.leaving ? undefined : (same ?? covering.find(({ leaving }) => !leaving));
    if (found) return found.id;
    const id = same?.id ?? Number(statements.insert.run(path, Date.now()).lastInsertRowid);
    for (const inner of known.filter((folder) => isInside(folder.path, path))) {
      statements.takeOver.run(id, inner.id);
      statements.remove.run(inner.id);
    }
    for (const around of covering) takeOverBelow(path, id, around.id);
    if (same) comeBack(id);
    return id;
  });

  function takeOverBelow(path: Buffer, id: number, around: number): void {
    for (const file of statements.files.all(around)) if (isInside(file.path, path)) statements.takeOverFile.run(id, file.id);
  }

  function comeBack(id: number): void {
    statements.showFiles.run({ id });
    statements.stay.run(id);
    statements.settleFolder.run(id);
  }

  /** Removes a folder from what is shown; returns how many photos went. See the note on leaving. */
  const leave = database.transaction((id: number): number => {
    const before = statements.presentPhotos.get() ?? 0;
    statements.leave.run({ id, now: Date.now() });
    statements.hideFiles.run({ id });
    statements.settleRest.run();
    statements.ungroup.run();
    return before - (statements.presentPhotos.get() ?? 0);
  });

  /** The folder and all its files have other paths now, those that lie in `to`. Nothing else changes. */
  const move = database.transaction(({ id, path: from }: FolderRow, to: Buffer): void => {
    const files = statements.paths.all(id);
    // Where one place lies in the other, every file makes room before the next one needs it.
    const outwards = Math.sign(from.length - to.length);
    files.sort((a, b) => outwards * (a.path.length - b.path.length));
    for (const { id, path, shot } of files) {
      const moved = movedPath(path, from, to);
      statements.moveFile.run(moved, dirname(shown(moved)), shot && movedPath(shot, from, to), id);
    }
    statements.move.run(to, id);
    statements.settleFolder.run(id);
  });

  return {
    all,
    rows,
    list,
    leaving,
    add,
    leave,
    move,
    /** The folder with this path as shown, also one that is leaving, or undefined. */
    byPath: (path: string): FolderRow | undefined => all().find((folder) => shown(folder.path) === path),
    /** Whether a folder that is there, in there or around there is being erased. */
    isErasing: (path: Buffer): boolean => statements.erasing.all().some((erasing) => overlap(erasing, path)),
    hadFiles: (id: number): boolean => statements.hadFiles.get(id) === 1,
    /** After a change, `files.settleFolder` chooses again which file stands for a photo. */
    setReachable: (id: number, reachable: boolean): void =>
      void statements.setReachable.run(reachable ? 1 : 0, reachable ? null : Date.now(), id),
  };
}

function named(path: Buffer): { path: string; name: string } {
  const text = shown(path);
  return { path: text, name: basename(text) || text };
}

/** Whether `path` lies somewhere below `folder`; both as bytes. */
export function isInside(path: Buffer, folder: Buffer): boolean {
  const start = withSeparator(folder);
  return path.length > start.length && path.subarray(0, start.length).equals(start);
}

/** Whether one of both folders is the other, or lies in it. */
export function overlap(one: Buffer, other: Buffer): boolean {
  return one.equals(other) || isInside(one, other) || isInside(other, one);
}

/** The path of what lay in `from` and lies in `to` now. */
export function movedPath(path: Buffer, from: Buffer, to: Buffer): Buffer {
  return Buffer.concat([withSeparator(to), path.subarray(withSeparator(from).length)]);
}

export function withSeparator(folder: Buffer): Buffer {
  return folder.at(-1) === sep.charCodeAt(0) ? folder : Buffer.concat([folder, Buffer.from(sep)]);
}
