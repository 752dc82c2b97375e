/** Captions of photos, each with its mean vector. Both belong to the key that made them (captionsKey); keys never mix. */
import type { Database } from "better-sqlite3";
import { z } from "zod";
import { createPacks } from "./packs.ts";
import { bytesOf } from "./vectors.ts";

export interface CaptionedPhoto {
  photo: number;
  /** The most typical first */
  captions: string[];
  /** The mean of the captions' unit vectors, at unit length */
  embedding: Float32Array;
  /** The mean's length, before it became 1 */
  norm: number;
}

const listSchema = z.array(z.string());

export type CaptionStore = ReturnType<typeof createCaptions>;

/** Farther behind, it is not worth counting while somebody looks at a photo. */
const mostCounted = 20_000;

const queued = `
  FROM stages AS captions
  JOIN photos ON photos.id = captions.photo
  JOIN stages AS look ON look.photo = captions.photo AND look.stage = 'look' AND look.state = 'done'
  WHERE captions.stage = 'captions' AND captions.state = 'waiting'
    AND EXISTS (SELECT 1 FROM files WHERE files.photo = captions.photo AND role = 'main' AND missing_since IS NULL)`;

export function createCaptions(database: Database) {
  const packs = createPacks(database);
  const statements = {
    isKnown: database.prepare<[number], 1>("SELECT 1 FROM photos WHERE id = ?").pluck(),
    put: database.prepare<[number, number, string]>(`
      INSERT INTO captions (pack, photo, captions) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET captions = excluded.captions`),
    putVector: database.prepare<[number, number, Buffer, number]>(`
      INSERT INTO vectors (pack, kind, photo, embedding, norm) VALUES (?, 'captions', ?, ?, ?)
      ON CONFLICT DO UPDATE SET embedding = excluded.embedding, norm = excluded.norm`),
    done: database.prepare<[number]>(
      "UPDATE stages SET state = 'done', code = NULL, reason = NULL, data = NULL WHERE photo = ? AND stage = 'captions'",
    ),
    of: database
      .prepare<[number, string], string>("SELECT captions FROM captions WHERE photo = ? AND pack = (SELECT id FROM packs WHERE key = ?)")
      .pluck(),
    waiting: database.prepare<[number], { photo: number }>(
      `SELECT captions.photo ${queued} ORDER BY taken_at DESC, captions.photo DESC LIMIT ?`,
    ),
    waits: database.prepare<[number], 1>(`SELECT 1 ${queued} AND captions.photo = ?`).pluck(),
    before: database
      .prepare<[number, number], number>(
        `SELECT count(*) FROM (SELECT 1 ${queued}
          AND (taken_at, captions.photo) > (SELECT taken_at, id FROM photos WHERE id = ?) LIMIT ?)`,
      )
      .pluck(),
  };

  /** False for a photo that was forgotten meanwhile. */
  const put = database.transaction((key: string, { photo, captions, embedding, norm }: CaptionedPhoto): boolean => {
    if (!statements.isKnown.get(photo)) return false;
    const pack = packs.idOf(key, embedding.length);
    statements.put.run(pack, photo, JSON.stringify(captions));
    statements.putVector.run(pack, photo, bytesOf(embedding), norm);
    statements.done.run(photo);
    return true;
  });

  return {
    put,
    /** The captions of a photo; undefined until it has some of this key. */
    of: (photo: number, key: string): string[] | undefined => {
      const json = statements.of.get(photo, key);
      return json === undefined ? undefined : listSchema.parse(JSON.parse(json));
    },
    /** The place of a photo in the queue, from 1; null: it is not in it, or very far behind. */
    place: (photo: number): number | null => {
      if (!statements.waits.get(photo)) return null;
      const before = statements.before.get(photo, mostCounted) ?? 0;
      return before < mostCounted ? before + 1 : null;
    },
    /** The next photos to caption, newest first. */
    waiting: (limit: number): { photo: number }[] => statements.waiting.all(limit),
  };
}
