/** Decoders as the hub has them: `past_key_values.N.*` go in, `present.N.*` come out, rows x heads x length x width each. */
import type { Tensor } from "onnxruntime-node";
import { AppError } from "../../../contract/errors.ts";
import type { Step } from "../grow-captions.ts";
import { type FloatTensor, floats, type Session } from "../sessions.ts";

const past = "past_key_values.";

/** The tensors of the cache by the end of their names */
export type Cache = ReadonlyMap<string, FloatTensor>;

export interface CachedDecoder {
  /** A cache of one row that remembers nothing. */
  nothingYet(): Cache;
  /** The scores at the last place of every row. */
  step(inputs: Record<string, Tensor>, cache: Cache): Promise<Step<Cache>>;
}

/** `keeps`: whether a tensor of the cache stays as it was at the first step, as what is looked at in the photo does. */
export function cachedDecoder(session: Session, keeps: (name: string) => boolean = () => false): CachedDecoder {
  const names = [...session.inputs.keys()].filter((name) => name.startsWith(past)).map((name) => name.slice(past.length));
  if (names.length === 0) throw new AppError("model-failed", "The captioner's decoder remembers nothing.", "Choose another pack.");

  function empty(name: string): FloatTensor {
    const [, heads, , width] = session.inputs.get(past + name) ?? [];
    return floats(new Float32Array(), [1, sizeOf(heads), 0, sizeOf(width)]);
  }

  return {
    nothingYet: () => new Map(names.map((name) => [name, empty(name)])),
    step: async (inputs, cache) => {
      const given = Object.fromEntries([...cache].map(([name, tensor]) => [past + name, tensor]));
      const isFirst = [...cache.values()].every(({ dims }) => dims[2] === 0);
      const renewed = names.filter((name) => isFirst || !keeps(name));
      const [logits, ...present] = await session.tensors({ ...inputs, ...given }, ["logits", ...renewed.map((name) => `present.${name}`)]);
      const fresh = renewed.flatMap((name, index) => (present[index] ? [[name, present[index]] as const] : []));
      return { scores: lastPlaces(logits), cache: new Map([...cache, ...fresh]) };
    },
  };
}

function sizeOf(size: number | string | undefined): number {
  if (typeof size === "number") return size;
  throw new AppError("model-failed", "The captioner's decoder does not say how wide its memory is.", "Choose another pack.");
}

/** rows x places x words -> the words' scores at the last place of each row */
function lastPlaces(logits: FloatTensor | undefined): Float32Array[] {
  const [rows = 0, places = 0, words = 0] = logits?.dims ?? [];
  return Array.from({ length: rows }, (_, row) => {
    const end = (row + 1) * places * words;
    return logits?.data.slice(end - words, end) ?? new Float32Array();
  });
}

export function takeRows(cache: Cache, rows: readonly number[]): Cache {
  return new Map([...cache].map(([name, tensor]) => [name, rowsOf(tensor, rows)]));
}

function rowsOf(tensor: FloatTensor, rows: readonly number[]): FloatTensor {
  const [held = 0, ...shape] = tensor.dims;
  if (rows.length === held && rows.every((row, index) => row === index)) return tensor;
  const size = shape.reduce((product, one) => product * one, 1);
  const taken = new Float32Array(rows.length * size);
  for (const [index, row] of rows.entries()) taken.set(tensor.data.subarray(row * size, (row + 1) * size), index * size);
  return floats(taken, [rows.length, ...shape]);
}
