/** How fast a device is, on pixels that are ready. */
import { canaryPicture } from "./canary.ts";
import type { ImageEncoder } from "./image-encoder.ts";

/** A batch of every device, and enough for all lanes of the processor. */
const photos = 8;
const mostRounds = 4;
/** No round begins after this: a device that needs so long for the first is known well enough. */
const enoughMs = 8_000;

/** Photos per second of the best of a few rounds: the first may still prepare the device, and others may disturb one. */
export async function photosPerSecond({ encode }: Pick<ImageEncoder, "encode">, side: number): Promise<number> {
  const picture = canaryPicture(side);
  const pixels = new Uint8Array(photos * picture.length);
  for (let photo = 0; photo < photos; photo++) pixels.set(picture, photo * picture.length);
  const start = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds && performance.now() - start < enoughMs; round++) {
    const begun = performance.now();
    await encode(pixels, photos);
    best = Math.min(best, performance.now() - begun);
  }
  return (1000 * photos) / best;
}
