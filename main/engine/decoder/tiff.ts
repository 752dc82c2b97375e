/** The little of TIFF that no library here offers: telling a camera's RAW from a picture, and a profile for bare pixels. */
import type { Picture } from "./resample.ts";

const subIfds = 0x14a;
const photometric = 0x106;
const compression = 0x103;
const dngVersion = 0xc612;
const mosaics = [32803, 34892];
/** Sony, Nikon, Samsung, Pentax */
const rawCompressions = [32767, 34713, 32770, 65535];

/** Whether a TIFF is the container of a camera's RAW: it says DNG or CR2, or has an image of bare sensor values. */
export function looksRaw(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  if (bytes.toString("latin1", 8, 10) === "CR") return true;
  const big = bytes[0] === 0x4d;
  const u16 = (at: number) => (at + 2 > bytes.length ? 0 : big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
  const u32 = (at: number) => (at + 4 > bytes.length ? 0 : big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));

  const waiting = [u32(4)];
  for (let seen = 0; seen < 16; seen++) {
    const ifd = waiting.shift();
    if (!ifd) return false;
    const entries = Math.min(u16(ifd), 512);
    for (let entry = ifd + 2; entry < ifd + 2 + entries * 12; entry += 12) {
      const tag = u16(entry);
      const count = Math.min(u32(entry + 4), 8);
      if (tag === dngVersion) return true;
      if (tag === photometric && mosaics.includes(u16(entry + 8))) return true;
      if (tag === compression && rawCompressions.includes(u16(entry + 8))) return true;
      if (tag === subIfds && count === 1) waiting.push(u32(entry + 8));
      if (tag === subIfds && count > 1) waiting.push(...Array.from({ length: count }, (_, k) => u32(u32(entry + 8) + 4 * k)));
    }
    waiting.push(u32(ifd + 2 + entries * 12));
  }
  return false;
}

/** Bare pixels and their ICC profile as an uncompressed TIFF: the only way to tell sharp of a profile that came apart. */
export function tiffWithProfile({ pixels, width, height }: Picture, profile: Buffer): Buffer {
  const [short, long, undefinedBytes] = [3, 4, 7];
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [0x100, long, 1, width],
    [0x101, long, 1, height],
    [0x102, short, 3, 0],
    [0x103, short, 1, 1],
    [0x106, short, 1, 2],
    [0x111, long, 1, 0],
    [0x115, short, 1, 3],
    [0x116, long, 1, height],
    [0x117, long, 1, pixels.length],
    [0x8773, undefinedBytes, profile.length, 0],
  ];
  const end = 8 + 2 + entries.length * 12 + 4;
  const offsets = new Map([
    [0x102, end],
    [0x8773, end + 6],
    [0x111, end + 6 + profile.length],
  ]);
  const head = Buffer.alloc(end + 6);
  head.write("II*\0", "latin1");
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(offsets.get(tag) ?? value, at + 8);
  }
  for (const sample of [0, 1, 2]) head.writeUInt16LE(8, end + sample * 2);
  return Buffer.concat([head, profile, pixels]);
}
