/** Pictures that the tests make: a scene whose four quarters tell up from down and left from right. */
import sharp, { type Sharp } from "sharp";
import { decoder } from "../../../main/engine/decoder/decode.ts";

type Decoded = Awaited<ReturnType<typeof decoder.decode>>;

const red = [220, 40, 40];
const green = [40, 200, 60];
const blue = [50, 60, 210];
const yellow = [230, 220, 60];
export const quarters = [red, green, blue, yellow];

/** Red and green above blue and yellow, a little wider than high. */
export function scene(width = 320, height = 240): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
      pixels.set(quarters[quarter] ?? [], (y * width + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export function decode(bytes: Buffer, resize: "squash" | "clip" | "targetpad" = "squash", side = 64): Promise<Decoded> {
  return decoder.decode({ source: { bytes: new Uint8Array(bytes), name: "test" }, image: { side, resize }, thumbnail: true });
}

/** The colours in the middle of the four quarters of a square of RGB. */
export function quartersOf(pixels: Uint8Array, side = 64): number[][] {
  const [near, far] = [side / 4, (3 * side) / 4];
  const middles = [
    [near, near],
    [far, near],
    [near, far],
    [far, far],
  ];
  return middles.map(([x = 0, y = 0]) => [...pixels.subarray((y * side + x) * 3, (y * side + x) * 3 + 3)]);
}

/** The largest difference of any channel of any quarter. */
export function difference(actual: number[][], expected: number[][]): number {
  return Math.max(...actual.flatMap((colour, i) => colour.map((value, c) => Math.abs(value - (expected[i]?.[c] ?? Number.NaN)))));
}
