/** The ways in which encoders want a picture made square; each as its reference does it. */
import type { ImageInput } from "../../../contract/models.ts";
import { type Picture, resample } from "./resample.ts";

/** -> side x side x 3 bytes RGB */
export function toSquare(picture: Picture, { side, resize }: ImageInput): Uint8Array<ArrayBuffer> {
  const { width, height } = picture;
  if (resize === "squash") return resample(picture, side, side, { left: 0, top: 0, width, height }).pixels;
  return clip(resize === "targetpad" ? pad(picture) : picture, side);
}

/** The shortest edge becomes `side`, then the middle is cut out: in one step, by resizing only that part. */
function clip(picture: Picture, side: number): Uint8Array<ArrayBuffer> {
  const { width, height } = picture;
  const shortest = Math.min(width, height);
  const wide = Math.trunc((side * width) / shortest);
  const high = Math.trunc((side * height) / shortest);
  const [perColumn, perRow] = [width / wide, height / high];
  const box = {
    left: Math.trunc((wide - side) / 2) * perColumn,
    top: Math.trunc((high - side) / 2) * perRow,
    width: side * perColumn,
    height: side * perRow,
  };
  return resample(picture, side, side, box).pixels;
}

/** Black on both sides until no edge is longer than 1.25 times the other. */
function pad(picture: Picture): Picture {
  const shortest = Math.max(picture.width, picture.height) / 1.25;
  const left = Math.max(0, Math.trunc((shortest - picture.width) / 2));
  const top = Math.max(0, Math.trunc((shortest - picture.height) / 2));
  if (left === 0 && top === 0) return picture;
  const width = picture.width + 2 * left;
  const height = picture.height + 2 * top;
  const pixels = new Uint8Array(width * height * 3);
  const row = picture.width * 3;
  for (let y = 0; y < picture.height; y++) {
    pixels.set(picture.pixels.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * 3);
  }
  return { pixels, width, height };
}
