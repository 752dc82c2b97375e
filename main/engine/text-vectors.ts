/** Words -> unit vectors; the last texts are remembered, since a query is often sent again with another weight or filter. */
import type { ModelApi } from "../../contract/models.ts";
import { normalise } from "./compose.ts";

export interface TextVector {
  vector: Float32Array;
  /** The text was longer than the encoder reads. */
  cut: boolean;
}

export type EncodeTexts = (texts: readonly string[], options?: { signal?: AbortSignal }) => Promise<TextVector[]>;

export function createTextVectors(models: Pick<ModelApi, "encodeTexts">, capacity = 500): EncodeTexts {
  const known = new Map<string, TextVector>();
  return async (texts, options) => {
    const missing = [...new Set(texts.filter((text) => !known.has(text)))];
    if (missing.length > 0) {
      const { embeddings, cut } = await models.encodeTexts({ texts: missing }, options);
      const dims = embeddings.length / missing.length;
      for (const [row, text] of missing.entries()) {
        known.set(text, { vector: normalise(embeddings.slice(row * dims, (row + 1) * dims)).unit, cut: cut[row] ?? false });
      }
    }
    const vectors = texts.map((text) => known.get(text) as TextVector);
    for (const text of known.keys()) {
      if (known.size <= capacity) break;
      known.delete(text);
    }
    return vectors;
  };
}
