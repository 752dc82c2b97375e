/** Photos from outside the library that are used as references: kept in memory, for this session only. */
import { randomUUID } from "node:crypto";
import type { DecoderSource } from "../../contract/decoder.ts";
import { AppError } from "../../contract/errors.ts";

export interface OutsidePhoto {
  name: string;
  /** Unit length */
  vector: Float32Array;
  /** The length that the encoder gave, before it became 1 */
  norm: number;
  /** The same content in the library, whose captions are used */
  photo: number | null;
  /** side x side x 3 bytes RGB, for captions; null where the library has them */
  pixels: Uint8Array<ArrayBuffer> | null;
  /** The file again, for a part of it */
  source: DecoderSource;
}

export interface References {
  keep(photo: OutsidePhoto): string;
  get(upload: string): OutsidePhoto;
}

/** Remembers the last photos, at most `capacity` of them with at most `mostBytes`; older ones have to be dropped in again. */
export function createReferences(capacity = 100, mostBytes = 256 * 1024 * 1024): References {
  const kept = new Map<string, OutsidePhoto>();

  function isTooMuch(): boolean {
    const bytes = [...kept.values()].reduce((sum, { source }) => sum + ("bytes" in source ? source.bytes.length : 0), 0);
    return kept.size > capacity || (kept.size > 1 && bytes > mostBytes);
  }

  return {
    keep(photo) {
      const upload = randomUUID();
      kept.set(upload, photo);
      for (const oldest of kept.keys()) {
        if (!isTooMuch()) break;
        kept.delete(oldest);
      }
      return upload;
    },
    get(upload) {
      const photo = kept.get(upload);
      if (!photo) throw new AppError("reference-unknown", "This reference photo is no longer kept.", "Drop it in again.");
      return photo;
    },
  };
}
