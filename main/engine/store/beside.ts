/** Vectors of a pack that is not in use: one that is being filled while another answers, and those that were used before. */
import type { Database } from "better-sqlite3";
import type { OldVectors } from "../../../contract/types.ts";
import { inFullJournal, isFull } from "./full-journal.ts";
import { createPacks } from "./packs.ts";
import type { createSettings } from "./settings.ts";
import type { createStages } from "./stages.ts";
import { bytesOf, type Result } from "./vectors.ts";

export interface LackingPhoto {
  photo: number;
  path: Buffer;
}

export interface PackUse {
  /** Folder of the pack; null: the program's own, wherever that is at the next start */
  folder: string | null;
  key: string;
  /** See captionsKey; undefined: it has no captioner. */
  captionsKey: string | undefined;
}

export const settings = { inUse: "pack", coming: "pack-coming" } as const;

/** Rows */
const mostErasedAtOnce = 256;

export type BesideStore = ReturnType<typeof createBeside>;

export function createBeside(
  database: Database,
  { stages, settings: store }: { stages: ReturnType<typeof createStages>; settings: ReturnType<typeof createSettings> },
) {
  const packs = createPacks(database);
  const isThere =
    "EXISTS (SELECT 1 FROM vectors WHERE pack = (SELECT id FROM packs WHERE key = ?) AND kind = 'look' AND photo = stages.photo)";
  const statements = {
    lacking: database.prepare<[number, string, number], LackingPhoto>(`
      SELECT stages.photo, path FROM stages JOIN present_photos ON present_photos.id = stages.photo
      WHERE stage = 'look' AND state = 'done' AND stages.photo > ? AND NOT ${isThere} ORDER BY stages.photo LIMIT ?`),
    counts: database.prepare<[string], { done: number; of: number }>(`
      SELECT count(*) AS "of", coalesce(sum(${isThere}), 0) AS done
      FROM stages JOIN present_photos ON present_photos.id = stages.photo WHERE stage = 'look' AND state = 'done'`),
    put: database.prepare<[number, Buffer, number, number]>(`
      INSERT INTO vectors (pack, kind, photo, embedding, norm) SELECT ?, 'look', id, ?, ? FROM photos WHERE id = ?
      ON CONFLICT DO UPDATE SET embedding = excluded.embedding, norm = excluded.norm`),
    all: database.prepare<[], OldVectors>(`
      SELECT key, count(*) AS photos, sum(length(embedding)) AS bytes FROM vectors JOIN packs ON packs.id = vectors.pack GROUP BY key`),
    erase: database.prepare<[string, number]>(`
      DELETE FROM vectors WHERE rowid IN
        (SELECT rowid FROM vectors WHERE pack = (SELECT id FROM packs WHERE key = ?) LIMIT ?)`),
    forget: database.prepare<[string]>("DELETE FROM packs WHERE key = ?"),
    unset: database.prepare<[string]>("DELETE FROM settings WHERE name = ?"),
  };

  const put = database.transaction((key: string, dims: number, results: readonly Omit<Result, "decoded">[]): void => {
    const pack = packs.idOf(key, dims);
    for (const { photo, embedding, norm } of results) statements.put.run(pack, bytesOf(embedding), norm, photo);
  });
  const pragma = (name: string) => Number(database.pragma(name, { simple: true }));

  return {
    /** Photos that can be found now and could not with this key, by number, from after `after` on. */
    lacking: (key: string, after: number, limit: number): LackingPhoto[] => statements.lacking.all(after, key, limit),
    counts: (key: string): { done: number; of: number } => statements.counts.get(key) ?? { done: 0, of: 0 },
    /** Writes a batch in one transaction; where a photo stands stays as the pack in use has it. */
    put: (key: string, dims: number, results: readonly Omit<Result, "decoded">[]): void => {
      inFullJournal(database, () => put(key, dims, results));
    },
    /** The switch: from now on, also after a restart, this pack is the one in use. */
    use: database.transaction(({ folder, key, captionsKey }: PackUse): void => {
      if (folder === null) statements.unset.run(settings.inUse);
      else store.set(settings.inUse, folder);
      statements.unset.run(settings.coming);
      stages.useKey("look", key);
      if (captionsKey !== undefined) stages.useKey("captions", captionsKey);
    }),
    stopFilling: (): void => void statements.unset.run(settings.coming),
    /** Every key that has vectors */
    keys: (): OldVectors[] => statements.all.all(),
    /** Piece by piece: what is erased is overwritten, which first takes as much room in the journal; on a full disk that is little. */
    forget: (key: string): void => {
      database.pragma("wal_checkpoint(RESTART)");
      const erase = (rows: number): number => inFullJournal(database, () => statements.erase.run(key, rows).changes);
      for (let rows = mostErasedAtOnce; rows > 0; )
        try {
          if (erase(rows) === 0) break;
        } catch (error) {
          if (!isFull(error) || rows === 1) throw error;
          rows = Math.floor(rows / 4);
        }
      inFullJournal(database, () => statements.forget.run(key));
    },
    /** Room inside the library that nothing takes */
    emptyBytes: (): number => pragma("freelist_count") * pragma("page_size"),
  };
}
