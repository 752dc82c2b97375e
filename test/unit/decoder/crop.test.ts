/** A part of a photo, as the image encoder gets it. */
import { describe, expect, test } from "vitest";
import { cropSchema } from "../../../contract/types.ts";
import { boxOf } from "../../../main/engine/decoder/crop.ts";
import { decoder } from "../../../main/engine/decoder/decode.ts";
import { decode, difference, quarters, quartersOf, scene } from "./pictures.ts";

const image = { side: 64, resize: "squash" as const };

async function cropped(bytes: Buffer, crop: { left: number; top: number; width: number; height: number }) {
  return (await decoder.decodeCrop({ source: { bytes: new Uint8Array(bytes), name: "test" }, image, crop })).pixels;
}

describe("a crop", () => {
  test.each([
    ["top left", 0, 0, 0],
    ["top right", 0.5, 0, 1],
    ["bottom left", 0, 0.5, 2],
    ["bottom right", 0.5, 0.5, 3],
  ])("of the %s quarter has that quarter's colour all over", async (_, left, top, quarter) => {
    const pixels = await cropped(await scene(1600, 1200).jpeg({ quality: 95 }).toBuffer(), { left, top, width: 0.5, height: 0.5 });
    const colour = quarters[quarter] ?? [];
    expect(difference(quartersOf(pixels), [colour, colour, colour, colour])).toBeLessThan(8);
  });

  test("of the whole is the whole", async () => {
    const bytes = await scene().png().toBuffer();
    expect(await cropped(bytes, { left: 0, top: 0, width: 1, height: 1 })).toEqual((await decode(bytes)).pixels);
  });

  test("is of the upright picture, however the file lies", async () => {
    const turned = await scene().rotate(-90).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const pixels = await cropped(turned, { left: 0.5, top: 0, width: 0.5, height: 0.5 });
    const [, green = []] = quarters;
    expect(difference(quartersOf(pixels), [green, green, green, green])).toBeLessThan(8);
  });

  test("of a small picture, or of next to nothing, is still a square of pixels", async () => {
    const bytes = await scene(12, 8).png().toBuffer();
    for (const size of [0.5, 0.001]) {
      expect(await cropped(bytes, { left: 1 - size, top: 1 - size, width: size, height: size })).toHaveLength(64 * 64 * 3);
    }
  });

  test("has at least one pixel and none beyond the picture", () => {
    expect(boxOf({ left: 1, top: 0.4999, width: 1e-9, height: 1e-9 }, { width: 10, height: 7 })).toEqual({
      left: 9,
      top: 3,
      width: 1,
      height: 1,
    });
    expect(boxOf({ left: 0.25, top: 0.5, width: 0.75, height: 0.5 }, { width: 10, height: 8 })).toEqual({
      left: 3,
      top: 4,
      width: 7,
      height: 4,
    });
  });

  test.each([
    ["beyond the right", { left: 0.6, top: 0, width: 0.5, height: 1 }],
    ["beyond the bottom", { left: 0, top: 0.6, width: 1, height: 0.5 }],
    ["of nothing", { left: 0, top: 0, width: 0, height: 1 }],
    ["of no number", { left: Number.NaN, top: 0, width: 1, height: 1 }],
  ])("%s is refused", (_, crop) => {
    expect(cropSchema.safeParse(crop).success).toBe(false);
  });
});
