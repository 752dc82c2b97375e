/** A file's content as upright RGB in sRGB, no larger than asked for. The file is decoded once, whatever is made of it. */
import type { ExpandedTags } from "exifreader";
import sharp, { type Metadata as Header, type Sharp } from "sharp";
import { endsEarly } from "./cut-short.ts";
import { orientationOf, readTags, withPacket } from "./exif.ts";
import { decodeHeic } from "./heic.ts";
import { checkPixels, cutShort, damaged, maxPixels, notAPicture } from "./limits.ts";
import { largestPreview } from "./raw.ts";
import type { Picture } from "./resample.ts";
import { type PictureKind, sniff } from "./sniff.ts";
import { tiffWithProfile } from "./tiff.ts";

export interface Size {
  width: number;
  height: number;
}
export interface Loaded extends Size {
  tags: ExpandedTags;
  /** Browsers show the file itself just so: a JPEG in three colours that lies as it is stored */
  isPlain: boolean;
  /** As much of the picture as was asked for; `width` and `height` beside it are the file's own, after orientation. */
  picture: Picture;
}

// Every picture is another one, and parallel work is done by more processes.
sharp.cache(false);
sharp.concurrency(1);

/** Fails for files that end too early; what a decoder merely warns of is shown as it is. One frame or page, the first. */
const options = { failOn: "error", limitInputPixels: maxPixels, pages: 1 } as const;

/** scaleOf: from the size of the upright picture to the scale that is needed of it, at most 1. */
export async function loadPicture(bytes: Buffer, scaleOf: (size: Size) => number): Promise<Loaded> {
  const kind = sniff(bytes);
  if (!kind) throw notAPicture();
  try {
    const tags = readTags(bytes, kind);
    if (kind === "heic") return await loadHeic(bytes, tags, scaleOf);
    if (kind === "raw") return await loadRaw(bytes, tags, scaleOf);
    if (kind === "jpeg" && isSmall(tags, scaleOf)) return await loadSmallJpeg(bytes, tags);
    const header = await readHeader(bytes);
    const size = header.autoOrient;
    const picture = await shrink(sharp(bytes, options).autoOrient(), size, scaleOf(size));
    const isPlain = kind === "jpeg" && header.space === "srgb" && (header.orientation ?? 1) === 1;
    return { tags: withPacket(tags, header.xmp), isPlain, ...size, picture };
  } catch (error) {
    throw inWords(error, bytes, kind);
  }
}

async function readHeader(bytes: Buffer): Promise<Header> {
  const header = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  checkPixels(header.width, header.height);
  return header;
}

/** Whether the whole picture is needed, whichever way it lies. */
function isSmall({ file }: ExpandedTags, scaleOf: (size: Size) => number): boolean {
  const [width = 0, height = 0] = [file?.["Image Width"]?.value, file?.["Image Height"]?.value];
  return width > 0 && height > 0 && scaleOf({ width, height }) >= 1;
}

/** Its tags tell what sharp's reading of the header would, which takes a fifth as long as decoding it. */
async function loadSmallJpeg(bytes: Buffer, tags: ExpandedTags): Promise<Loaded> {
  const picture = await toRgb(sharp(bytes, options).autoOrient());
  const { width, height } = picture;
  const isPlain = tags.file?.["Color Components"]?.value === 3 && (orientationOf(tags) ?? 1) === 1;
  return { tags, isPlain, width, height, picture };
}

async function loadHeic(bytes: Buffer, tags: ExpandedTags, scaleOf: (size: Size) => number): Promise<Loaded> {
  if (endsEarly(bytes, "heic")) throw cutShort();
  const header = await readHeader(bytes);
  const { data, width, height } = await decodeHeic(bytes);
  const size = { width, height };
  const bare = await shrink(sharp(data, { raw: { ...size, channels: 4 } }), size, scaleOf(size));
  const picture = header.icc ? await shrink(sharp(tiffWithProfile(bare, header.icc), options), bare, 1) : bare;
  return { tags: withPacket(tags, header.xmp), isPlain: false, ...size, picture };
}

/** The camera turns its RAW by a tag of the RAW; the preview's own tag counts only where there is none. */
async function loadRaw(bytes: Buffer, tags: ExpandedTags, scaleOf: (size: Size) => number): Promise<Loaded> {
  const preview = largestPreview(bytes);
  const header = await readHeader(preview);
  const orientation = orientationOf(tags) ?? header.orientation ?? 1;
  const angle = { 3: 180, 6: 90, 8: 270 }[orientation] ?? 0;
  const size = angle % 180 === 0 ? { width: header.width, height: header.height } : { width: header.height, height: header.width };
  const upright = sharp(preview, options).rotate(angle);
  const picture = await shrink(upright, size, scaleOf(size));
  return { tags: withPacket(tags, header.xmp), isPlain: false, ...size, picture };
}

async function shrink(source: Sharp, { width, height }: Size, scale: number): Promise<Picture> {
  if (scale >= 1) return await toRgb(source);
  return await toRgb(source.resize(atLeastOne(width * scale), atLeastOne(height * scale), { fit: "fill", kernel: "cubic" }));
}

/**
 * Wide gamuts, CMYK, grey and 16 bits become sRGB of 8 bits. Transparent parts become white: what has them was
 * mostly drawn for white paper, and black lettering on black would be lost.
 */
async function toRgb(source: Sharp): Promise<Picture> {
  const rgb = source.flatten({ background: "#ffffff" }).toColourspace("srgb").raw({ depth: "uchar" });
  const { data, info } = await rgb.toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw damaged("cannot be decoded");
  return { pixels: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

function atLeastOne(pixels: number): number {
  return Math.max(1, Math.round(pixels));
}

/** What libvips and the libraries below it say, as one of our errors. */
function inWords(error: unknown, bytes: Buffer, kind: PictureKind): unknown {
  if (!(error instanceof Error) || error.name === "AppError" || error.name === "RuntimeError") return error;
  if (/premature end|unexpected end|got \d+ bytes, expected/i.test(error.message) || endsEarly(bytes, kind)) return cutShort(error);
  const isUnknownCodec = (kind === "heic" || kind === "avif") && /unsupported/i.test(error.message);
  return isUnknownCodec ? notAPicture(error) : damaged("cannot be decoded", error);
}
