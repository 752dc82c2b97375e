/**
 * A camera RAW is shown by the JPEG that the camera put into it. All ten makers keep theirs in different places;
 * a JPEG looks the same everywhere, so the file is searched for those: one way for all, with no trust in offsets.
 */
import { notAPicture } from "./limits.ts";

const start = Buffer.from([0xff, 0xd8, 0xff]);
/** A tiled DNG has some thousands of (lossless) JPEGs. */
const maxCandidates = 20_000;
/** Baseline, extended, progressive. Lossless ones are the sensor's values. */
const viewable = [0xc0, 0xc1, 0xc2];

/** The largest JPEG in `bytes`, from its first byte to the file's end (decoders stop at the JPEG's own end). */
export function largestPreview(bytes: Buffer): Buffer {
  let best = { at: -1, pixels: 0 };
  let at = bytes.indexOf(start);
  for (let candidates = 0; at !== -1 && candidates < maxCandidates; candidates++) {
    const pixels = jpegPixels(bytes, at);
    if (pixels > best.pixels) best = { at, pixels };
    at = bytes.indexOf(start, at + 2);
  }
  if (best.at === -1) throw notAPicture();
  return bytes.subarray(best.at);
}

/** Pixels by the frame header of the JPEG at `at`; 0 if none that can be shown begins there. */
function jpegPixels(bytes: Buffer, at: number): number {
  let position = at + 2;
  for (let segments = 0; segments < 64 && position + 10 <= bytes.length; segments++) {
    if (bytes[position] !== 0xff) return 0;
    const marker = bytes.readUInt8(position + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return viewable.includes(marker) && bytes[position + 4] === 8 ? area(bytes, position + 5) : 0;
    const isSegment = marker === 0xc4 || marker === 0xcc || (marker >= 0xdb && marker <= 0xfe);
    if (!isSegment) return 0;
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return 0;
}

function area(bytes: Buffer, at: number): number {
  const components = bytes[at + 4];
  return components === 1 || components === 3 ? bytes.readUInt16BE(at) * bytes.readUInt16BE(at + 2) : 0;
}
