import { describe, expect, test } from "vitest";
import { resample } from "../../../main/engine/decoder/resample.ts";
import { toSquare } from "../../../main/engine/decoder/square.ts";

/** Red grows to the right, green downwards, blue is noise: 9 x 7. */
const pixels = new Uint8Array(9 * 7 * 3);
for (let i = 0; i < 63; i++) pixels.set([(i % 9) * 28, Math.trunc(i / 9) * 36, (i * 97) % 256], i * 3);
const picture = { pixels, width: 9, height: 7 };

describe("resampling gives Pillow's bytes", () => {
  // Image.frombytes("RGB", (9, 7), ...).resize(size, Image.BICUBIC, box=box), Pillow 13
  const whole = { left: 0, top: 0, width: 9, height: 7 };
  test.each(pillow())("to $width x $height", ({ width, height, box, expected }) => {
    expect([...resample(picture, width, height, box ?? whole).pixels]).toEqual(expected);
  });
});

describe("the ways to a square", () => {
  const wide = { pixels: new Uint8Array(200 * 100 * 3).fill(200), width: 200, height: 100 };
  const column = (square: Uint8Array, side: number) => Array.from({ length: side }, (_, y) => square[(y * side + side / 2) * 3]);

  test("squash keeps all of it", () => {
    expect(toSquare(wide, { side: 8, resize: "squash" })).toEqual(new Uint8Array(8 * 8 * 3).fill(200));
  });
  // transformers' CLIPImageProcessor of a side of 4, and CVSI's padding before it, by Pillow 13 on 15 x 6 of the same pattern
  test.each([
    [
      "clip",
      [
        132, 10, 164, 176, 10, 148, 227, 10, 91, 175, 10, 105, 132, 62, 135, 176, 62, 135, 227, 62, 94, 175, 62, 116, 132, 118, 168, 176,
        118, 94, 227, 118, 103, 175, 118, 122, 132, 170, 132, 176, 170, 81, 227, 170, 115, 175, 170, 124,
      ],
    ],
    [
      "targetpad",
      [
        2, 0, 6, 9, 0, 11, 16, 0, 9, 9, 0, 9, 28, 38, 94, 102, 38, 130, 190, 38, 109, 102, 38, 110, 28, 129, 109, 102, 129, 131, 190, 129,
        95, 102, 129, 126, 2, 18, 11, 9, 18, 12, 16, 18, 8, 9, 18, 12,
      ],
    ],
  ] as const)("%s gives Pillow's bytes", (resize, expected) => {
    const pixels = new Uint8Array(15 * 6 * 3);
    for (let i = 0; i < 90; i++) pixels.set([((i % 15) * 28) % 256, Math.trunc(i / 15) * 36, (i * 97) % 256], i * 3);
    expect([...toSquare({ pixels, width: 15, height: 6 }, { side: 4, resize })]).toEqual(expected);
  });

  test("clip keeps the middle", () => {
    const marked = { ...wide, pixels: wide.pixels.slice() };
    for (let y = 0; y < 100; y++) marked.pixels.fill(0, y * 600, y * 600 + 90);
    expect(toSquare(marked, { side: 10, resize: "clip" })).toEqual(new Uint8Array(300).fill(200));
  });
  test("targetpad adds black above and below until the ratio is 1.25", () => {
    const square = column(toSquare(wide, { side: 40, resize: "targetpad" }), 40);
    expect(square[0]).toBe(0);
    expect(square[20]).toBe(200);
    expect(square[39]).toBe(0);
  });
});

function pillow(): {
  width: number;
  height: number;
  box?: { left: number; top: number; width: number; height: number };
  expected: number[];
}[] {
  return [
    {
      width: 4,
      height: 3,
      expected: [
        19, 26, 112, 79, 26, 136, 145, 26, 141, 205, 26, 92, 19, 108, 119, 79, 108, 155, 145, 108, 117, 205, 108, 143, 19, 190, 108, 79,
        190, 132, 145, 190, 161, 205, 190, 104,
      ],
    },
    {
      width: 11,
      height: 9,
      expected: [
        0, 0, 0, 19, 0, 60, 43, 0, 170, 66, 0, 148, 89, 0, 31, 112, 0, 127, 135, 0, 233, 158, 0, 119, 181, 0, 111, 205, 0, 139, 225, 0, 0,
        0, 22, 60, 19, 22, 157, 43, 22, 131, 66, 22, 77, 89, 22, 116, 112, 22, 214, 135, 22, 132, 158, 22, 144, 181, 22, 112, 205, 22, 54,
        225, 22, 73, 0, 52, 166, 19, 52, 150, 43, 52, 91, 66, 52, 111, 89, 52, 205, 112, 52, 173, 135, 52, 128, 158, 52, 118, 181, 52, 74,
        205, 52, 73, 225, 52, 179, 0, 80, 193, 19, 80, 86, 43, 80, 115, 66, 80, 206, 89, 80, 209, 112, 80, 97, 135, 80, 159, 158, 80, 68,
        181, 80, 72, 205, 80, 169, 225, 80, 199, 0, 108, 55, 19, 108, 125, 43, 108, 226, 66, 108, 203, 89, 108, 100, 112, 108, 191, 135,
        108, 49, 158, 108, 83, 181, 108, 188, 205, 108, 193, 225, 108, 61, 0, 136, 158, 19, 136, 51, 43, 136, 68, 66, 136, 157, 89, 136,
        174, 112, 136, 61, 135, 136, 94, 158, 136, 200, 181, 136, 174, 205, 136, 103, 225, 136, 164, 0, 164, 77, 19, 164, 48, 43, 164, 115,
        66, 164, 156, 89, 164, 103, 112, 164, 84, 135, 164, 199, 158, 164, 175, 181, 164, 141, 205, 164, 123, 225, 164, 83, 0, 194, 31, 19,
        194, 121, 43, 194, 172, 66, 194, 130, 89, 194, 80, 112, 194, 186, 135, 194, 206, 158, 194, 136, 181, 194, 119, 205, 194, 117, 225,
        194, 40, 0, 218, 119, 19, 218, 208, 43, 218, 122, 66, 218, 68, 89, 218, 180, 112, 218, 255, 135, 218, 102, 158, 218, 162, 181, 218,
        119, 205, 218, 37, 225, 218, 135,
      ],
    },
    {
      width: 3,
      height: 3,
      box: { left: 1, top: 1, width: 7, height: 5 },
      expected: [
        43, 44, 128, 112, 44, 159, 181, 44, 100, 43, 108, 151, 112, 108, 127, 181, 108, 135, 43, 172, 111, 112, 172, 140, 181, 172, 145,
      ],
    },
  ];
}
