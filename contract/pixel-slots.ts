/**
 * [Note: pixel slots] The pixels of the photos to index do not travel in messages, where each photo would be copied half a
 * dozen times and drive every process's garbage collector. They lie in one file, divided in slots of a photo each, that
 * decoders write and the inference process reads; messages carry the slot's number. The engine opens the file, in memory
 * where the system has such a place, and removes its name at once, so that nothing is left of it however the program ends.
 * Helper processes inherit it as descriptor `pixelFile`. See docs/decisions/004-indexing-at-the-encoders-speed.md
 */
import { z } from "zod";

export const pixelFile = 4;
export const slotSchema = z.number().int().min(0);

/** Where a slot begins in the file, if a photo has `bytes` bytes. */
export function slotOffset(slot: number, bytes: number): number {
  return slot * bytes;
}
