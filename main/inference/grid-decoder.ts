/**
 * The captioner "grid-decoder": a transformer decoder that reads the image encoder's grid. The photo is read once into a
 * memory; then its captions grow, each with a cache of its own words.
 */
import { AppError } from "../../contract/errors.ts";
import { readCaptionTokens } from "./caption-tokens.ts";
import type { Decode } from "./captioner.ts";
import { growCaptions, type Step } from "./grow-captions.ts";
import type { ImageEncoder } from "./image-encoder.ts";
import type { CaptionerOf } from "./manifest.ts";
import type { Pack } from "./pack.ts";
import { type FloatTensor, floats, integers, openSession } from "./sessions.ts";

export async function openGridDecoder(
  { path }: Pack,
  manifest: CaptionerOf<"grid-decoder">,
  images: ImageEncoder,
  threads: number,
): Promise<Decode> {
  const tokens = await readCaptionTokens(path(manifest.tokens));
  const reader = await openSession(path(manifest.memory), "cpu", threads);
  const decoder = await openSession(path(manifest.decoder), "cpu", threads);

  /** -> memory: layers x 2 (keys, values) x 1 x heads x places x width */
  async function read(grid: FloatTensor): Promise<FloatTensor> {
    const [memory] = await reader.tensors({ grid }, ["memory"]);
    if (memory?.dims.length === 6) return memory;
    throw new AppError("model-failed", "The captioner's memory of a photo is not what it should be.", "Choose another pack.");
  }

  /** The next word's scores of every row, and the cache with this step in it: layers x 2 x rows x heads x steps x width. */
  async function step(words: number[], past: FloatTensor, memory: FloatTensor): Promise<Step<FloatTensor>> {
    const input_ids = integers(BigInt64Array.from(words, BigInt), [words.length, 1]);
    const [logits, present] = await decoder.tensors({ input_ids, past, memory }, ["logits", "present"]);
    if (logits?.data.length !== words.length * tokens.size || !present)
      throw new AppError("model-failed", "The captioner's scores do not fit its list of words.", "Choose another pack.");
    const scores = words.map((_, row) => logits.data.subarray(row * tokens.size, (row + 1) * tokens.size));
    // Captions begin once.
    for (const row of scores) row[tokens.begin] = Number.NEGATIVE_INFINITY;
    return { scores, cache: present };
  }

  return async (pixels, { count, choose, schedule }) => {
    const grid = await images.grid(pixels, schedule);
    const memory = await schedule(() => read(grid));
    const captions = await growCaptions(
      {
        first: () => step([tokens.begin], nothingYet(memory), memory),
        next: (words, past) => step(words, past, memory),
        take: takeRows,
      },
      { count, choose, schedule, ...manifest.sampling, end: tokens.end },
    );
    return captions.map(tokens.sentence);
  };
}

/** The cache of one row before its first step. */
function nothingYet({ dims }: FloatTensor): FloatTensor {
  const [layers = 0, two = 2, , heads = 0, , width = 0] = dims;
  return floats(new Float32Array(), [layers, two, 1, heads, 0, width]);
}

/** The cache of these rows, in this order; a row may be taken several times. */
function takeRows(cache: FloatTensor, rows: readonly number[]): FloatTensor {
  const [layers = 0, two = 2, held = 0, heads = 0, steps = 0, width = 0] = cache.dims;
  if (rows.length === held && rows.every((row, index) => row === index)) return cache;
  const size = heads * steps * width;
  const taken = new Float32Array(layers * two * rows.length * size);
  let to = 0;
  for (let block = 0; block < layers * two; block++)
    for (const row of rows) {
      const from = (block * held + row) * size;
      taken.set(cache.data.subarray(from, from + size), to);
      to += size;
    }
  return floats(taken, [layers, two, rows.length, heads, steps, width]);
}
