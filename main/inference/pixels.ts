/** Photos as bytes, from a message or from the pixel file: [Note: pixel slots] in contract/pixel-slots.ts */
import { readSync } from "node:fs";
import { AppError } from "../../contract/errors.ts";
import { pixelFile, slotOffset } from "../../contract/pixel-slots.ts";

/** count x `photo` bytes, or a slot of the pixel file a photo */
export type Pixels = Uint8Array<ArrayBuffer> | number[];

/** The photos from `first` on, as many as `into` can take, of `photo` bytes each. What lies in the file is copied to `into`. */
export function readPixels(pixels: Pixels, photo: number, first: number, into: Uint8Array): Uint8Array {
  const most = into.length / photo;
  if (pixels instanceof Uint8Array) return pixels.subarray(first * photo, (first + most) * photo);
  const slots = pixels.slice(first, first + most);
  for (const [index, slot] of slots.entries()) readSlot(slot, into.subarray(index * photo, (index + 1) * photo));
  return into.subarray(0, slots.length * photo);
}

function readSlot(slot: number, into: Uint8Array): void {
  if (readSync(pixelFile, into, 0, into.length, slotOffset(slot, into.length)) === into.length) return;
  throw new AppError("bad-request", `There are no pixels in slot ${slot}.`);
}
