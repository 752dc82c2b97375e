/**
 * Gives the memory of pixels back at once; nobody can read them afterwards. Otherwise it lies there until the garbage collector
 * comes, and it comes the more often the more lies there: for these bytes alone, every few dozen photos.
 */
export function release({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0);
}
