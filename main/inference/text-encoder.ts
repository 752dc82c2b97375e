/** Sentences to vectors. Always on the CPU in 32 bits: a sentence takes milliseconds, and half precision breaks text towers. */
import { AppError } from "../../contract/errors.ts";
import type { Sentence } from "../../contract/models.ts";
import type { Pack } from "./pack.ts";
import { floats, integers, openSession, type Session } from "./sessions.ts";
import { openTokenizer } from "./tokenizer.ts";
import type { Schedule } from "./turns.ts";

/** Texts a run. */
const batchSize = 16;

export interface TextEncoder {
  /**
   * -> texts x dims, not normalised; `leftOut[i]`: the end of text i, where it was longer than the encoder reads.
   * pseudo: texts x width, row i stands in the place of text i's first pseudo token, if it has one.
   */
  encode(
    texts: readonly Sentence[],
    schedule: Schedule,
    pseudo?: Float32Array,
  ): Promise<{ embeddings: Float32Array<ArrayBuffer>; leftOut: string[] }>;
}

/** A text made ready: where it came from, its token ids, and which of them (-1: none) is replaced by which numbers. */
interface Row {
  place: number;
  ids: number[];
  pseudoAt: number;
  pseudo: Float32Array | undefined;
}

export async function openTextEncoder({ manifest, path }: Pack, threads: number): Promise<TextEncoder> {
  const { dims, text } = manifest;
  const { width } = text.pseudo;
  const { tokenize, idOf, idsOf } = await openTokenizer(path(text.tokenizer), path(text.tokenizerConfig), text.maxTokens);
  // Before a comma it is another token in vocabularies that mark the ends of words.
  const pseudoIds = [idOf(text.pseudo.token), idsOf(`${text.pseudo.token},`)[0]];
  const session = await openSession(path(text.encoder), "cpu", threads);

  function readied(ids: number[], place: number, pseudo: Float32Array | undefined): Row {
    const pseudoAt = pseudo ? ids.findIndex((id) => pseudoIds.includes(id)) : -1;
    return { place, ids, pseudoAt, pseudo: pseudo?.subarray(place * width, (place + 1) * width) };
  }

  return {
    encode: async (texts, schedule, pseudo) => {
      if (pseudo && pseudo.length !== texts.length * width)
        throw new AppError("bad-request", `${texts.length} pseudo tokens of width ${width} are not ${pseudo.length} numbers.`);
      const tokens = texts.map(tokenize);
      const embeddings = new Float32Array(texts.length * dims);
      for (const batch of batchesByLength(tokens.map(({ ids }, place) => readied(ids, place, pseudo)))) {
        const rows = await schedule(() => run(session, batch, dims, width));
        for (const [row, { place }] of batch.entries()) embeddings.set(rows.subarray(row * dims, (row + 1) * dims), place * dims);
      }
      return { embeddings, leftOut: tokens.map(({ leftOut }) => leftOut) };
    },
  };
}

/** Texts of similar length together, so that little of a batch is padding. */
function batchesByLength(rows: readonly Row[]): Row[][] {
  const sorted = rows.toSorted((a, b) => a.ids.length - b.ids.length);
  return Array.from({ length: Math.ceil(sorted.length / batchSize) }, (_, i) => sorted.slice(i * batchSize, (i + 1) * batchSize));
}

function run(session: Session, rows: readonly Row[], dims: number, pseudoWidth: number): Promise<Float32Array> {
  const longest = Math.max(...rows.map(({ ids }) => ids.length));
  const ids = new BigInt64Array(rows.length * longest);
  const mask = new BigInt64Array(rows.length * longest);
  const pseudo = new Float32Array(rows.length * pseudoWidth);
  for (const [row, tokens] of rows.entries()) {
    ids.set(tokens.ids.map(BigInt), row * longest);
    mask.fill(1n, row * longest, row * longest + tokens.ids.length);
    if (tokens.pseudo) pseudo.set(tokens.pseudo, row * pseudoWidth);
  }
  const inputs = {
    input_ids: integers(ids, [rows.length, longest]),
    // CLIP has no such input: what follows a text's end is never looked at.
    ...(session.inputs.has("attention_mask") && { attention_mask: integers(mask, [rows.length, longest]) }),
    pseudo_embeds: floats(pseudo, [rows.length, pseudoWidth]),
    pseudo_pos: integers(
      BigInt64Array.from(rows, ({ pseudoAt }) => BigInt(pseudoAt)),
      [rows.length],
    ),
  };
  return session.run(inputs, "text_embeds", rows.length, dims);
}
