/**
 * Whether a photo shows what a word names: where it stands among all photos of the library for that word alone, in the units of
 * the bands (bands.ts). A word's vector and its products with the library are remembered like those of a query.
 */
import type { Verdict } from "../../contract/why.ts";
import { librarySpread, yardstick } from "./bands.ts";
import { scoreTargets, type Targets } from "./fuse.ts";
import type { VectorIndex } from "./vectors.ts";

/** Heights above the median (docs/method.md says how they were measured) */
const yesFrom = 1.5;
const noBelow = 0.5;
/** Words name what captions name: these count as much as the look, whatever the query's weights are. */
const captionWeight = 0.5;
/** Words of which the place of yes and no is remembered */
const capacity = 200;

interface Standing {
  versions: string;
  median: number;
  unit: number;
}

const standings = new WeakMap<VectorIndex, Map<string, Standing>>();

export interface WordVector {
  word: string;
  /** Of `a photo of ${word}`, unit length */
  vector: Float32Array;
}

/** How a word is best asked for by itself. */
export function asSentence(word: string): string {
  return `a photo of ${word}`;
}

/** Unsure for all where there are too few photos to compare with. */
export function verdictOf({ word, vector }: WordVector, photo: number, targets: Targets): Verdict {
  const term = [{ vector, weight: 1 }];
  const { median, unit } = standingOf(word, term, targets);
  const [score] = scoreTargets(term, targets, captionWeight, { among: new Set([photo]) }).scores;
  if (score === undefined || unit === 0) return "unsure";
  const height = (score - median) / unit;
  return height >= yesFrom ? "yes" : height < noBelow ? "no" : "unsure";
}

function standingOf(word: string, term: { vector: Float32Array; weight: number }[], targets: Targets): Standing {
  const known = standings.get(targets.looks) ?? new Map<string, Standing>();
  standings.set(targets.looks, known);
  const versions = `${targets.looks.version}/${targets.captions.version}`;
  const standing = known.get(word);
  if (standing?.versions === versions) return standing;
  const { scores } = scoreTargets(term, targets, captionWeight);
  const fresh = { versions, ...yardstick(scores, librarySpread(targets)) };
  known.delete(word);
  known.set(word, fresh);
  const [oldest] = known.keys();
  if (known.size > capacity && oldest !== undefined) known.delete(oldest);
  return fresh;
}
