/** What decoding and encoding made of photos. Vectors belong to the pack key that made them; keys never mix. */
import type { Database } from "better-sqlite3";
import type { Metadata } from "../../../contract/types.ts";
import { createPacks } from "./packs.ts";

/** What decoding gave; null in a result whose photo was decoded before. */
export interface Decoded {
  width: number;
  height: number;
  metadata: Metadata;
  /** WebP */
  thumbnail: Uint8Array | null;
}

export interface Result {
  photo: number;
  decoded: Decoded | null;
  /** dims numbers of unit length */
  embedding: Float32Array;
  /** The length that the encoder gave, before it became 1 */
  norm: number;
}

/** Vectors of many photos, row i of `embeddings` (dims numbers, unit length) is photos[i]. */
export interface LoadedVectors {
  photos: number[];
  embeddings: Float32Array;
}

interface VectorRow {
  photo: number;
  embedding: Buffer;
}

/** look: of the photo itself; captions: the mean of its captions, see captions.ts */
export type VectorKind = "look" | "captions";

const ofPack = "pack = (SELECT id FROM packs WHERE key = ?) AND kind = ?";
/** vectors first: a library has one file a photo, so few rows are passed over. */
const presentVectors = `
  FROM vectors CROSS JOIN files ON files.photo = vectors.photo AND files.role = 'main' AND files.missing_since IS NULL
  WHERE ${ofPack}`;

export type VectorStore = ReturnType<typeof createVectors>;

export function createVectors(database: Database) {
  const packs = createPacks(database);
  const statements = {
    put: database.prepare<[number, number, Buffer, number]>(`
      INSERT INTO vectors (pack, kind, photo, embedding, norm) VALUES (?, 'look', ?, ?, ?)
      ON CONFLICT DO UPDATE SET embedding = excluded.embedding, norm = excluded.norm`),
    count: database.prepare<[string, VectorKind], number>(`SELECT count(*) ${presentVectors}`).pluck(),
    load: database.prepare<[string, VectorKind], VectorRow>(`SELECT vectors.photo, embedding ${presentVectors} ORDER BY vectors.photo`),
    one: database.prepare<[number, string, VectorKind], { embedding: Buffer; norm: number }>(
      `SELECT embedding, norm FROM vectors WHERE photo = ? AND ${ofPack}`,
    ),
    describe: database.prepare(`
      UPDATE photos SET width = @width, height = @height, taken_at = coalesce(@takenAt, taken_at), camera = @camera, lens = @lens,
        rating = @rating, metadata = @metadata WHERE id = @photo`),
    thumbnail: database.prepare<[number, Uint8Array]>(
      "INSERT INTO thumbnails (photo, bytes) VALUES (?, ?) ON CONFLICT (photo) DO UPDATE SET bytes = excluded.bytes",
    ),
    done: database.prepare<[number, string]>("UPDATE stages SET state = 'done', code = NULL, reason = NULL WHERE photo = ? AND stage = ?"),
    isKnown: database.prepare<[number], 1>("SELECT 1 FROM photos WHERE id = ?").pluck(),
  };

  function describe(photo: number, { width, height, metadata, thumbnail }: Decoded): void {
    const { takenAt, camera, lens, rating } = metadata;
    statements.describe.run({ photo, width, height, takenAt, camera, lens, rating, metadata: JSON.stringify(metadata) });
    if (thumbnail) statements.thumbnail.run(photo, thumbnail);
    statements.done.run(photo, "decode");
  }

  /** What decoding gave, for photos whose vector is yet to come. */
  const putDecoded = database.transaction((rows: { photo: number; decoded: Decoded }[]): void => {
    for (const { photo, decoded } of rows) if (statements.isKnown.get(photo)) describe(photo, decoded);
  });

  /** Writes a batch in one transaction; returns what was kept. Photos that were forgotten meanwhile are left out. */
  const put = database.transaction((packKey: string, dims: number, results: Result[]): Result[] => {
    const pack = packs.idOf(packKey, dims);
    const kept = results.filter(({ photo }) => statements.isKnown.get(photo));
    for (const { photo, decoded, embedding, norm } of kept) {
      if (decoded) describe(photo, decoded);
      statements.put.run(pack, photo, bytesOf(embedding), norm);
      statements.done.run(photo, "look");
    }
    return kept;
  });

  /** All vectors of photos that are there, by photo id. */
  function load(packKey: string, kind: VectorKind = "look"): LoadedVectors {
    const dims = packs.dimsOf(packKey);
    const photos: number[] = [];
    const embeddings = new Float32Array((statements.count.get(packKey, kind) ?? 0) * dims);
    const bytes = new Uint8Array(embeddings.buffer);
    for (const { photo, embedding } of statements.load.iterate(packKey, kind)) {
      bytes.set(embedding, photos.length * dims * Float32Array.BYTES_PER_ELEMENT);
      photos.push(photo);
    }
    return { photos, embeddings };
  }

  /** A photo's vector of unit length and the length it had; undefined until it was encoded with this pack. */
  function vectorOf(photo: number, packKey: string): { embedding: Float32Array; norm: number } | undefined {
    const row = statements.one.get(photo, packKey, "look");
    return row && { embedding: new Float32Array(new Uint8Array(row.embedding).buffer), norm: row.norm };
  }

  return { put, putDecoded, load, vectorOf };
}

/** The bytes of a vector as they are stored. */
export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
