/** Whether a file ends before its own structure says so. Decoders call most of these "corrupt", and libheif shows half a picture. */
import type { PictureKind } from "./sniff.ts";

export function endsEarly(bytes: Buffer, kind: PictureKind): boolean {
  if (kind === "png") return !bytes.includes("IEND");
  if (kind === "webp") return bytes.readUInt32LE(4) + 8 > bytes.length;
  if (kind === "tiff") return (bytes[0] === 0x4d ? bytes.readUInt32BE(4) : bytes.readUInt32LE(4)) >= bytes.length;
  return (kind === "heic" || kind === "avif") && lastBoxIsCut(bytes);
}

/** ISO media: boxes one after the other, each with its size in front; 0 means "to the end", 1 that 64 bits follow. */
function lastBoxIsCut(bytes: Buffer): boolean {
  let at = 0;
  while (at + 16 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (size < 8) return false;
    at += size;
  }
  return at > bytes.length;
}
