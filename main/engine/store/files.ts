/**
 * Files and what they stand for.
 *
 * [Note: whose photo a file is] A file belongs to the photo of its fingerprint, with one exception: a RAW that lies beside
 * exactly one JPEG or HEIC of the same name belongs to that one's photo. Of a photo's present files one is 'main'
 * (reachable before unreachable, developed before RAW, then the first seen), other RAWs are 'raw-pair', the rest 'copy'.
 * Both follow from the present files alone, so the order in which files were found, left and came back does not matter.
 *
 * [Note: gone] A file that a scan no longer finds is missing: not shown, its vectors kept. Where very many photos of a
 * folder are not found at once, something else may have happened, so they stay present, are marked as gone, and the user
 * is asked. What is found again is neither. Gone files that the user takes out are missing from then on; they can be brought
 * back as they were until they are erased: see the note on erasing.
 */
import type { Database } from "better-sqlite3";
import { isInside, takenOut } from "./folders.ts";
import { settleRoles } from "./roles.ts";

export interface FoundFile {
  /** The file system's own bytes */
  path: Buffer;
  /** Folder and name as shown */
  directory: string;
  name: string;
  /** Lower case, without the dot */
  extension: string;
  kind: "photo" | "raw" | "video" | "unsupported";
  bytes: number;
  /** Milliseconds since 1970 */
  modifiedAt: number;
}

export interface KnownFile {
  id: number;
  bytes: number;
  modifiedAt: number;
  fingerprint: string | null;
  /** The last scan did not find it: it is missing or gone. */
  missing: boolean;
}

export interface RecordedFile extends FoundFile {
  /** Null for files that are no photos */
  fingerprint: string | null;
  /** The row of the file that this one was before it was renamed or moved */
  movedFrom?: number;
}

export interface SharingFile {
  id: number;
  path: Buffer;
  bytes: number;
  modifiedAt: number;
  /** Whether its chosen folder is there at the moment */
  reachable: boolean;
}

/** Whether the user wants the file left out */
type IsLeftOut = (path: Buffer) => boolean;

interface FoundBefore {
  id: number;
  path: Buffer;
  photo: number | null;
}

interface ShotRow {
  id: number;
  raw: 0 | 1;
  fingerprint: string;
  photo: number;
}

/** Formats that a camera writes beside a RAW. */
const developed = new Set(["jpg", "jpeg", "jpe", "jfif", "heic", "heif"]);

const present = "missing_since IS NULL";
const mostSampled = 40;
/** Of sha256 in hexadecimal; other fingerprints begin with a word. */
const quickPrintLength = 64;

export type FileStore = ReturnType<typeof createFiles>;

export function createFiles(database: Database) {
  const statements = {
    find: database.prepare<[Buffer], Omit<KnownFile, "missing"> & { missing: 0 | 1 }>(`
      SELECT id, bytes, modified_at AS modifiedAt, fingerprint, missing_since IS NOT NULL OR gone IS NOT NULL AS missing
      FROM files WHERE path = ?`),
    sharing: database.prepare<[string, Buffer], Omit<SharingFile, "reachable"> & { reachable: 0 | 1 }>(`
      SELECT files.id, files.path, bytes, modified_at AS modifiedAt, folders.reachable FROM files JOIN folders ON folders.id = files.folder
      WHERE fingerprint = ? AND files.path <> ? AND ${present} ORDER BY files.id`),
    upsert: database.prepare(`
      INSERT INTO files (folder, path, directory, name, extension, shot, raw, bytes, modified_at, fingerprint, photo, role, skip)
      VALUES (@folder, @path, @directory, @name, @extension, @shot, @raw, @bytes, @modifiedAt, @fingerprint, @photo, @role, @skip)
      ON CONFLICT (path) DO UPDATE SET
        folder = @folder, bytes = @bytes, modified_at = @modifiedAt, fingerprint = @fingerprint, photo = @photo, role = @role,
        skip = @skip, missing_since = NULL, gone = NULL
      RETURNING id`),
    move: database.prepare(`
      UPDATE files SET folder = @folder, path = @path, directory = @directory, name = @name, extension = @extension, shot = @shot,
        raw = @raw, bytes = @bytes, modified_at = @modifiedAt, gone = NULL WHERE id = @movedFrom`),
    row: database.prepare<[number], { shot: Buffer | null; photo: number | null }>("SELECT shot, photo FROM files WHERE id = ?"),
    byPath: database.prepare<[Buffer], { photo: number | null }>("SELECT photo FROM files WHERE path = ?"),
    photo: database.prepare<[string], number>("SELECT id FROM photos WHERE fingerprint = ?").pluck(),
    lastPhoto: database.prepare<[], number>("SELECT coalesce(max(id), 0) FROM photos").pluck(),
    insertPhoto: database.prepare<[number, string, number]>("INSERT INTO photos (id, fingerprint, taken_at) VALUES (?, ?, ?)"),
    insertStages: database.prepare<{ photo: number }>(`
      INSERT INTO stages (photo, stage, state)
      VALUES (@photo, 'decode', 'waiting'), (@photo, 'look', 'waiting'), (@photo, 'captions', 'waiting')`),
    shot: database.prepare<[Buffer], ShotRow & { extension: string; modified_at: number }>(
      `SELECT id, raw, fingerprint, photo, extension, modified_at FROM files WHERE shot = ? AND ${present}`,
    ),
    setPhoto: database.prepare<[number, number]>("UPDATE files SET photo = ? WHERE id = ?"),
    setMissing: database.prepare<[number | null, number]>("UPDATE files SET missing_since = ?, gone = NULL WHERE id = ?"),
    setGone: database.prepare<[number]>("UPDATE files SET gone = 'asked' WHERE id = ?"),
    keepGone: database.prepare<[number]>(`UPDATE files SET gone = 'kept' WHERE folder = ? AND gone = 'asked' AND ${present}`),
    sample: database.prepare<[number], { path: Buffer; fingerprint: string }>(`
      SELECT path, fingerprint FROM (
        SELECT path, fingerprint, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS files
        FROM files WHERE folder = ? AND length(fingerprint) = ${quickPrintLength} AND ${present}
      ) WHERE (place - 1) % max(1, files / ${mostSampled}) = 0 LIMIT ${mostSampled}`),
    /** Later than what is being erased */
    takeOutGone: database.prepare<{ folder: number; now: number }>(`
      UPDATE files SET missing_since = max(@now, (SELECT coalesce(erasing_at + 1, 0) FROM folders WHERE id = @folder))
      WHERE folder = @folder AND gone IS NOT NULL AND ${present}`),
    bringBackGone: database.prepare<{ folder: number }>(`
      UPDATE files SET missing_since = NULL
      WHERE folder = @folder AND ${takenOut} AND missing_since > (SELECT coalesce(erasing_at, -1) FROM folders WHERE id = @folder)`),
    rawShots: database.prepare<[number], Buffer>(`SELECT shot FROM files WHERE folder = ? AND raw = 1 AND ${present}`).pluck(),
    settlePhoto: database.prepare<[number]>(settleRoles("= ?")),
    settleFolder: database.prepare<[number]>(settleRoles("IN (SELECT photo FROM files WHERE folder = ?)")),
    foundBefore: database.prepare<[number], FoundBefore>(
      `SELECT id, path, photo FROM files WHERE folder = ? AND gone IS NULL AND ${present}`,
    ),
  };

  /** No photo gets the number of one that was erased while the library is open: steps of undo may name that. */
  let lastPhoto = statements.lastPhoto.get() ?? 0;

  function find(path: Buffer): KnownFile | undefined {
    const row = statements.find.get(path);
    return row && { ...row, missing: Boolean(row.missing) };
  }

  /** Present files elsewhere that have this fingerprint. */
  function sharing(fingerprint: string, path: Buffer): SharingFile[] {
    return statements.sharing.all(fingerprint, path).map((row) => ({ ...row, reachable: Boolean(row.reachable) }));
  }

  function photoOf(fingerprint: string, modifiedAt: number): number {
    const known = statements.photo.get(fingerprint);
    if (known !== undefined) return known;
    const photo = ++lastPhoto;
    statements.insertPhoto.run(photo, fingerprint, modifiedAt);
    statements.insertStages.run({ photo });
    return photo;
  }

  /** The rule at the top of this file, for the files and photos that were touched. */
  function settle(shots: Set<string>, photos: Set<number>): void {
    for (const shot of shots) pair(Buffer.from(shot, "latin1"), photos);
    for (const photo of photos) statements.settlePhoto.run(photo);
  }

  function pair(shot: Buffer, touched: Set<number>): void {
    const files = statements.shot.all(shot);
    const raws = files.filter((file) => file.raw === 1);
    const partners = files.filter((file) => developed.has(file.extension));
    const partner = raws.length === 1 && partners.length === 1 ? partners[0] : undefined;
    for (const raw of raws) {
      const photo = partner?.photo ?? photoOf(raw.fingerprint, raw.modified_at);
      if (photo === raw.photo) continue;
      statements.setPhoto.run(photo, raw.id);
      touched.add(photo).add(raw.photo);
    }
  }

  /** Writes what a scan found in a chosen folder, new, changed or moved, in one transaction. Returns the files' row ids. */
  const record = database.transaction((folder: number, files: RecordedFile[]): number[] => {
    const shots = new Set<string>();
    const photos = new Set<number>();
    const touch = (row: { shot?: Buffer | null; photo: number | null } | undefined) => {
      if (row?.shot) shots.add(row.shot.toString("latin1"));
      if (row?.photo) photos.add(row.photo);
    };
    const ids = files.map((file) => {
      const shot = shotOf(file);
      touch(file.movedFrom === undefined ? statements.byPath.get(file.path) : statements.row.get(file.movedFrom));
      const photo = file.fingerprint === null ? null : photoOf(file.fingerprint, file.modifiedAt);
      touch({ shot, photo });
      const row = { ...file, folder, shot, raw: file.kind === "raw" ? 1 : 0, photo };
      if (file.movedFrom !== undefined) {
        statements.move.run(row);
        return file.movedFrom;
      }
      const skip = photo === null ? file.kind : null;
      return (statements.upsert.get({ ...row, role: photo === null ? null : "copy", skip }) as { id: number }).id;
    });
    settle(shots, photos);
    return ids;
  });

  const setMissing = database.transaction((ids: number[], since: number | null): void => {
    const shots = new Set<string>();
    const photos = new Set<number>();
    for (const id of ids) {
      statements.setMissing.run(since, id);
      const row = statements.row.get(id);
      if (row?.shot) shots.add(row.shot.toString("latin1"));
      if (row?.photo) photos.add(row.photo);
    }
    settle(shots, photos);
  });

  /**
   * Flags the files of a folder that a whole scan did not see, except those under `unread` folders. Returns how many.
   * Of what the user wants left out nothing is asked. See the note on what is gone.
   */
  const flagUnseen = database.transaction(
    (folder: number, seen: ReadonlySet<number>, unread: readonly Buffer[], isLeftOut: IsLeftOut): number => {
      const before = statements.foundBefore.all(folder);
      const unseen = before.filter(({ id, path }) => !seen.has(id) && !unread.some((directory) => isInside(path, directory)));
      const asks = areMany(photosOf(unseen.filter(({ path }) => !isLeftOut(path))).size, photosOf(before).size);
      const isGone = ({ photo, path }: FoundBefore) => asks && photo !== null && !isLeftOut(path);
      const gone = unseen.filter(isGone);
      const missing = unseen.filter((file) => !isGone(file));
      for (const { id } of gone) statements.setGone.run(id);
      // Of a whole folder at once: it may be a hundred thousand.
      if (gone.length > 0) statements.settleFolder.run(folder);
      setMissing(
        missing.map(({ id }) => id),
        Date.now(),
      );
      return unseen.length;
    },
  );

  const takeOutGone = database.transaction((folder: number): void => {
    statements.takeOutGone.run({ folder, now: Date.now() });
    settleWhole(folder);
  });

  const bringBackGone = database.transaction((folder: number): void => {
    statements.bringBackGone.run({ folder });
    settleWhole(folder);
  });

  /** As `settle`, of a whole folder at once. */
  function settleWhole(folder: number): void {
    settle(new Set(statements.rawShots.all(folder).map((shot) => shot.toString("latin1"))), new Set());
    statements.settleFolder.run(folder);
  }

  return {
    find,
    sharing,
    record,
    flagUnseen,
    /** Whether a folder had files, and all of them are left out now. */
    allLeftOut: (folder: number, isLeftOut: IsLeftOut): boolean => {
      const before = statements.foundBefore.all(folder);
      return before.length > 0 && before.every(({ path }) => isLeftOut(path));
    },
    /** Files that were missing and are there again, unchanged. */
    unflag: (ids: number[]): void => setMissing(ids, null),
    /** Some photos of a folder, spread over all that have a quick fingerprint (see identity.ts). */
    sample: (folder: number) => statements.sample.all(folder),
    /** The answer of the user for what is gone from a folder: it stays listed. */
    keepGone: (folder: number): void => void statements.keepGone.run(folder),
    /** Or it does not, and neither does what was kept before. */
    takeOutGone,
    /** All that was taken out of a folder and is not being erased is as it was. */
    bringBackGone,
    /** After a folder came or went: chooses again which of a photo's files stands for it. */
    settleFolder: (folder: number): void => void statements.settleFolder.run(folder),
  };
}

/** Of so many of a folder's photos at once, the user is asked. */
const many = { photos: 20, share: 0.1 };

function areMany(unseen: number, before: number): boolean {
  return unseen >= many.photos && unseen >= many.share * before;
}

function photosOf(files: readonly FoundBefore[]): Set<number> {
  return new Set(files.flatMap(({ photo }) => photo ?? []));
}

function shotOf({ path, extension, kind }: FoundFile): Buffer | null {
  const isPairable = kind === "raw" || developed.has(extension);
  return isPairable ? path.subarray(0, path.lastIndexOf(".")) : null;
}
