/** A part of a photo for the image encoder, as sharp as the file has it. */
import type { DecoderHandlers } from "../../../contract/decoder.ts";
import type { Crop } from "../../../contract/types.ts";
import { loadPicture, type Size } from "./picture.ts";
import { readSource } from "./read.ts";
import type { Box, Picture } from "./resample.ts";
import { toSquare } from "./square.ts";

/** Pixels of the longer side that are held of a whole photo: a tenth of it still fills an encoder's square. */
const longest = 4096;

export const decodeCrop: DecoderHandlers["decodeCrop"] = async ({ source, image, crop }) => {
  const { picture } = await loadPicture(readSource(source), (size) => scaleFor(size, crop, image.side));
  return { pixels: toSquare(cutOut(picture, boxOf(crop, picture)), image) };
};

/** Three times what the encoder sees of the part's shorter side, as whole photos are decoded. */
function scaleFor({ width, height }: Size, crop: Crop, side: number): number {
  return Math.min((3 * side) / Math.min(width * crop.width, height * crop.height), longest / Math.max(width, height));
}

/** In whole pixels: at least one, and none beyond the picture. */
export function boxOf({ left, top, width, height }: Crop, picture: Size): Box {
  const across = span(left, width, picture.width);
  const down = span(top, height, picture.height);
  return { left: across.start, top: down.start, width: across.length, height: down.length };
}

function span(start: number, length: number, of: number): { start: number; length: number } {
  const from = Math.min(Math.round(start * of), of - 1);
  return { start: from, length: Math.max(1, Math.min(Math.round((start + length) * of), of) - from) };
}

function cutOut(picture: Picture, { left, top, width, height }: Box): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    pixels.set(picture.pixels.subarray(from, from + width * 3), y * width * 3);
  }
  return { pixels, width, height };
}
