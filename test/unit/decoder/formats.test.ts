import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { tiffWithProfile } from "../../../main/engine/decoder/tiff.ts";
import { decode, difference, quarters, quartersOf, scene } from "./pictures.ts";

const formats = {
  JPEG: scene().jpeg(),
  "progressive JPEG": scene().jpeg({ progressive: true }),
  PNG: scene().png(),
  "PNG of 16 bits": scene().toColourspace("rgb16").png(),
  "PNG with a palette": scene().png({ palette: true }),
  WebP: scene().webp(),
  AVIF: scene().avif({ effort: 0 }),
  TIFF: scene().tiff({ compression: "lzw" }),
  GIF: scene().gif({ effort: 1 }),
};

describe("every format gives the same pixels and size", () => {
  test.each(Object.entries(formats))("%s", async (_name, file) => {
    const { pixels, width, height, thumbnail } = await decode(await file.toBuffer());
    expect([width, height]).toEqual([320, 240]);
    expect(pixels).toHaveLength(64 * 64 * 3);
    expect(difference(quartersOf(pixels), quarters)).toBeLessThan(12);
    expect((await sharp(thumbnail ?? undefined).metadata()).width).toBe(320);
  });
});

describe("all eight EXIF orientations end in the same picture", () => {
  /** How a camera held that way would have stored the scene; sharp mirrors before it turns. */
  const stored: Record<number, (picture: Sharp) => Sharp> = {
    1: (picture) => picture,
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    5: (picture) => picture.rotate(270).flop(),
    6: (picture) => picture.rotate(270),
    7: (picture) => picture.rotate(90).flop(),
    8: (picture) => picture.rotate(90),
  };
  test.each(Object.entries(stored))("orientation %s", async (orientation, turn) => {
    const pixels = await turn(scene()).png().toBuffer();
    const file = await sharp(pixels)
      .withMetadata({ orientation: Number(orientation) })
      .jpeg()
      .toBuffer();
    const decoded = await decode(file);
    expect([decoded.width, decoded.height]).toEqual([320, 240]);
    expect(difference(quartersOf(decoded.pixels), quarters)).toBeLessThan(12);
    const thumbnail = await sharp(decoded.thumbnail ?? undefined)
      .resize(64, 64, { fit: "fill" })
      .raw()
      .toBuffer();
    expect(difference(quartersOf(thumbnail), quarters)).toBeLessThan(16);
  });
});

describe("colours become sRGB of 8 bits", () => {
  test("a Display P3 profile is applied", async () => {
    const file = await scene().withIccProfile("p3").png().toBuffer();
    expect(difference(quartersOf((await decode(file)).pixels), quarters)).toBeLessThan(6);
  });
  test("a profile that came apart from its pixels, as in HEIC, is applied too", async () => {
    const { icc } = await sharp(await scene().withIccProfile("p3").png().toBuffer()).metadata();
    const pixels = new Uint8Array(Array.from({ length: 40 * 30 }, () => [200, 60, 60]).flat());
    const file = tiffWithProfile({ pixels, width: 40, height: 30 }, icc ?? Buffer.alloc(0));
    const [[red = 0, green = 0] = []] = quartersOf((await decode(file)).pixels);
    expect(red).toBeGreaterThan(210);
    expect(green).toBeLessThan(50);
  });
  test("CMYK, as far as print can show such colours", async () => {
    const file = await scene().toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(file).metadata()).space).toBe("cmyk");
    expect(difference(quartersOf((await decode(file)).pixels), quarters)).toBeLessThan(90);
  });
  test("grey has three equal channels, with 8 bits and with 16", async () => {
    for (const space of ["b-w", "grey16"]) {
      const [first = []] = quartersOf((await decode(await scene().toColourspace(space).png().toBuffer())).pixels);
      expect(new Set(first).size).toBe(1);
    }
  });
  test("what is transparent becomes white", async () => {
    const clear = { width: 100, height: 80, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    const { pixels } = await decode(await sharp({ create: clear }).png().toBuffer());
    expect(quartersOf(pixels)[0]).toEqual([255, 255, 255]);
  });
});

test("of several frames or pages the first counts", async () => {
  const second = await sharp({ create: { width: 320, height: 240, channels: 3, background: "#000" } })
    .png()
    .toBuffer();
  const frames = [await scene().png().toBuffer(), second];
  for (const format of ["gif", "webp", "tiff"] as const) {
    const file = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const { pixels, height } = await decode(file);
    expect(height).toBe(240);
    expect(difference(quartersOf(pixels), quarters)).toBeLessThan(12);
  }
});

describe("the thumbnail", () => {
  test("is WebP of at most 512 px", async () => {
    const { thumbnail } = await decode(await scene(2000, 1000).jpeg().toBuffer());
    expect(await sharp(thumbnail ?? undefined).metadata()).toMatchObject({ format: "webp", width: 512, height: 256 });
  });
  test("is never enlarged", async () => {
    const { thumbnail } = await decode(await scene(30, 20).png().toBuffer());
    expect(await sharp(thumbnail ?? undefined).metadata()).toMatchObject({ format: "webp", width: 30, height: 20 });
  });
  test("of a small JPEG is the file itself", async () => {
    const file = await scene().jpeg().toBuffer();
    expect(Buffer.from((await decode(file)).thumbnail ?? [])).toEqual(file);
  });
});
