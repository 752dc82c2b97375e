import { describe, expect, test } from "vitest";
import { sniff } from "../../../main/engine/decoder/sniff.ts";
import { decode, difference, quarters, quartersOf, scene } from "./pictures.ts";

/** A TIFF of one directory with the given short values, big-endian if asked, then whatever follows. */
function tiff(tags: Record<number, number>, rest: Buffer, mark = "II*\0"): Buffer {
  const big = mark.startsWith("MM");
  const entries = Object.entries(tags);
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  const u16 = (value: number, at: number) => (big ? head.writeUInt16BE(value, at) : head.writeUInt16LE(value, at));
  const u32 = (value: number, at: number) => (big ? head.writeUInt32BE(value, at) : head.writeUInt32LE(value, at));
  head.write(mark, "latin1");
  u32(8, 4);
  u16(entries.length, 8);
  for (const [i, [tag, value]] of entries.entries()) {
    u16(Number(tag), 10 + i * 12);
    u16(3, 12 + i * 12);
    u32(1, 14 + i * 12);
    u16(value, 18 + i * 12);
  }
  return Buffer.concat([head, rest]);
}

const [orientation, photometric, mosaic] = [0x112, 0x106, 32803];
const sensor = Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 131) % 251));

async function previews(): Promise<Buffer> {
  const small = await scene(160, 120).negate().jpeg().toBuffer();
  const large = await scene(1200, 900).jpeg().toBuffer();
  const lossless = Buffer.from([0xff, 0xd8, 0xff, 0xc3, 0, 17, 14, 0x20, 0, 0x20, 0, 3]);
  return Buffer.concat([small, sensor, lossless, sensor, large, sensor]);
}

describe("a RAW is shown by its largest preview", () => {
  test.each([
    ["NEF, ARW, DNG, PEF, SRW", "II*\0"],
    ["big-endian", "MM\0*"],
    ["ORF", "IIRO"],
    ["RW2", "IIU\0"],
  ])("%s, turned by its own orientation", async (_name, mark) => {
    const file = tiff({ [photometric]: mosaic, [orientation]: 3 }, await previews(), mark);
    expect(sniff(file)).toBe("raw");
    const { width, height, pixels } = await decode(file);
    expect([width, height]).toEqual([1200, 900]);
    expect(difference(quartersOf(pixels), quarters.toReversed())).toBeLessThan(12);
  });
  test("on its side", async () => {
    const { width, height } = await decode(tiff({ [photometric]: mosaic, [orientation]: 6 }, await previews()));
    expect([width, height]).toEqual([900, 1200]);
  });
  test("CR3", async () => {
    const box = Buffer.concat([Buffer.from("\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "latin1"), Buffer.from("\0\0\x02\0CMT1", "latin1")]);
    const file = Buffer.concat([box, tiff({ [orientation]: 3 }, Buffer.alloc(600)), await previews()]);
    expect(difference(quartersOf((await decode(file)).pixels), quarters.toReversed())).toBeLessThan(12);
  });
  test("RAF", async () => {
    const jpeg = await previews();
    const head = Buffer.alloc(148);
    head.write("FUJIFILMCCD-RAW 0201FF383501", "latin1");
    head.writeUInt32BE(148, 84);
    expect((await decode(Buffer.concat([head, jpeg]))).width).toBe(1200);
  });
});

test("a RAW without a preview is no picture we can read", async () => {
  await expect(decode(tiff({ [photometric]: mosaic }, sensor))).rejects.toMatchObject({ code: "not-a-picture" });
});

test("a picture in TIFF is no RAW", async () => {
  expect(sniff(await scene().tiff().toBuffer())).toBe("tiff");
});

test("directories that point at each other come to an end", () => {
  const loop = tiff({ [orientation]: 1 }, Buffer.alloc(64));
  loop.writeUInt32LE(8, 22);
  expect(sniff(loop)).toBe("tiff");
});
