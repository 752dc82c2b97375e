/** Photos to vectors, in lanes side by side. */
import { AppError } from "../../contract/errors.ts";
import type { Steps } from "./device-probe.ts";
import type { Lane } from "./lane.ts";
import type { Pack } from "./pack.ts";
import type { Pixels } from "./pixels.ts";
import { type FloatTensor, floats } from "./sessions.ts";
import type { StartLane } from "./start-lane.ts";
import { createTurns, type Schedule, unlessAborted } from "./turns.ts";

/** Photos a run. On the CPU larger batches are no faster, take more memory, and a query waits for one of them. */
function batchSizeFor(provider: string): number {
  return provider === "cpu" ? 2 : 8;
}

/** [Note: lanes] Threads of each lane, all together `threads`. More lanes than two would take more memory than they give. */
function lanesFor(provider: string, threads: number): number[] {
  return provider === "cpu" && threads > 1 ? [Math.ceil(threads / 2), Math.floor(threads / 2)] : [threads];
}

interface EncodeOptions {
  /** A person waits, so it goes before the index's photos. */
  soon?: boolean;
  signal?: AbortSignal | undefined;
}

export interface ImageEncoder {
  /** pixels: count x side x side x 3 bytes, RGB, or that many slots -> count x dims, not normalised */
  encode(pixels: Pixels, count: number, options?: EncodeOptions): Promise<Float32Array<ArrayBuffer>>;
  /** pixels of one photo -> its grid of features, 1 x channels x side x side, for packs with a captioner */
  grid(pixels: Uint8Array, schedule: Schedule): Promise<FloatTensor>;
  /** Photos per second of the graph alone, in all lanes: the pixels are made ready before the clock starts. */
  benchmark(pixels: Uint8Array<ArrayBuffer>, options: { count: number; rounds: number; signal?: AbortSignal | undefined }): Promise<number>;
  /** For encoders that are counted, after their first photo: how many steps the device itself computes */
  steps(): Promise<Steps | null>;
  close(): Promise<void>;
}

export interface ImageEncoderOptions {
  provider: string;
  threads: number;
  startLane: StartLane;
  /** Its steps are counted. */
  counted?: boolean;
}

export async function openImageEncoder(
  { manifest, path }: Pack,
  { provider, threads, startLane, counted = false }: ImageEncoderOptions,
): Promise<ImageEncoder> {
  const { dims, image } = manifest;
  const batch = batchSizeFor(provider);
  const photo = image.size * image.size * 3;
  const running = lanesFor(provider, threads).map((threads) => ({ threads, ...startLane() }));
  const idle = running.map(({ lane }) => lane);
  const turns = createTurns(running.length);

  async function close(): Promise<void> {
    await Promise.all(running.map((one) => one.close()));
  }

  async function open(): Promise<void> {
    const { mean, std, size: side } = image;
    const options = { file: path(image.encoder), provider, side, mean, std, dims, batch, counted };
    await Promise.all(running.map(({ lane, threads }) => lane.open({ ...options, threads })));
  }

  function check(pixels: Uint8Array | Pixels, count: number): void {
    if (pixels.length === (pixels instanceof Uint8Array ? count * photo : count)) return;
    throw new AppError(
      "bad-request",
      `${count} photos of ${image.size} x ${image.size} pixels have ${count * photo} bytes, not ${pixels.length}.`,
    );
  }

  /** In pieces of a run each */
  function batchesOf(pixels: Pixels, count: number): Pixels[] {
    const firsts = Array.from({ length: Math.ceil(count / batch) }, (_, index) => index * batch);
    return firsts.map((first) =>
      pixels instanceof Uint8Array ? pixels.subarray(first * photo, (first + batch) * photo) : pixels.slice(first, first + batch),
    );
  }

  /** With a lane of its own, at its turn */
  function inLane<T>(schedule: Schedule, job: (lane: Lane) => Promise<T>): Promise<T> {
    return schedule(async () => {
      const lane = idle.pop();
      if (!lane) throw new AppError("internal", "More work than lanes.");
      try {
        return await job(lane);
      } finally {
        idle.push(lane);
      }
    });
  }

  async function encode(pixels: Pixels, count: number, { soon = false, signal }: EncodeOptions = {}): Promise<Float32Array<ArrayBuffer>> {
    check(pixels, count);
    const schedule = unlessAborted(soon ? turns.soon : turns.later, signal);
    const embeddings = new Float32Array(count * dims);
    const done = batchesOf(pixels, count).map(async (pixels, index) => {
      const rows = await inLane(schedule, (lane) => lane.encode({ pixels }));
      embeddings.set(rows.embeddings, index * batch * dims);
    });
    await Promise.all(done);
    return embeddings;
  }

  async function grid(pixels: Uint8Array, schedule: Schedule): Promise<FloatTensor> {
    check(pixels, 1);
    const { channels = 0, side = 0 } = image.grid ?? {};
    const size = channels * side * side;
    const { features } = await schedule(() => inLane(turns.soon, (lane) => lane.grid({ pixels: new Uint8Array(pixels), size })));
    return floats(features, [1, channels, side, side]);
  }

  async function benchmark(
    pixels: Uint8Array<ArrayBuffer>,
    { count, rounds, signal }: { count: number; rounds: number; signal?: AbortSignal | undefined },
  ): Promise<number> {
    check(pixels, count);
    const schedule = unlessAborted(turns.later, signal);
    const batches = batchesOf(pixels, count);
    for (const pixels of batches) await Promise.all(running.map(({ lane }) => lane.prepare({ pixels })));
    const start = performance.now();
    for (let round = 0; round < rounds; round++)
      await Promise.all(batches.map((_, prepared) => inLane(schedule, (lane) => lane.run({ prepared }))));
    return (1000 * rounds * count) / (performance.now() - start);
  }

  async function steps(): Promise<Steps | null> {
    const answers = await Promise.all(running.map(({ lane }) => lane.steps({})));
    return answers.find(({ steps }) => steps)?.steps ?? null;
  }

  try {
    await open();
    return { encode, grid, benchmark, steps, close };
  } catch (error) {
    await close();
    throw error;
  }
}
