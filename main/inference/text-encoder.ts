/** Sentences to vectors. Always on the CPU in 32 bits: a sentence takes milliseconds, and half precision breaks text towers. */

import type { Pack } from "./pack.ts";
import { floats, integers, openSession, type Session } from "./sessions.ts";
import { openTokenizer, type Tokens } from "./tokenizer.ts";
import type { Schedule } from "./turns.ts";

/** Texts a run. */
const batchSize = 16;

export interface TextEncoder {
  /** -> texts x dims, not normalised; `cut[i]`: text i was longer than the encoder reads */
  encode(texts: readonly string[], schedule: Schedule): Promise<{ embeddings: Float32Array<ArrayBuffer>; cut: boolean[] }>;
}

export async function openTextEncoder({ manifest, path }: Pack, threads: number): Promise<TextEncoder> {
  const { dims, text } = manifest;
  const tokenize = await openTokenizer(path(text.tokenizer), path(text.tokenizerConfig), text.maxTokens);
  const session = await openSession(path(text.encoder), "cpu", threads);

  return {
    encode: async (texts, schedule) => {
      const tokens = texts.map(tokenize);
      const embeddings = new Float32Array(texts.length * dims);
      for (const batch of batchesByLength(tokens)) {
        const rows = await schedule(() =>
          run(
            session,
            batch.map(({ ids }) => ids),
            dims,
            text.pseudo.width,
          ),
        );
        for (const [row, { place }] of batch.entries()) embeddings.set(rows.subarray(row * dims, (row + 1) * dims), place * dims);
      }
      return { embeddings, cut: tokens.map(({ cut }) => cut) };
    },
  };
}

/** Texts of similar length together, so that little of a batch is padding; `place` is where each came from. */
function batchesByLength(tokens: readonly Tokens[]): { ids: number[]; place: number }[][] {
  const sorted = tokens.map(({ ids }, place) => ({ ids, place })).sort((a, b) => a.ids.length - b.ids.length);
  return Array.from({ length: Math.ceil(sorted.length / batchSize) }, (_, i) => sorted.slice(i * batchSize, (i + 1) * batchSize));
}

function run(session: Session, rows: readonly number[][], dims: number, pseudoWidth: number): Promise<Float32Array> {
  const longest = Math.max(...rows.map((ids) => ids.length));
  const ids = new BigInt64Array(rows.length * longest);
  const mask = new BigInt64Array(rows.length * longest);
  for (const [row, tokens] of rows.entries()) {
    ids.set(tokens.map(BigInt), row * longest);
    mask.fill(1n, row * longest, row * longest + tokens.length);
  }
  const inputs = {
    input_ids: integers(ids, [rows.length, longest]),
    attention_mask: integers(mask, [rows.length, longest]),
    // No word of these texts stands for a photo.
    pseudo_embeds: floats(new Float32Array(rows.length * pseudoWidth), [rows.length, pseudoWidth]),
    pseudo_pos: integers(new BigInt64Array(rows.length).fill(-1n), [rows.length]),
  };
  return session.run(inputs, "text_embeds", rows.length, dims);
}
