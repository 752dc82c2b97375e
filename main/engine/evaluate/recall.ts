/** Recall@k for retrieval between rows of unit vectors. */
import { dot } from "../vectors.ts";

/**
 * How many gallery items stand before the best of `targets`, 0 = it is first. An item with the same score counts
 * as standing before it, so that a constant encoder is not rewarded.
 */
export function rankOf(scores: Float32Array, targets: readonly number[]): number {
  const best = Math.max(...targets.map((target) => scores[target] ?? Number.NEGATIVE_INFINITY));
  let before = 0;
  for (const [item, score] of scores.entries()) if (score >= best && !targets.includes(item)) before += 1;
  return before;
}

/** Share of ranks below k, in percent, for every k. */
export function recallAt(ranks: readonly number[], ks: readonly number[]): Record<string, number> {
  return Object.fromEntries(ks.map((k) => [String(k), (100 * ranks.filter((rank) => rank < k).length) / Math.max(ranks.length, 1)]));
}

/** Dot products of one row (dims) with every row of a gallery (n x dims). */
export function scoreAll(query: Float32Array, gallery: Float32Array): Float32Array {
  const dims = query.length;
  return Float32Array.from({ length: gallery.length / dims }, (_, row) => dot(query, gallery, row * dims));
}
