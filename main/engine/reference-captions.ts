/** Captions of a reference photo: those of the index where it has them, else made now. */
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query } from "../../contract/types.ts";
import type { References } from "./references.ts";

type Source = Query["references"][number]["source"];

export interface ReferenceCaptionsParts {
  references: References;
  /** The captions of a photo of the library, made and kept if it has none */
  ofLibrary(photo: number, options?: CallOptions): Promise<string[]>;
  ofPixels(pixels: Uint8Array<ArrayBuffer>, options?: CallOptions): Promise<string[]>;
}

/** @throws AppError photo-unknown, reference-unknown; what decoding and captioning throw */
export async function captionsOfReference(source: Source, parts: ReferenceCaptionsParts, options?: CallOptions): Promise<string[]> {
  if ("photo" in source) return parts.ofLibrary(source.photo, options);
  const { photo, pixels } = parts.references.get(source.upload);
  if (photo !== null) return parts.ofLibrary(photo, options);
  return pixels ? parts.ofPixels(pixels, options) : [];
}
