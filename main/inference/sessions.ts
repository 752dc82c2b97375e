/** ONNX Runtime: the only file that knows its options. */
import { availableParallelism } from "node:os";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import { AppError } from "../../contract/errors.ts";

// What goes wrong is thrown and told by those who can act on it; the library's own lines on stderr would only repeat it.
env.logLevel = "fatal";

export interface Session {
  /** Asks for one output only, of rows x `width` float32; ONNX Runtime keeps this thread busy until it is there. */
  run(inputs: Record<string, Tensor>, output: string, rows: number, width: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** 0 threads: one for every core. */
export function threadsFor(asked: number): number {
  return asked > 0 ? asked : Math.min(availableParallelism(), 8);
}

/** Opens a graph on one provider ("cpu", "webgpu", …); throws where ONNX Runtime lacks it or finds no such device. */
export async function openSession(file: string, provider: string, threads: number): Promise<Session> {
  const session = await InferenceSession.create(file, {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    logSeverityLevel: 4,
    // Threads that spin while they wait take the cores from decoding; prepacked weights halve the time of a sentence.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  return {
    run: async (inputs, output, rows, width) => {
      const results = await session.run(inputs, [output]).catch((error: unknown) => {
        throw new AppError("model-failed", `The encoder failed: ${plainReason(error)}.`, "Choose another device or pack.", {
          cause: error,
        });
      });
      return readRows(results, output, rows, width);
    },
    close: () => session.release(),
  };
}

function readRows(results: InferenceSession.OnnxValueMapType, output: string, rows: number, width: number): Float32Array {
  const values = results[output]?.data;
  if (!(values instanceof Float32Array) || values.length !== rows * width)
    throw new AppError("model-failed", `The encoder's "${output}" is not ${rows} x ${width} numbers.`, "Choose another pack.");
  if (!values.every(Number.isFinite))
    throw new AppError("model-failed", `The encoder's "${output}" holds values that are no numbers.`, "Choose another device or pack.");
  return values;
}

export function floats(data: Float32Array, shape: readonly number[]): Tensor {
  return new Tensor("float32", data, shape);
}

export function integers(data: BigInt64Array, shape: readonly number[]): Tensor {
  return new Tensor("int64", data, shape);
}

/** The part of a native error that says something to a person: its first line, without the place in the source. */
export function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ""] = text.replace(/^.* was false\. /s, "").split("\n");
  return line.slice(0, 200).replace(/[.\s]+$/, "");
}
