/** Photos to vectors. */
import { AppError } from "../../contract/errors.ts";
import type { Pack } from "./pack.ts";
import { type Pixels, readPixels } from "./pixels.ts";
import { normalise } from "./preprocess.ts";
import { type FloatTensor, floats, openSession } from "./sessions.ts";
import type { Schedule } from "./turns.ts";

/** Photos a run. On the CPU larger batches are no faster, take more memory, and a query waits for one of them. */
function batchSizeFor(provider: string): number {
  return provider === "cpu" ? 2 : 8;
}

interface Benchmark {
  count: number;
  batch: number;
  rounds: number;
  schedule: Schedule;
}

export interface ImageEncoder {
  /** pixels: count x side x side x 3 bytes, RGB, or that many slots -> count x dims, not normalised */
  encode(pixels: Pixels, count: number, schedule: Schedule): Promise<Float32Array<ArrayBuffer>>;
  /** pixels of one photo -> its grid of features, 1 x channels x side x side, for packs with a captioner */
  grid(pixels: Uint8Array, schedule: Schedule): Promise<FloatTensor>;
  /** Photos per second of the graph alone: the pixels are made ready before the clock starts. */
  benchmark(pixels: Uint8Array, options: Benchmark): Promise<number>;
  close(): Promise<void>;
}

export async function openImageEncoder({ manifest, path }: Pack, provider: string, threads: number): Promise<ImageEncoder> {
  const { dims, image } = manifest;
  const batchSize = batchSizeFor(provider);
  const photo = image.size * image.size * 3;
  // Used again and again: a run has ended before the next one is prepared.
  const bytes = new Uint8Array(batchSize * photo);
  const numbers = new Float32Array(batchSize * photo);
  const session = await openSession(path(image.encoder), provider, threads);

  function check(pixels: Pixels, count: number): void {
    if (pixels.length === (pixels instanceof Uint8Array ? count * photo : count)) return;
    throw new AppError(
      "bad-request",
      `${count} photos of ${image.size} x ${image.size} pixels have ${count * photo} bytes, not ${pixels.length}.`,
    );
  }

  function inputs(numbers: Float32Array) {
    return { pixel_values: floats(numbers, [numbers.length / photo, 3, image.size, image.size]) };
  }

  function run(numbers: Float32Array): Promise<Float32Array> {
    return session.run(inputs(numbers), "image_embeds", numbers.length / photo, dims);
  }

  async function grid(pixels: Uint8Array, schedule: Schedule): Promise<FloatTensor> {
    check(pixels, 1);
    const { channels = 0, side = 0 } = image.grid ?? {};
    const features = await schedule(() => session.run(inputs(normalise(pixels, image.size, image)), "grid", 1, channels * side * side));
    return floats(features, [1, channels, side, side]);
  }

  /** The photos from `first` on that make a batch. */
  function prepare(pixels: Pixels, first: number): Float32Array {
    const batch = readPixels(pixels, photo, first, bytes);
    return normalise(batch, image.size, image, numbers.subarray(0, batch.length));
  }

  async function encode(pixels: Pixels, count: number, schedule: Schedule): Promise<Float32Array<ArrayBuffer>> {
    check(pixels, count);
    const embeddings = new Float32Array(count * dims);
    for (let first = 0; first < count; first += batchSize) {
      embeddings.set(await schedule(() => run(prepare(pixels, first))), first * dims);
    }
    return embeddings;
  }

  async function benchmark(pixels: Uint8Array, { count, batch, rounds, schedule }: Benchmark): Promise<number> {
    check(pixels, count);
    const numbers = normalise(pixels, image.size, image);
    const batches = Array.from({ length: Math.ceil(count / batch) }, (_, i) =>
      numbers.subarray(i * batch * photo, (i + 1) * batch * photo),
    );
    for (const first of batches.slice(0, 1)) await schedule(() => run(first));
    const start = performance.now();
    for (let round = 0; round < rounds; round++) for (const one of batches) await schedule(() => run(one));
    return (1000 * rounds * count) / (performance.now() - start);
  }

  return { encode, grid, benchmark, close: session.close };
}
