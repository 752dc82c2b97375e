/**
 * One session of the image encoder, in a thread of its own.
 * [Note: lanes] ONNX Runtime keeps its thread busy while it computes, and threads that share one photo wait for each other at
 * every layer. Sessions side by side, each with its own photos, do not: docs/decisions/004-indexing-at-the-encoders-speed.md
 */
import { z } from "zod";
import { triedDeviceSchema } from "../../contract/devices.ts";
import { AppError } from "../../contract/errors.ts";
import { slotSchema } from "../../contract/pixel-slots.ts";
import { type Client, call, type Handlers } from "../../contract/rpc.ts";
import { createProbe, type Probe } from "./device-probe.ts";
import { type Pixels, readPixels } from "./pixels.ts";
import { normalise } from "./preprocess.ts";
import { floats, openSession, type Session } from "./sessions.ts";

const three = z.tuple([z.number(), z.number(), z.number()]);
const bytes = z.instanceof(Uint8Array<ArrayBuffer>);
const pixels = z.union([bytes, z.array(slotSchema)]);

const laneOptions = z.object({
  file: z.string(),
  provider: z.string(),
  threads: z.number().int(),
  side: z.number().int(),
  mean: three,
  std: three,
  dims: z.number().int(),
  /** Most photos of a call */
  batch: z.number().int(),
  /** Notes every step until `steps` is asked for. */
  counted: z.boolean(),
});
type LaneOptions = z.infer<typeof laneOptions>;

export const laneApi = {
  open: call(laneOptions, z.object({})),
  /** How many steps the device computed in the one run there was; null: that cannot be told */
  steps: call(z.object({}), z.object({ steps: triedDeviceSchema.shape.steps })),
  /** One batch -> its photos x dims */
  encode: call(z.object({ pixels }), z.object({ embeddings: z.instanceof(Float32Array) })),
  /** One photo -> its grid of features: `size` numbers */
  grid: call(z.object({ pixels: bytes, size: z.number().int() }), z.object({ features: z.instanceof(Float32Array) })),
  /** For measurements: keeps a batch ready to be run. */
  prepare: call(z.object({ pixels }), z.object({})),
  /** Runs the n-th batch that was prepared. */
  run: call(z.object({ prepared: z.number().int() }), z.object({})),
};
export type Lane = Client<typeof laneApi>;

interface Opened extends LaneOptions {
  session: Session;
  probe: Probe | undefined;
  /** Used again and again: a run has ended before the next one is prepared. */
  bytes: Uint8Array;
  numbers: Float32Array;
}

export function createLane(): Handlers<typeof laneApi> {
  let current: Opened | undefined;
  const prepared: Float32Array[] = [];

  function opened(): Opened {
    if (current) return current;
    throw new AppError("bad-request", "The lane was not opened.");
  }

  function numbersOf(input: Pixels, { side, mean, std, bytes, numbers }: Opened): Float32Array {
    const batch = readPixels(input, 3 * side * side, 0, bytes);
    return normalise(batch, side, { mean, std }, numbers.subarray(0, batch.length));
  }

  function inputs(numbers: Float32Array, { side }: Opened) {
    return { pixel_values: floats(numbers, [numbers.length / (3 * side * side), 3, side, side]) };
  }

  function run(numbers: Float32Array, lane: Opened): Promise<Float32Array> {
    const { side, session, dims } = lane;
    return session.run(inputs(numbers, lane), "image_embeds", numbers.length / (3 * side * side), dims);
  }

  return {
    open: async (options) => {
      const probe = options.counted ? await createProbe() : undefined;
      const session = await openSession(options.file, options.provider, options.threads, probe?.prefix).catch(async (error: unknown) => {
        await probe?.read();
        throw error;
      });
      const size = options.batch * 3 * options.side * options.side;
      current = { ...options, session, probe, bytes: new Uint8Array(size), numbers: new Float32Array(size) };
      return {};
    },
    steps: async () => {
      const { probe, session } = opened();
      if (probe) session.endAccount();
      return { steps: (await probe?.read()) ?? null };
    },
    encode: async ({ pixels }) => ({ embeddings: new Float32Array(await run(numbersOf(pixels, opened()), opened())) }),
    grid: async ({ pixels, size }) => {
      const lane = opened();
      return { features: new Float32Array(await lane.session.run(inputs(numbersOf(pixels, lane), lane), "grid", 1, size)) };
    },
    prepare: async ({ pixels }) => {
      prepared.push(numbersOf(pixels, opened()).slice());
      return {};
    },
    run: async ({ prepared: index }) => {
      const numbers = prepared[index];
      if (!numbers) throw new AppError("bad-request", `There is no batch ${index}.`);
      await run(numbers, opened());
      return {};
    },
  };
}
