/**
 * Strong, possible, weak: how far a photo stands out from the library for one query. Scores of different queries do not
 * compare, so each is measured against its own library: in robust standard deviations above the median.
 */
import type { Band } from "../../contract/types.ts";

/** Deviations above the median from which a photo is called strong or possible (docs/method.md says how they were measured). */
const strongFrom = 4;
const possibleFrom = 3;
/** With fewer photos than this there is no spread to speak of: all are possible. */
const fewest = 30;

export interface Bands {
  of(score: number): Band;
  counts: Record<Band, number>;
}

/** `scores`: of every photo that was compared with the query. */
export function bandsOf(scores: Float32Array): Bands {
  const { median, deviation } = spread(scores);
  const few = scores.length < fewest || deviation === 0;
  const of = (score: number): Band => {
    const height = (score - median) / deviation;
    if (few) return "possible";
    return height >= strongFrom ? "strong" : height >= possibleFrom ? "possible" : "weak";
  };
  const counts = { strong: 0, possible: 0, weak: 0 };
  for (const score of scores) counts[of(score)] += 1;
  return { of, counts };
}

/** The median, and 1.4826 times the median distance from it: the standard deviation where the bulk is normal. */
export function spread(scores: Float32Array): { median: number; deviation: number } {
  const median = middle(scores);
  return { median, deviation: 1.4826 * middle(scores.map((score) => Math.abs(score - median))) };
}

function middle(values: Float32Array): number {
  return values.toSorted()[values.length >> 1] ?? 0;
}
