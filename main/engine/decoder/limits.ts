/** What a file may ask for, checked before anything is decoded, and the sentences for what is refused. */
import { AppError } from "../../../contract/errors.ts";

/** Medium-format RAW files have 200 MB, stitched TIFFs up to a gigabyte; Node's buffers end near 4 GB. */
const maxBytes = 2 ** 30;
/** Phones make 200 MP. A picture of 300 MP needs about 1.2 GB where it cannot be read in strips. */
export const maxPixels = 300_000_000;
/** Longer side of a thumbnail. */
export const thumbnailSide = 512;

export function checkBytes(bytes: number): void {
  if (bytes === 0) throw new AppError("file-empty", "The file is empty.", "Copy it again from the camera or the backup.");
  if (bytes > maxBytes) throw tooLarge(`${(bytes / 2 ** 30).toFixed(1)} GB`);
}

export function checkPixels(width: number, height: number): void {
  if (width < 1 || height < 1) throw damaged("has no pixels");
  if (width * height > maxPixels) throw tooLarge(`${Math.round((width * height) / 1_000_000)} MP`);
}

function tooLarge(size: string): AppError {
  return new AppError("picture-too-large", `Too large (${size}).`, `Pictures of up to ${maxPixels / 1_000_000} MP and 1 GB are read.`, {
    data: { size },
  });
}

export function cutShort(cause?: unknown): AppError {
  return new AppError("file-cut-short", "The file is cut short.", "Copy it again from the camera or the backup.", { cause });
}

/** how: ends the sentence "The file ...". */
export function damaged(how: string, cause?: unknown): AppError {
  return new AppError("file-damaged", `The file ${how}.`, "Copy it again from the camera or the backup.", { cause });
}

export function notAPicture(cause?: unknown): AppError {
  const hint = "Recompose reads JPEG, PNG, WebP, AVIF, TIFF, GIF, HEIC and the previews of camera RAW files.";
  return new AppError("not-a-picture", "Not a picture we can read.", hint, { cause });
}
