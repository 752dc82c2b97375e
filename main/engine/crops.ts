/** Parts of reference photos: decoded and encoded when they are first asked for, and kept in memory for this session only. */
import type { DecoderSource } from "../../contract/decoder.ts";
import { toAppError } from "../../contract/errors.ts";
import type { ImageInput, ModelApi, ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Crop, Reference } from "../../contract/types.ts";
import { captionPixels } from "./caption-pixels.ts";
import { normalise } from "./compose.ts";
import type { Decoders } from "./decoders.ts";
import type { References } from "./references.ts";
import type { PhotoStore } from "./store/photos.ts";
import { keyOfSubject } from "./subject.ts";

export interface CroppedPhoto {
  /** Unit length */
  vector: Float32Array;
  /** The length that the encoder gave, before it became 1 */
  norm: number;
  /** side x side x 3 bytes RGB, for captions */
  pixels: Uint8Array<ArrayBuffer>;
}

/** @throws AppError photo-unknown, reference-unknown; what decoding and encoding throw */
export type CropOf = (source: Reference["source"], crop: Crop, options?: CallOptions) => Promise<CroppedPhoto>;

export interface CropsParts {
  photos: Pick<PhotoStore, "get" | "path" | "thumbnail">;
  references: References;
  decoders: Pick<Decoders, "decodeCrop">;
  models: Pick<ModelApi, "encodeImages">;
  info(): Promise<Pick<ModelInfo, "image" | "key" | "captioner">>;
}

/** Remembers the last `capacity` parts; 200 KB each. */
export function createCrops(parts: CropsParts, capacity = 50): CropOf {
  const { photos, references, decoders, models } = parts;
  const kept = new Map<string, CroppedPhoto>();

  async function make(source: Reference["source"], crop: Crop, options?: CallOptions): Promise<CroppedPhoto> {
    const info = await parts.info();
    const decode = (image: ImageInput) => {
      const decodeFrom = (from: DecoderSource) => decoders.decodeCrop({ source: from, image, crop }, options);
      return "upload" in source ? decodeFrom(references.get(source.upload).source) : decodeOfLibrary(source.photo, decodeFrom);
    };
    const { pixels } = await decode(info.image);
    const { embeddings } = await models.encodeImages({ pixels, count: 1, soon: true }, options);
    const { unit, norm } = normalise(embeddings);
    return { vector: unit, norm, pixels: await captionPixels(pixels, info, decode) };
  }

  /** The file itself; where it is away, its thumbnail has to do. */
  async function decodeOfLibrary<T>(photo: number, decode: (from: DecoderSource) => Promise<T>): Promise<T> {
    const { name } = photos.get(photo);
    try {
      return await decode({ path: new Uint8Array(photos.path(photo)) });
    } catch (error) {
      const thumbnail = photos.thumbnail(photo);
      if (!thumbnail || toAppError(error).code !== "file-missing") throw error;
      return decode({ bytes: new Uint8Array(thumbnail), name });
    }
  }

  return async (source, crop, options) => {
    const key = `${(await parts.info()).key} ${keyOfSubject({ source, crop })}`;
    const cropped = kept.get(key) ?? (await make(source, crop, options));
    kept.delete(key);
    kept.set(key, cropped);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
    return cropped;
  };
}
