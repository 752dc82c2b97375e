import { expect, test } from "vitest";
import { canaryPicture, cosine } from "../../../main/inference/canary.ts";
import { normalise } from "../../../main/inference/preprocess.ts";

test("pixels become planes of red, green and blue, by the mean and spread of each", () => {
  const twoByTwo = Uint8Array.of(0, 51, 255, 255, 102, 0, 51, 153, 255, 102, 204, 0);
  const numbers = normalise(twoByTwo, 2, { mean: [0.5, 0.2, 0], std: [0.5, 0.1, 1] });
  const expected = [-1, 1, -0.6, -0.2, 0, 2, 4, 6, 1, 0, 1, 0];
  expect(numbers).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(numbers[i]).toBeCloseTo(value, 6);
});

test("photos of a batch follow one another", () => {
  const twoPhotosOfOnePixel = Uint8Array.of(0, 255, 0, 255, 0, 255);
  expect([...normalise(twoPhotosOfOnePixel, 1, { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] })]).toEqual([-1, 1, -1, 1, -1, 1]);
});

test("the canary picture is the same on every machine", () => {
  const side = 40;
  const pixel = (x: number, y: number) => [...canaryPicture(side).subarray((y * side + x) * 3, (y * side + x) * 3 + 3)];
  expect(pixel(0, 0)).toEqual([0, 0, 0]);
  expect(pixel(5, 2)).toEqual([11, 14, 17]);
  // 16 pixels on, another block: 20 * 1 + 3 * 3 + 29
  expect(pixel(20, 3)).toEqual([58, 75, 92]);
  // Values run over at 256: 39 + 39 * 3 + 0 for the blocks (2, 2)
  expect(pixel(39, 39)).toEqual([156, 156, 156]);
});

test("cosine compares directions, and a vector without one is like nothing", () => {
  expect(cosine(Float32Array.of(1, 0), Float32Array.of(3, 0))).toBeCloseTo(1, 9);
  expect(cosine(Float32Array.of(1, 1), Float32Array.of(1, 0))).toBeCloseTo(Math.SQRT1_2, 9);
  expect(cosine(Float32Array.of(0, 0), Float32Array.of(1, 0))).toBe(0);
});
