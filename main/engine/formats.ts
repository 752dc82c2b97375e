/** What a file is by its name's ending. Whether it can be read is found out by reading it. */
import type { FoundFile } from "./store/files.ts";

const endings: Record<FoundFile["kind"], string> = {
  photo: "jpg jpeg jpe jfif png webp avif heic heif tif tiff gif",
  raw: "cr2 cr3 nef arw dng raf orf rw2 pef srw",
  video: "mp4 mov avi mkv m4v mts m2ts 3gp 3g2 webm wmv mpg mpeg flv ogv",
  unsupported:
    "psd psb jxl jp2 j2k bmp svg eps ai xcf kra exr hdr tga ico ppm pgm pbm pcx crw nrw sr2 srf x3f erf mrw kdc dcr 3fr iiq mef mos rwl",
};

const kinds = new Map<string, FoundFile["kind"]>();
for (const [kind, list] of Object.entries(endings) as [FoundFile["kind"], string][]) {
  for (const ending of list.split(" ")) kinds.set(ending, kind);
}

/** The name's ending in lower case without the dot, "" if it has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

/** The endings of one kind, in lower case without the dot. */
export function endingsOf(kind: FoundFile["kind"]): string[] {
  return endings[kind].split(" ");
}

/** Undefined for files that have nothing to do with pictures. */
export function kindOf(extension: string): FoundFile["kind"] | undefined {
  return kinds.get(extension);
}
