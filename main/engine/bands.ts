/**
 * Strong, possible, weak: how far a photo stands out from the library for one query.
 *
 * [Note: the yardstick] Scores of different queries do not compare, so a photo's height is counted from the median of its own
 * query. The unit is the spread of the library, not of the query: words for what is in no photo give all photos much the same
 * score, and in units of so small a spread their best would look as high as any. It is kept within reach of the query's own
 * spread, for packs in which words and photos lie further apart than photos and photos do.
 */
import type { Band } from "../../contract/types.ts";
import type { Scored, Targets } from "./fuse.ts";
import { nthSmallest } from "./nth-smallest.ts";

/** Heights from which a photo is called strong or possible among 2,000 (docs/method.md says how they were measured). */
const strongFrom = 4.2;
const possibleFrom = 3.2;
const measuredAmong = 2000;
/** With fewer photos than this there is no spread to speak of: all are possible. */
const fewest = 30;
/** The unit is at most this many spreads of the query. */
const mostSpreads = 1.5;
/** Pairs of photos that are compared for the library's spread */
const pairs = 4000;

export interface Bands {
  of(score: number): Band;
  counts: Record<Band, number>;
}

/** `scores`: of every photo that was compared with the query; `librarySpread`: see there. */
export function bandsOf(scores: Float32Array, librarySpread: number): Bands {
  return bandsFrom(marksOf(scores, librarySpread), scores);
}

/**
 * With feedback, which puts others first and lets none go: of the photos that were not liked, at least as many are strong, and
 * possible, as were without it. A liked photo stands so high above all others that they would look weak beside it.
 */
export function bandsWithFeedback(
  scored: Scored,
  { withoutFeedback, liked, librarySpread }: { withoutFeedback: Scored; liked: ReadonlySet<number>; librarySpread: number },
): Bands {
  const others = ({ photos, scores }: Scored) => scores.filter((_, index) => !liked.has(photos[index] ?? 0));
  const { strong, possible } = bandsOf(others(withoutFeedback), librarySpread).counts;
  const marks = marksOf(scored.scores, librarySpread);
  const scores = others(scored);
  const lowered = {
    strong: Math.min(marks.strong, markOf(scores, strong)),
    possible: Math.min(marks.possible, markOf(scores, strong + possible)),
  };
  return bandsFrom(lowered, scored.scores);
}

/** Scores from which a photo is called strong or possible */
type Marks = Record<Exclude<Band, "weak">, number>;

function marksOf(scores: Float32Array, librarySpread: number): Marks {
  const { median, unit } = yardstick(scores, librarySpread);
  if (unit === 0) return { strong: Number.POSITIVE_INFINITY, possible: Number.NEGATIVE_INFINITY };
  // The best of n normal numbers lies near sqrt(2 ln n): among few photos, chance reaches less far.
  const reach = Math.sqrt(Math.log(scores.length) / Math.log(measuredAmong));
  return { strong: median + strongFrom * unit * reach, possible: median + possibleFrom * unit * reach };
}

/** The lowest of the `count` highest scores */
function markOf(scores: Float32Array, count: number): number {
  return count === 0 ? Number.POSITIVE_INFINITY : nthSmallest(scores.slice(), scores.length - count);
}

function bandsFrom({ strong, possible }: Marks, scores: Float32Array): Bands {
  const of = (score: number): Band => (score >= strong ? "strong" : score >= possible ? "possible" : "weak");
  const counts = { strong: 0, possible: 0, weak: 0 };
  for (const score of scores) counts[of(score)] += 1;
  return { of, counts };
}

/** Where heights are counted from, and their unit: 0 where there is no spread to speak of. */
export function yardstick(scores: Float32Array, librarySpread: number): { median: number; unit: number } {
  const { median, deviation } = spread(scores);
  const unit = Math.min(Math.max(deviation, librarySpread), mostSpreads * deviation);
  return { median, unit: scores.length < fewest ? 0 : unit };
}

const spreads = new WeakMap<Targets["looks"], { version: number; deviation: number }>();

/**
 * How much cosines vary between photos. By their looks, also where they have captions: captions lie a little further apart, and
 * in that unit three times as many good matches were taken for none.
 */
export function librarySpread({ looks }: Pick<Targets, "looks">): number {
  const known = spreads.get(looks);
  if (known?.version === looks.version) return known.deviation;
  const cosines = new Float32Array(looks.size < fewest ? 0 : pairs);
  for (let pair = 0; pair < cosines.length; pair++) {
    // Steps of two primes meet all over the library and are the same every time.
    const one = looks.photos[(pair * 7919) % looks.size] ?? 0;
    const other = (pair * 104_729 + 1) % looks.size;
    const row = looks.row(one);
    cosines[pair] = row && looks.photos[other] !== one ? looks.dotAt(other, row) : 0;
  }
  const { deviation } = spread(cosines);
  spreads.set(looks, { version: looks.version, deviation });
  return deviation;
}

/** The median, and 1.4826 times the median distance from it: the standard deviation where the bulk is normal. */
export function spread(scores: Float32Array): { median: number; deviation: number } {
  const median = middle(scores);
  return { median, deviation: 1.4826 * middle(scores.map((score) => Math.abs(score - median))) };
}

function middle(values: Float32Array): number {
  return nthSmallest(values.slice(), values.length >> 1);
}
