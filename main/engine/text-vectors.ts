/** Words -> unit vectors; the last texts are remembered, since a query is often sent again with another weight or filter. */
import type { ModelApi, Sentence } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import { normalise } from "./compose.ts";

export interface TextVector {
  vector: Float32Array;
  /** Its end, where it was longer than the encoder reads */
  leftOut: string;
}

/** A sentence whose `$` is a photo. */
export interface SentenceWithPhoto {
  sentence: Sentence;
  /** Pseudo-token width numbers */
  token: Float32Array;
  /** Tells this token from all others: the photo and the network that made it */
  tokenKey: string;
}

export interface EncodeTextsOptions extends CallOptions {
  /** False: nobody waits, so that what somebody waits for goes first */
  soon?: boolean;
}

export type EncodeTexts = (texts: readonly (Sentence | SentenceWithPhoto)[], options?: EncodeTextsOptions) => Promise<TextVector[]>;

export function createTextVectors(models: Pick<ModelApi, "encodeTexts">, capacity = 500): EncodeTexts {
  const known = new Map<string, TextVector>();

  async function encode(missing: Map<string, Sentence | SentenceWithPhoto>, options?: EncodeTextsOptions): Promise<void> {
    if (missing.size === 0) return;
    const items = [...missing.values()];
    const texts = items.map((item) => (hasPhoto(item) ? item.sentence : item));
    const tokens = items.flatMap((item) => (hasPhoto(item) ? [item.token] : []));
    const { embeddings, leftOut } = await models.encodeTexts(
      { texts, soon: options?.soon ?? true, ...(tokens.length > 0 && { pseudo: joined(tokens) }) },
      options,
    );
    const dims = embeddings.length / texts.length;
    for (const [row, key] of [...missing.keys()].entries()) {
      known.set(key, { vector: normalise(embeddings.slice(row * dims, (row + 1) * dims)).unit, leftOut: leftOut[row] ?? "" });
    }
  }

  /** What is used again is the last to be forgotten. */
  function renew(key: string): void {
    const vector = known.get(key);
    if (vector && known.delete(key)) known.set(key, vector);
  }

  return async (texts, options) => {
    const keys = texts.map(keyOf);
    for (const key of keys) renew(key);
    const missing = (wanted: boolean) =>
      new Map(texts.flatMap((text, i) => (hasPhoto(text) === wanted && !known.has(keys[i] ?? "") ? [[keys[i] ?? "", text] as const] : [])));
    await encode(missing(false), options);
    await encode(missing(true), options);
    const vectors = keys.map((key) => known.get(key) as TextVector);
    for (const key of known.keys()) {
      if (known.size <= capacity) break;
      known.delete(key);
    }
    return vectors;
  };
}

function hasPhoto(text: Sentence | SentenceWithPhoto): text is SentenceWithPhoto {
  return typeof text === "object" && "token" in text;
}

function keyOf(text: Sentence | SentenceWithPhoto): string {
  if (typeof text === "string") return text;
  return hasPhoto(text) ? JSON.stringify([text.sentence, text.tokenKey]) : JSON.stringify(text);
}

function joined(rows: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const width = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * width);
  for (const [index, row] of rows.entries()) all.set(row, index * width);
  return all;
}
