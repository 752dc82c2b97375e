/** Captions of a reference photo: those of the index where it has them, else made now, and kept for this session. */
import type { CallOptions } from "../../contract/rpc.ts";
import type { CropOf } from "./crops.ts";
import type { References } from "./references.ts";
import { keyOfSubject, type Subject } from "./subject.ts";

/** @throws AppError photo-unknown, reference-unknown; what decoding and captioning throw */
export type CaptionsOf = (subject: Subject, options?: CallOptions) => Promise<string[]>;

export interface ReferenceCaptionsParts {
  references: References;
  cropOf: CropOf;
  /** The captions of a photo of the library, made and kept if it has none */
  ofLibrary(photo: number, options?: CallOptions): Promise<string[]>;
  ofPixels(pixels: Uint8Array<ArrayBuffer>, options?: CallOptions): Promise<string[]>;
}

export function createReferenceCaptions(parts: ReferenceCaptionsParts, capacity = 100): CaptionsOf {
  const { references, cropOf, ofLibrary, ofPixels } = parts;
  const kept = new Map<string, string[]>();

  async function remembered(subject: Subject, make: () => Promise<string[]>): Promise<string[]> {
    const key = keyOfSubject(subject);
    const captions = kept.get(key) ?? (await make());
    kept.set(key, captions);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
    return captions;
  }

  return async (subject, options) => {
    const { source, crop } = subject;
    if (crop) return remembered(subject, async () => ofPixels((await cropOf(source, crop, options)).pixels, options));
    if ("photo" in source) return ofLibrary(source.photo, options);
    const { photo, pixels } = references.get(source.upload);
    if (photo !== null) return ofLibrary(photo, options);
    return pixels ? remembered(subject, () => ofPixels(pixels, options)) : [];
  };
}
