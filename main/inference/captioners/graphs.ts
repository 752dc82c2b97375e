/** What captioners out of graphs share. */
import { AppError } from "../../../contract/errors.ts";
import type { CaptionerManifest } from "../manifest.ts";
import type { Pack } from "../pack.ts";
import { normalise } from "../preprocess.ts";
import { type FloatTensor, floats, integers, openSession, type Session } from "../sessions.ts";
import { openTokenizer, type TextTokenizer } from "../tokenizer.ts";

type Writer = Exclude<CaptionerManifest, { kind: "grid-decoder" }>;

/** Longer than any prompt and caption */
const mostTokens = 1024;

export function openWords({ path }: Pack, { tokenizer, tokenizerConfig }: Writer): Promise<TextTokenizer> {
  return openTokenizer(path(tokenizer), path(tokenizerConfig), mostTokens);
}

/** The named graphs of the captioner, all on the CPU. */
export async function openGraphs<Name extends string>(
  { path }: Pack,
  files: Record<Name, string>,
  threads: number,
): Promise<Record<Name, Session>> {
  const opened: Record<string, Session> = {};
  for (const [name, file] of Object.entries<string>(files)) opened[name] = await openSession(path(file), "cpu", threads);
  return opened as Record<Name, Session>;
}

/** side x side x 3 bytes -> 1 x 3 x side x side */
export function pixelValues(pixels: Uint8Array, { image }: Writer): { pixel_values: FloatTensor } {
  const { size } = image;
  if (pixels.length !== 3 * size * size)
    throw new AppError("bad-request", `The captioner reads photos of ${size} x ${size} pixels, not ${pixels.length} bytes.`);
  return { pixel_values: floats(normalise(pixels, size, image), [1, 3, size, size]) };
}

/** The one output of a graph */
export async function only(session: Session, inputs: Parameters<Session["tensors"]>[0], output: string): Promise<FloatTensor> {
  const [tensor] = await session.tensors(inputs, [output]);
  if (tensor) return tensor;
  throw new AppError("model-failed", `The captioner gives no "${output}".`, "Choose another pack.");
}

/** rows x 1 token ids */
export function column(ids: readonly number[]) {
  return integers(BigInt64Array.from(ids, BigInt), [ids.length, 1]);
}

/** 1 x length token ids, or places */
export function line(ids: readonly number[]) {
  return integers(BigInt64Array.from(ids, BigInt), [1, ids.length]);
}

/** rows x length of 1: everything is looked at */
export function ones(rows: number, length: number) {
  return integers(new BigInt64Array(rows * length).fill(1n), [rows, length]);
}

/** 1 x a x width and 1 x b x width -> 1 x (a + b) x width */
export function joined(a: FloatTensor, b: FloatTensor): FloatTensor {
  const [, first = 0, width = 0] = a.dims;
  const [, second = 0, same = 0] = b.dims;
  if (width !== same) throw new AppError("model-failed", "The captioner's parts do not fit together.", "Choose another pack.");
  const data = new Float32Array((first + second) * width);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return floats(data, [1, first + second, width]);
}

/** The words before the end, as a sentence */
export function sentenceOf(words: TextTokenizer, ids: readonly number[], end: number): string {
  return words.textOf(ids.at(-1) === end ? ids.slice(0, -1) : ids);
}
