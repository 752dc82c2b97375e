/** The folders that the user chose. No chosen folder lies inside another one. */
import { basename, sep } from "node:path";
import type { Database } from "better-sqlite3";
import type { Folder } from "../../../contract/types.ts";
import { shown } from "./paths.ts";
import { settleRoles } from "./roles.ts";

export interface FolderRow {
  id: number;
  path: Buffer;
  reachable: boolean;
}

interface ListedRow {
  id: number;
  path: Buffer;
  reachable: 0 | 1;
  photos: number;
}

const present = "missing_since IS NULL";

export type FolderStore = ReturnType<typeof createFolders>;

export function createFolders(database: Database) {
  const statements = {
    rows: database.prepare<[], { id: number; path: Buffer; reachable: 0 | 1 }>("SELECT id, path, reachable FROM folders ORDER BY id"),
    listed: database.prepare<[], ListedRow>(`
      SELECT folders.id, folders.path, folders.reachable, count(files.id) AS photos
      FROM folders LEFT JOIN files ON files.folder = folders.id AND files.role = 'main' AND files.missing_since IS NULL
      GROUP BY folders.id ORDER BY folders.id`),
    insert: database.prepare<[Buffer, number]>("INSERT INTO folders (path, added_at) VALUES (?, ?)"),
    takeOver: database.prepare<[number, number]>("UPDATE files SET folder = ? WHERE folder = ?"),
    remove: database.prepare<[number]>("DELETE FROM folders WHERE id = ?"),
    removeOrphans: database.prepare("DELETE FROM photos WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.photo = photos.id)"),
    settleRest: database.prepare(
      settleRoles(`IN (SELECT photo FROM files WHERE ${present} AND photo IS NOT NULL GROUP BY photo HAVING max(role = 'main') = 0)`),
    ),
    setReachable: database.prepare<[number, number]>("UPDATE folders SET reachable = ? WHERE id = ?"),
    hadFiles: database.prepare<[number], 1>("SELECT 1 FROM files WHERE folder = ? AND missing_since IS NULL LIMIT 1").pluck(),
  };

  function rows(): FolderRow[] {
    return statements.rows.all().map((row) => ({ ...row, reachable: row.reachable === 1 }));
  }

  function list(): Folder[] {
    return statements.listed.all().map(({ id, path, reachable, photos }) => {
      const text = shown(path);
      return { id, path: text, name: basename(text) || text, reachable: reachable === 1, photos };
    });
  }

  /**
   * Adds a folder, given by its real and absolute path, and returns its id. Inside a folder that is there already, that
   * one is returned: it covers the new one. Around folders that are there, it takes their files over; nothing is read again.
   */
  const add = database.transaction((path: Buffer): number => {
    const existing = rows();
    const covering = existing.find((folder) => folder.path.equals(path) || isInside(path, folder.path));
    if (covering) return covering.id;
    const id = Number(statements.insert.run(path, Date.now()).lastInsertRowid);
    for (const inner of existing.filter((folder) => isInside(folder.path, path))) {
      statements.takeOver.run(id, inner.id);
      statements.remove.run(inner.id);
    }
    return id;
  });

  /**
   * Erases what is known of a folder: files, and photos, vectors and thumbnails that no other folder's file has.
   * Returns how many photos went. What edited files used to be goes too, for it may be this folder's.
   */
  const forget = database.transaction((id: number): number => {
    statements.removeOrphans.run();
    statements.remove.run(id);
    statements.settleRest.run();
    return statements.removeOrphans.run().changes;
  });

  return {
    rows,
    list,
    add,
    forget,
    /** The folder with this path as shown, or undefined. */
    byPath: (path: string): FolderRow | undefined => rows().find((folder) => shown(folder.path) === path),
    hadFiles: (id: number): boolean => statements.hadFiles.get(id) === 1,
    /** After a change, `files.settleFolder` chooses again which file stands for a photo. */
    setReachable: (id: number, reachable: boolean): void => void statements.setReachable.run(reachable ? 1 : 0, id),
  };
}

/** Whether `path` lies somewhere below `folder`; both as bytes. */
export function isInside(path: Buffer, folder: Buffer): boolean {
  const start = folder.at(-1) === sep.charCodeAt(0) ? folder : Buffer.concat([folder, Buffer.from(sep)]);
  return path.length > start.length && path.subarray(0, start.length).equals(start);
}
