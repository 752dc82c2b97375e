/**
 * The pool of decoder processes. Each has one file in hand, so a crash or a time-out names its file and harms no other.
 * [Note: decoders are processes] see docs/decisions/001-decoders-are-processes.md
 */
import { availableParallelism } from "node:os";
import { type DecoderApi, type DecoderSource, decoderApi } from "../../contract/decoder.ts";
import { AppError, toAppError } from "../../contract/errors.ts";
import { type CallOptions, connect } from "../../contract/rpc.ts";
import type { Child, StartChild } from "./child.ts";

export interface DecodersOptions {
  start: StartChild;
  /** As many slots as the pixel file of the processes may have; none when left out. */
  slots?: number;
  /** At most this many processes; the number of cores, up to 4, when left out. */
  processes?: number;
  timeLimitMs?: number;
  /** Unused processes end after this time, so that their memory is given back. */
  idleMs?: number;
  /** A process ended that should not have, in words. */
  onIncident?: (incident: AppError) => void;
}

type DecodeInput = Parameters<DecoderApi["decode"]>[0];
type Decoded = Awaited<ReturnType<DecoderApi["decode"]>>;
type CropInput = Parameters<DecoderApi["decodeCrop"]>[0];
type RenderInput = Parameters<DecoderApi["render"]>[0];

/** Pixels of one photo: its bytes, or the slot of the pixel file that holds them until it is freed. */
export type Pixels = Uint8Array | number;

export interface Decoders {
  /** urgent: somebody waits for it; it goes before index work, as every render does. */
  decode(input: DecodeInput, options?: CallOptions & { urgent?: boolean }): ReturnType<DecoderApi["decode"]>;
  /** For the index: the pixels stay in a slot if one is free. Whoever gets them frees them. */
  decodeAhead(input: DecodeInput, options?: CallOptions): Promise<Omit<Decoded, "pixels"> & { pixels: Pixels }>;
  free(pixels: Pixels): void;
  /** Goes before index work, as every render does. */
  decodeCrop(input: CropInput, options?: CallOptions): ReturnType<DecoderApi["decodeCrop"]>;
  render(input: RenderInput, options?: CallOptions): ReturnType<DecoderApi["render"]>;
  close(): void;
}

interface Decoder {
  child: Child;
  api: DecoderApi;
  idleTimer?: NodeJS.Timeout;
}

interface Job {
  name: string;
  run(api: DecoderApi): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

export function createDecoders(options: DecodersOptions): Decoders {
  const { start, processes = Math.min(availableParallelism(), 4), timeLimitMs = 30_000, idleMs = 30_000, onIncident } = options;
  const waiting: { urgent: Job[]; later: Job[] } = { urgent: [], later: [] };
  const freeSlots = Array.from({ length: options.slots ?? 0 }, (_, slot) => slot);
  const idle: Decoder[] = [];
  const all = new Set<Decoder>();
  let closed = false;

  /** `drop` gets the result that nobody waits for any more. */
  function enqueue<T>(
    queue: Job[],
    name: string,
    run: (api: DecoderApi) => Promise<T>,
    signal?: AbortSignal,
    drop?: (value: T) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new AppError("closed", "The decoders were closed."));
      if (signal?.aborted) return reject(cancelled());
      // A file in hand is finished all the same: that is sooner done than a new process is started.
      const onAbort = () => {
        const place = queue.indexOf(job);
        if (place !== -1) queue.splice(place, 1);
        reject(cancelled());
      };
      // A signal outlives thousands of files: a listener left on it would keep the pixels of each.
      const settled = () => signal?.removeEventListener("abort", onAbort);
      const job: Job = {
        name,
        run,
        resolve: (value) => {
          settled();
          if (signal?.aborted) drop?.(value as T);
          resolve(value as T);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener("abort", onAbort);
      queue.push(job);
      assign();
    });
  }

  /** Gives waiting files to decoders until one of both runs out. */
  function assign(): void {
    while (!closed && waiting.urgent.length + waiting.later.length > 0) {
      const decoder = idle.pop() ?? (all.size < processes ? startDecoder() : undefined);
      if (!decoder) return;
      clearTimeout(decoder.idleTimer);
      const job = waiting.urgent.shift() ?? waiting.later.shift();
      if (job) void work(decoder, job);
    }
  }

  function startDecoder(): Decoder {
    const child = start("decoder");
    const decoder: Decoder = { child, api: connect(decoderApi, child.port) };
    all.add(decoder);
    void child.exited.then((how) => {
      const wasIdle = idle.includes(decoder);
      drop(decoder);
      if (wasIdle && !closed) onIncident?.(new AppError("decoder-ended", `A decoder ended unasked (${how}).`));
      assign();
    });
    return decoder;
  }

  async function work(decoder: Decoder, job: Job): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      decoder.child.kill();
    }, timeLimitMs);
    try {
      job.resolve(await job.run(decoder.api));
    } catch (error) {
      job.reject(await explain(toAppError(error), decoder, job, late));
    } finally {
      clearTimeout(timer);
    }
    if (all.has(decoder) && !late) rest(decoder);
    assign();
  }

  /** "closed" means that the process ended with the file in hand. */
  async function explain(error: AppError, { child }: Decoder, { name }: Job, late: boolean): Promise<AppError> {
    if (error.code !== "closed" || closed) return error;
    const how = await child.exited;
    if (late) {
      const what = `A decoder was ended: "${name}" took longer than ${timeLimitMs / 1000} s.`;
      onIncident?.(new AppError("took-too-long", what, "", { data: { name } }));
      return new AppError("took-too-long", "Reading took too long.", "Try again when the computer or the drive is less busy.");
    }
    onIncident?.(new AppError("decoder-crashed", `A decoder ended (${how}) with "${name}" in hand.`, "", { data: { name } }));
    return new AppError(
      "decoder-crashed",
      `The decoder crashed on this file (${how}).`,
      "The file may be damaged: open it in another program.",
    );
  }

  async function intoSlot(api: DecoderApi, input: DecodeInput): Promise<Omit<Decoded, "pixels"> & { pixels: Pixels }> {
    const slot = freeSlots.pop();
    if (slot === undefined) return await api.decode(input);
    try {
      const { pixels, ...decoded } = await api.decodeToSlot({ ...input, slot });
      if (pixels) freeSlots.push(slot);
      return { ...decoded, pixels: pixels ?? slot };
    } catch (error) {
      freeSlots.push(slot);
      throw error;
    }
  }

  function free(pixels: Pixels): void {
    if (typeof pixels === "number") freeSlots.push(pixels);
  }

  function rest(decoder: Decoder): void {
    idle.push(decoder);
    decoder.idleTimer = setTimeout(() => {
      drop(decoder);
      decoder.child.kill();
    }, idleMs);
    decoder.idleTimer.unref();
  }

  function drop(decoder: Decoder): void {
    clearTimeout(decoder.idleTimer);
    all.delete(decoder);
    const place = idle.indexOf(decoder);
    if (place !== -1) idle.splice(place, 1);
  }

  return {
    decode: (input, { signal, urgent = false } = {}) =>
      enqueue(urgent ? waiting.urgent : waiting.later, sourceName(input.source), (api) => api.decode(input), signal),
    decodeAhead: (input, { signal } = {}) =>
      enqueue(
        waiting.later,
        sourceName(input.source),
        (api) => intoSlot(api, input),
        signal,
        ({ pixels }) => free(pixels),
      ),
    free,
    decodeCrop: (input, { signal } = {}) => enqueue(waiting.urgent, sourceName(input.source), (api) => api.decodeCrop(input), signal),
    render: (input, { signal } = {}) => enqueue(waiting.urgent, sourceName(input.source), (api) => api.render(input), signal),
    close() {
      closed = true;
      for (const job of [...waiting.urgent.splice(0), ...waiting.later.splice(0)]) {
        job.reject(new AppError("closed", "The decoders were closed."));
      }
      for (const decoder of all) decoder.child.kill();
    },
  };
}

function cancelled(): AppError {
  return new AppError("aborted", "Cancelled.");
}

/** For messages; bytes that are no UTF-8 appear as U+FFFD. */
function sourceName(source: DecoderSource): string {
  if ("name" in source) return source.name;
  return Buffer.from(source.path).toString().split(/[\\/]/).at(-1) ?? "";
}
