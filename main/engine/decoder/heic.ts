/**
 * HEIC by libheif in WebAssembly: sharp's own libheif has no HEVC. It reads the header, though, and is asked for it first.
 * libheif applies the file's rotation and mirroring itself; the EXIF orientation of a HEIC must not be applied again.
 */
import { createRequire } from "node:module";
import { checkPixels, damaged, notAPicture } from "./limits.ts";

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: RgbaPicture, done: (shown: RgbaPicture | null) => void): void;
  free(): void;
}
interface LibHeif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[]; decoder: { delete(): void } | null };
}
export interface RgbaPicture {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

let libheif: LibHeif | undefined;

/** The primary image, upright, as RGBA. */
export async function decodeHeic(bytes: Uint8Array): Promise<RgbaPicture> {
  libheif ??= load();
  const decoder = new libheif.HeifDecoder();
  const images = decoder.decode(bytes);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (!image) throw notAPicture();
    return await display(image);
  } finally {
    for (const image of images) image.free();
    decoder.decoder?.delete();
  }
}

async function display(image: HeifImage): Promise<RgbaPicture> {
  const [width, height] = [image.get_width(), image.get_height()];
  checkPixels(width, height);
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const shown = await new Promise<RgbaPicture | null>((resolve) => image.display(target, resolve));
  if (!shown) throw damaged("cannot be decoded");
  return shown;
}

/** Compiling takes a tenth of a second and 60 MB: only where there is a HEIC. */
function load(): LibHeif {
  return createRequire(import.meta.url)("libheif-js/wasm-bundle");
}
