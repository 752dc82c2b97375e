/** Captions and words -> the captions with the words applied, as vectors (method.md, query steps 4 and 5). */
import type { ModelApi } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Rewriting } from "../../contract/types.ts";
import { meanVector } from "./compose.ts";
import { unmoved } from "./edit-gate.ts";
import type { EncodeTexts } from "./text-vectors.ts";
import { dot } from "./vectors.ts";

export interface Rewritten extends Rewriting {
  /** f_t(M_i), unit length */
  vectors: Float32Array[];
  /** q_m: their mean, unit length */
  edited: Float32Array;
}

export interface RewriteParts {
  models: Pick<ModelApi, "editCaptions">;
  encodeTexts: EncodeTexts;
  /** For all captions of one photo, in milliseconds; left out: as `editCaptions` has it */
  limitMs?: () => number;
}

/** captions: 1 to 15 */
export async function rewriteCaptions(
  captions: string[],
  text: string,
  { models, encodeTexts, limitMs }: RewriteParts,
  options?: CallOptions,
): Promise<Rewritten> {
  const { edits, plain, added, by, reason } = await models.editCaptions({ captions, edit: text, limitMs: limitMs?.() }, options);
  const moved = await replaceUnmoved({ captions, edits, plain: by === "llm" ? plain : edits, text }, encodeTexts, options);
  const edited = meanVector(moved.vectors);
  return { sentence: mostCentral(moved.edits, moved.vectors, edited), captions, ...moved, added, by, reason, edited };
}

interface Edited {
  captions: string[];
  edits: string[];
  /** The rule-based edits */
  plain: string[];
  text: string;
}

/** The rule-based edit stands in for each edit that did not move towards the words. */
async function replaceUnmoved({ captions, edits, plain, text }: Edited, encodeTexts: EncodeTexts, options?: CallOptions) {
  const vectors = await vectorsOf([text, ...captions, ...edits], encodeTexts, options);
  const [words = new Float32Array(0)] = vectors;
  const edited = vectors.slice(1 + captions.length);
  const behind = unmoved(edited, vectors.slice(1, 1 + captions.length), words).filter((index) => edits[index] !== plain[index]);
  const result = edits.map((edit, index) => (behind.includes(index) ? (plain[index] ?? edit) : edit));
  return { edits: result, vectors: behind.length > 0 ? await vectorsOf(result, encodeTexts, options) : edited, replaced: behind.length };
}

/** The user's own sentence in place of the edited captions. */
export async function rewriteByUser(
  sentence: string,
  before: Pick<Rewriting, "captions" | "added"> | undefined,
  { encodeTexts }: RewriteParts,
  options?: CallOptions,
): Promise<Rewritten> {
  const vectors = await vectorsOf([sentence], encodeTexts, options);
  const { captions = [], added = [] } = before ?? {};
  return { sentence, captions, edits: [sentence], added, by: "user", reason: null, replaced: 0, vectors, edited: meanVector(vectors) };
}

/**
 * How much each edit counts for LDRE: what agrees with the other edits and with the words is more likely right. The mean of
 * both cosines, none below 0; all alike when nothing agrees.
 */
export function agreement(vectors: readonly Float32Array[], text: Float32Array): number[] {
  const weights = vectors.map((vector, index) => {
    const others = vectors.filter((_, other) => other !== index);
    const mean = others.reduce((sum, other) => sum + dot(vector, other), 0) / Math.max(others.length, 1);
    return Math.max(0, (mean + dot(vector, text)) / 2);
  });
  return weights.some((weight) => weight > 0) ? weights : vectors.map(() => 1);
}

async function vectorsOf(texts: string[], encodeTexts: EncodeTexts, options?: CallOptions): Promise<Float32Array[]> {
  return (await encodeTexts(texts, options)).map(({ vector }) => vector);
}

function mostCentral(edits: readonly string[], vectors: readonly Float32Array[], mean: Float32Array): string {
  const best = vectors.reduce((best, vector, index) => (dot(vector, mean) > dot(vectors[best] ?? vector, mean) ? index : best), 0);
  return edits[best] ?? "";
}
