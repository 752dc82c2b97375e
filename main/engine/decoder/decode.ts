/** One file in, everything out that the index needs of it. */
import { writeSync } from "node:fs";
import sharp from "sharp";
import type { DecoderHandlers } from "../../../contract/decoder.ts";
import { pixelFile, slotOffset } from "../../../contract/pixel-slots.ts";
import { decodeCrop } from "./crop.ts";
import { thumbnailSide } from "./limits.ts";
import { metadataOf } from "./metadata.ts";
import { type Loaded, loadPicture, type Size } from "./picture.ts";
import { readSource } from "./read.ts";
import { release } from "./release.ts";
import type { Picture } from "./resample.ts";
import { toSquare } from "./square.ts";

/** A panorama is not held wider than this. */
const longest = 4096;
/** A small picture of at most this many bytes is its own thumbnail. */
const smallBytes = 32 * 1024;

type DecodeInput = Parameters<DecoderHandlers["decode"]>[0];

/** See contract/decoder.ts. Fails with an AppError that says in words what is wrong with the file. */
export const decoder = {
  decode,
  decodeCrop,

  async decodeToSlot({ slot, ...input }) {
    const { pixels, ...decoded } = await decode(input);
    if (!writeSlot(slot, pixels)) return { ...decoded, pixels };
    release(pixels);
    return { ...decoded, pixels: null };
  },

  async render({ source, side }) {
    const bytes = readSource(source);
    const { picture } = await loadPicture(bytes, ({ width, height }) => side / Math.max(width, height));
    return { type: "image/webp", bytes: await toWebp(picture, side, 85) };
  },
} satisfies DecoderHandlers;

async function decode({ source, image, thumbnail }: DecodeInput) {
  const bytes = readSource(source);
  const loaded = await loadPicture(bytes, (size) => scaleForEncoder(size, image.side));
  const { picture, tags, width, height } = loaded;
  const pixels = toSquare(picture, image);
  const decoded = { pixels, thumbnail: thumbnail ? await makeThumbnail(bytes, loaded) : null, width, height, metadata: metadataOf(tags) };
  release(picture.pixels);
  return decoded;
}

/** False if the file cannot take it, as when a disk is full. */
function writeSlot(slot: number, pixels: Uint8Array): boolean {
  try {
    return writeSync(pixelFile, pixels, 0, pixels.length, slotOffset(slot, pixels.length)) === pixels.length;
  } catch {
    return false;
  }
}

/**
 * Three times what the encoder sees of the shorter side, and never less than a thumbnail: the exact resizing that
 * follows hides what was done before it (cosine .9993 and up to whole pictures; with twice as much, .997).
 * JPEG decoders do most of this while decoding.
 */
function scaleForEncoder({ width, height }: Size, side: number): number {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  return Math.min(Math.max((3 * side) / shorter, thumbnailSide / longer), longest / longer);
}

async function makeThumbnail(bytes: Buffer, loaded: Loaded): Promise<Uint8Array<ArrayBuffer>> {
  return isOwnThumbnail(bytes, loaded) ? new Uint8Array(bytes) : await toWebp(loaded.picture, thumbnailSide, 80);
}

/** Encoding costs more than decoding: what a browser shows just so, and is small, is kept as it is. */
function isOwnThumbnail(bytes: Buffer, { isPlain, width, height }: Loaded): boolean {
  return isPlain && bytes.length <= smallBytes && Math.max(width, height) <= thumbnailSide;
}

/** effort 0 takes a third of the default's time for a fifth more bytes. */
async function toWebp({ pixels, width, height }: Picture, side: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  const webp = await picture.resize(side, side, { fit: "inside", withoutEnlargement: true }).webp({ quality, effort: 0 }).toBuffer();
  return new Uint8Array(webp);
}
