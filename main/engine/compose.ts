/** Reference photos and words -> one query vector, and how much each of them adds to a score. */
import { AppError } from "../../contract/errors.ts";
import type { Share, Weights } from "../../contract/types.ts";
import { dot } from "./vectors.ts";

/** One term of the query: q = sum of weight x vector, every vector of unit length. */
export interface QueryPart {
  part: Share["part"];
  index: number;
  weight: number;
  vector: Float32Array;
}

export interface Ingredients {
  references: { vector: Float32Array; wanted: boolean; weight: number }[];
  text: Float32Array | undefined;
  without: Float32Array[];
  weights: Weights;
}

/**
 * How strongly words to avoid pull, beside a whole query of length about 1: strong enough to bring
 * a photo that shows them below one that does not, too weak to bring up photos of nothing at all.
 */
const avoidance = 0.35;

/** How much of beta goes to the words in a pack that cannot put a photo into a sentence (docs/decisions/002). */
const wordsInSentence = 0.7;

/**
 * The parts of a query. Wanted references share the photo's weight by their own weights; unwanted ones and
 * words to avoid are subtracted. A pack without a pseudo token cannot put the photo into a sentence, so beta,
 * the weight of that sentence (CVSI, equation of the fused query), is divided between the words and the photo.
 * @throws AppError query-empty when nothing is wanted
 */
export function composeQuery({ references, text, without, weights }: Ingredients): QueryPart[] {
  const wanted = references.filter(({ wanted, weight }) => wanted && weight > 0);
  if (wanted.length === 0 && !text) {
    throw new AppError("query-empty", "There is nothing to look for.", "Give a photo or some words.");
  }
  const words = !text ? 0 : wanted.length === 0 ? 1 : weights.alpha + wordsInSentence * weights.beta;
  const total = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const parts: QueryPart[] = references.map(({ vector, wanted, weight }, index) =>
    wanted
      ? { part: "reference", index, vector, weight: total > 0 ? ((1 - words) * weight) / total : 0 }
      : { part: "unwanted", index, vector, weight: -avoidance * weight },
  );
  if (text) parts.push({ part: "text", index: 0, vector: text, weight: words });
  parts.push(...without.map((vector, index) => ({ part: "without" as const, index, vector, weight: -avoidance })));
  return parts.filter(({ weight }) => weight !== 0);
}

/** q / |q|: its dot product with a photo's unit vector is the score. */
export function queryVector(parts: readonly QueryPart[]): Float32Array {
  const [first] = parts;
  if (!first) throw new AppError("query-empty", "There is nothing to look for.", "Give a photo or some words.");
  const sum = new Float32Array(first.vector.length);
  for (const { vector, weight } of parts) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (vector[i] as number);
  }
  return normalise(sum).unit;
}

/** What every part adds to the score of `target` (unit length). The shares sum up to the score (method.md, exact shares). */
export function sharesOf(parts: readonly QueryPart[], target: Float32Array): Share[] {
  const length = queryLength(parts);
  return parts.map(({ part, index, weight, vector }) => ({ part, index, value: (weight * dot(vector, target)) / length }));
}

function queryLength(parts: readonly QueryPart[]): number {
  let square = 0;
  for (const a of parts) for (const b of parts) square += a.weight * b.weight * dot(a.vector, b.vector);
  return Math.sqrt(Math.max(square, 1e-12));
}

/** A vector of length 1 and the length it had. A zero vector stays zero. */
export function normalise(vector: Float32Array): { unit: Float32Array; norm: number } {
  const norm = Math.sqrt(dot(vector, vector));
  return { unit: norm > 0 ? vector.map((value) => value / norm) : vector, norm };
}
