/** A photo from outside becomes a reference: read once, kept in memory, never written anywhere. */
import { basename } from "node:path";
import type { EngineHandlers } from "../../contract/api.ts";
import type { DecoderSource } from "../../contract/decoder.ts";
import { AppError, toAppError } from "../../contract/errors.ts";
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Upload } from "../../contract/types.ts";
import { captionPixels } from "./caption-pixels.ts";
import { normalise } from "./compose.ts";
import type { Decoders } from "./decoders.ts";
import type { Targets } from "./fuse.ts";
import { fingerprintFile, fingerprintOf } from "./identity.ts";
import { thumbnailImage } from "./image-type.ts";
import type { References } from "./references.ts";
import type { PhotoStore } from "./store/photos.ts";

export interface AddReferenceParts {
  photos: PhotoStore;
  targets: Pick<Targets, "looks">;
  references: References;
  decoders: Pick<Decoders, "decode">;
  models: Pick<ModelApi, "encodeImages">;
  info: ModelInfo;
  /** The length that the encoder gave a photo of the library */
  normOf(photo: number): number;
}

export type OutsideSource = Parameters<EngineHandlers["addReference"]>[0];

/** The same content in the library lends its vector and thumbnail; anything else is decoded and encoded now. */
export async function addReference(source: OutsideSource, parts: AddReferenceParts, options?: CallOptions): Promise<Upload> {
  const { photos, targets, references } = parts;
  const name = "path" in source ? basename(source.path) : source.name;
  const photo = photos.byFingerprint(await fingerprint(source)) ?? null;
  const known = photo === null ? undefined : targets.looks.row(photo)?.slice();
  const thumbnail = photo === null ? undefined : photos.thumbnail(photo);
  if (photo !== null && known && thumbnail) {
    const kept = { name, vector: known, norm: parts.normOf(photo), photo, pixels: null, thumbnail, source: decoderSource(source) };
    const upload = references.keep(kept);
    return { upload, name, photo, thumbnail: thumbnailImage(thumbnail) };
  }
  const read = await encodeOutside(source, parts, options).catch((error: unknown) => {
    const { code, what, hint, data } = toAppError(error);
    throw new AppError(code, `${name}: ${what}`, hint, { cause: error, data: { ...data, name } });
  });
  const { vector, norm, pixels } = read;
  const kept = { name, vector, norm, photo, pixels, thumbnail: read.thumbnail.bytes, source: decoderSource(source) };
  return { upload: references.keep(kept), name, photo, thumbnail: read.thumbnail };
}

function decoderSource(source: OutsideSource): DecoderSource {
  return "path" in source ? { path: new Uint8Array(Buffer.from(source.path)) } : source;
}

async function fingerprint(source: OutsideSource): Promise<string> {
  if ("bytes" in source) return fingerprintOf(source.bytes);
  try {
    return await fingerprintFile(Buffer.from(source.path));
  } catch (error) {
    throw new AppError("file-missing", `The photo ${source.path} could not be opened.`, "Check the path.", {
      cause: error,
      data: { name: source.path },
    });
  }
}

async function encodeOutside(source: OutsideSource, { decoders, models, info }: AddReferenceParts, options?: CallOptions) {
  const job = { source: decoderSource(source), image: info.image, thumbnail: true };
  const { pixels, thumbnail } = await decoders.decode(job, { ...options, urgent: true });
  const { embeddings } = await models.encodeImages({ pixels, count: 1, soon: true }, options);
  const { unit, norm } = normalise(embeddings);
  const forCaptions = await captionPixels(pixels, info, (image) =>
    decoders.decode({ ...job, image, thumbnail: false }, { ...options, urgent: true }),
  );
  return { vector: unit, norm, pixels: forCaptions, thumbnail: thumbnailImage(thumbnail ?? new Uint8Array()) };
}
