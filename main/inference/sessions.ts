/** ONNX Runtime: the only file that knows its options. */
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { env, InferenceSession, Tensor, type TypedTensor } from "onnxruntime-node";
import { AppError } from "../../contract/errors.ts";

// What goes wrong is thrown and told by those who can act on it; the library's own lines on stderr would only repeat it.
env.logLevel = "fatal";

export type FloatTensor = TypedTensor<"float32">;

export interface Session {
  /** Asks for one output only, of rows x `width` float32; ONNX Runtime keeps this thread busy until it is there. */
  run(inputs: Record<string, Tensor>, output: string, rows: number, width: number): Promise<Float32Array>;
  /** The same with several outputs of any shape, in the order in which they are named. */
  tensors(inputs: Record<string, Tensor>, outputs: readonly string[]): Promise<FloatTensor[]>;
  /** Its inputs by name, with their sizes; a text stands for a size that is open. */
  inputs: ReadonlyMap<string, readonly (number | string)[]>;
  /** Of a session that was opened with an account */
  endAccount(): void;
  close(): Promise<void>;
}

/** 0 threads: one for every core. */
export function threadsFor(asked: number): number {
  return asked > 0 ? asked : Math.min(availableParallelism(), 8);
}

/** The version of ONNX Runtime */
export const runtimeVersion = env.versions.node ?? "unknown";

/** For tests: the processor, but it computes wrongly; and a device over which the process ends. */
const brokenProvider = "broken";
const crashingProvider = "crashing";

type SessionOptions = InferenceSession.SessionOptions;

/** What each device wants apart from its name. */
const wishes: Partial<Record<string, SessionOptions>> = {
  [brokenProvider]: { executionProviders: ["cpu"] },
  // DirectML works with neither memory patterns nor parallel execution.
  dml: { enableMemPattern: false },
  coreml: { executionProviders: [{ name: "coreml", coreMlFlags: 0 }] },
  "coreml-mlprogram": { executionProviders: [{ name: "coreml", coreMlFlags: 0x10 }] },
  // Photos come in few sizes of batches: buffers of exactly those sizes take much less memory.
  webgpu: { executionProviders: [{ name: "webgpu", storageBufferCacheMode: "simple" }] },
};

function optionsFor(provider: string, threads: number): SessionOptions {
  if (provider === crashingProvider) process.kill(process.pid, "SIGKILL");
  return {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 4,
    // Threads that spin while they wait take the cores from decoding; prepacked weights halve the time of a sentence. Products
    // of bytes overflow on processors without VNNI unless their precision is asked for.
    extra: { session: { intra_op: { allow_spinning: "0" }, x64quantprecision: "1" } },
    ...wishes[provider],
  };
}

/**
 * Opens a graph on one provider ("cpu", "webgpu", …); throws where ONNX Runtime lacks it or finds no such device. `account`: how
 * the name of a file begins that tells of every step, until `endAccount`.
 */
export async function openSession(file: string, provider: string, threads: number, account?: string): Promise<Session> {
  const profiling = account === undefined ? {} : { enableProfiling: true, profileFilePrefix: account };
  const session = await InferenceSession.create(file, { ...optionsFor(provider, threads), ...profiling });
  const name = basename(file);

  async function tensors(inputs: Record<string, Tensor>, outputs: readonly string[]): Promise<FloatTensor[]> {
    const results = await session.run(inputs, outputs).catch((error: unknown) => {
      throw new AppError("model-failed", `${name} failed: ${plainReason(error)}.`, "Choose another device or pack.", { cause: error });
    });
    return outputs.map((output) => readFloats(results[output], name, output));
  }

  async function run(inputs: Record<string, Tensor>, output: string, rows: number, width: number): Promise<Float32Array> {
    const [result] = await tensors(inputs, [output]);
    if (result?.data.length === rows * width) return provider === brokenProvider ? result.data.toReversed() : result.data;
    throw new AppError("model-failed", `"${output}" of ${name} is not ${rows} x ${width} numbers.`, "Choose another pack.");
  }

  const inputs = new Map(session.inputMetadata.map((input) => [input.name, input.isTensor ? input.shape : []]));
  return { run, tensors, inputs, endAccount: () => session.endProfiling(), close: () => session.release() };
}

function readFloats(tensor: Tensor | undefined, name: string, output: string): FloatTensor {
  if (!tensor || !isFloats(tensor))
    throw new AppError("model-failed", `"${output}" of ${name} is not there in 32 bit numbers.`, "Choose another pack.");
  if (allFinite(tensor.data)) return tensor;
  throw new AppError("model-failed", `"${output}" of ${name} holds values that are no numbers.`, "Choose another device or pack.");
}

/** A plain loop: caches of captions have hundreds of thousands of numbers. */
function allFinite(numbers: Float32Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

function isFloats(tensor: Tensor): tensor is FloatTensor {
  return tensor.type === "float32";
}

export function floats(data: Float32Array, shape: readonly number[]): FloatTensor {
  return new Tensor("float32", data, shape);
}

export function flags(data: readonly boolean[], shape: readonly number[]): Tensor {
  return new Tensor("bool", [...data], shape);
}

export function integers(data: BigInt64Array, shape: readonly number[]): Tensor {
  return new Tensor("int64", data, shape);
}

/** The part of a native error that says something to a person: its first line, without the place in the source. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ""] = text.replace(/^.* was false\. |^OrtSession\w+: /s, "").split("\n");
  return line.slice(0, 200).replace(/[.\s]+$/, "");
}
