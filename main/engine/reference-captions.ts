/** Captions of a reference photo: those of the index where it has them, else made now and remembered. */
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query } from "../../contract/types.ts";
import type { Decoders } from "./decoders.ts";
import type { References } from "./references.ts";
import type { PhotoStore } from "./store/photos.ts";

type Source = Query["references"][number]["source"];

export interface ReferenceCaptionsParts {
  photos: Pick<PhotoStore, "path">;
  references: References;
  decoders: Pick<Decoders, "decode">;
  models: Pick<ModelApi, "captionImages">;
  info: Pick<ModelInfo, "image">;
  /** What the index has of a photo; undefined or empty: nothing yet */
  stored(photo: number): string[] | undefined;
}

/** Of a photo that is asked for, always the same: the same photo gives the same captions. */
const seed = 1;

/** @throws AppError photo-unknown, reference-unknown; what decoding and captioning throw */
export async function captionsOfReference(source: Source, parts: ReferenceCaptionsParts, options?: CallOptions): Promise<string[]> {
  const outside = "upload" in source ? parts.references.get(source.upload) : undefined;
  const photo = "upload" in source ? outside?.photo : source.photo;
  const known = typeof photo === "number" ? parts.stored(photo) : undefined;
  if (known && known.length > 0) return known;
  const pixels = outside?.pixels ?? (typeof photo === "number" ? await pixelsOf(photo, parts, options) : undefined);
  if (!pixels) return [];
  const { captions } = await parts.models.captionImages({ pixels, count: 1, seeds: [seed], sampling: "nucleus", soon: true }, options);
  return captions[0] ?? [];
}

async function pixelsOf(
  photo: number,
  { photos, decoders, info }: ReferenceCaptionsParts,
  options?: CallOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = { path: new Uint8Array(photos.path(photo)) };
  const { pixels } = await decoders.decode({ source, image: info.image, thumbnail: false }, { ...options, urgent: true });
  return pixels;
}
