/** What a file is, by its first bytes: names lie. Nothing but these kinds ever reaches a decoder. */
import { looksRaw } from "./tiff.ts";

export type PictureKind = "jpeg" | "png" | "webp" | "gif" | "tiff" | "avif" | "heic" | "raw";

const rawStarts = ["FUJIFILMCCD-RAW", "IIRO", "IIRS", "MMOR", "IIU\0"];
const heicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

export function sniff(bytes: Buffer): PictureKind | undefined {
  if (bytes.length < 16) return undefined;
  const start = bytes.toString("latin1", 0, 16);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) return "webp";
  if (start.startsWith("ftyp", 4)) return isoMedia(bytes);
  if (rawStarts.some((mark) => start.startsWith(mark))) return "raw";
  if (/^(II[*+]\0|MM\0[*+])/.test(start)) return looksRaw(bytes) ? "raw" : "tiff";
  return undefined;
}

/** HEIC, AVIF and CR3 share their container; its first box lists brands. */
function isoMedia(bytes: Buffer): PictureKind | undefined {
  const box = bytes.toString("latin1", 8, Math.min(bytes.readUInt32BE(0), 256));
  const brands: string[] = box.match(/.{4}/gs) ?? [];
  if (brands[0] === "crx ") return "raw";
  if (brands.includes("avif") || brands.includes("avis")) return "avif";
  return brands.some((brand) => heicBrands.includes(brand)) ? "heic" : undefined;
}
