/** Reference photos and words -> one query vector, and how much each of them adds to a score. */
import { AppError } from "../../contract/errors.ts";
import type { Share, Weights } from "../../contract/types.ts";
import { fusedLength, type Target } from "./fuse.ts";
import { cvsi, type Ingredient, type Method, type PartWeight } from "./methods.ts";
import { dot } from "./vectors.ts";

/** A vector of unit length and its weight. */
export interface Term {
  part: Share["part"];
  weight: number;
  vector: Float32Array;
}

/** One term of the query: q = sum of weight x vector. `index`: which reference or without-word. */
export interface QueryPart extends Term {
  index: number;
}

/** All vectors of unit length. */
export interface ComposedReference {
  vector: Float32Array;
  wanted: boolean;
  weight: number;
  /** q_m: the mean of its captions' edits; undefined until they are there */
  edited?: Float32Array | undefined;
  /** q_f: the photo in a sentence with the words; undefined in a pack without a pseudo token */
  sentence?: Float32Array | undefined;
  /** The words of that sentence without the photo, to stand in for it */
  sentenceWords?: Float32Array | undefined;
}

export interface Ingredients {
  references: ComposedReference[];
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
 * The parts of a query. Each wanted reference is composed with the words as CVSI says, and shares the whole by its weight;
 * unwanted ones and words to avoid are subtracted. What is not there has a stand-in: the words for edited captions, the words
 * and the photo for the sentence that has both.
 * @throws AppError query-empty when nothing is wanted
 */
export function composeQuery({ references, text, without, weights }: Ingredients): QueryPart[] {
  const total = references.reduce((sum, { wanted, weight }) => sum + (wanted ? weight : 0), 0);
  if (total === 0 && !text) throw queryEmpty();
  const parts: QueryPart[] = total === 0 && text ? [{ part: "text", index: 0, vector: text, weight: 1 }] : [];
  for (const [index, reference] of references.entries()) {
    if (!reference.wanted) parts.push({ part: "unwanted", index, vector: reference.vector, weight: -avoidance * reference.weight });
    else if (total > 0) parts.push(...shareOfReference(reference, index, text, weights, reference.weight / total));
  }
  parts.push(...without.map((vector, index) => ({ part: "without" as const, index, vector, weight: -avoidance })));
  return mergeSame(parts).filter(({ weight }) => weight !== 0);
}

function shareOfReference(
  reference: ComposedReference,
  index: number,
  text: Float32Array | undefined,
  weights: Weights,
  share: number,
): QueryPart[] {
  const photo: Term = { part: "reference", weight: 1, vector: reference.vector };
  const terms = text ? composeMethod(cvsi, weights, (ingredient) => termsOf(ingredient, reference, photo, text)) : [photo];
  return terms.map((term) => ({ ...term, index: term.part === "text" ? 0 : index, weight: term.weight * share }));
}

function termsOf({ of }: Ingredient, { edited, sentence, sentenceWords }: ComposedReference, photo: Term, text: Float32Array): Term[] {
  if (of === "photo") return [photo];
  if (of === "sentence")
    return sentence ? [{ part: "sentence", weight: 1, vector: sentence }] : sentenceStandIn(photo, sentenceWords ?? text);
  return [edited ? { part: "rewritten", weight: 1, vector: edited } : { part: "text", weight: 1, vector: text }];
}

/** For q_f in a pack without a pseudo token: its weight is divided between the words and the photo. */
export function sentenceStandIn(photo: Term, words: Float32Array): Term[] {
  return [
    { part: "text", weight: wordsInSentence, vector: words },
    { ...photo, weight: 1 - wordsInSentence },
  ];
}

/** A method's parts with their weights; `termsOf` says which vectors an ingredient is made of, as shares of 1. */
export function composeMethod(method: Method, weights: Weights, termsOf: (ingredient: Ingredient) => Term[]): Term[] {
  return method.parts.flatMap((part) => {
    const weight = partWeight(part.weight, weights);
    return weight === 0 ? [] : termsOf(part).map((term) => ({ ...term, weight: term.weight * weight }));
  });
}

function partWeight(weight: PartWeight, { alpha, beta }: Weights): number {
  if (weight === "alpha") return alpha;
  if (weight === "beta") return beta;
  if (weight === "rest") return Math.max(0, 1 - alpha - beta);
  return weight;
}

/** One part for each vector of a thing: the words may come from several references. */
function mergeSame(parts: readonly QueryPart[]): QueryPart[] {
  const merged: QueryPart[] = [];
  for (const part of parts) {
    const same = merged.find((other) => other.part === part.part && other.index === part.index && other.vector === part.vector);
    if (same) same.weight += part.weight;
    else merged.push({ ...part });
  }
  return merged;
}

/** q / |q|: its dot product with a photo's unit vector is the score. */
export function queryVector(parts: readonly Pick<Term, "vector" | "weight">[]): Float32Array {
  const [first] = parts;
  if (!first) throw queryEmpty();
  const sum = new Float32Array(first.vector.length);
  for (const { vector, weight } of parts) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (vector[i] as number);
  }
  return normalise(sum).unit;
}

/** q / |q| as the same parts with other weights. */
export function ofUnitLength<T extends Term>(parts: readonly T[]): T[] {
  const length = queryLength(parts);
  return parts.map((part) => ({ ...part, weight: part.weight / length }));
}

/**
 * What every part of a query of unit length adds to the score of `target`, for each of its sides. The shares sum up to the
 * score (method.md, exact shares).
 */
export function sharesOf(parts: readonly QueryPart[], { look, captions }: Target, gamma: number): Share[] {
  const fused = captions !== undefined && gamma > 0;
  const length = fused ? fusedLength(gamma, dot(look, captions)) : 1;
  const share = ({ part, index, weight, vector }: QueryPart, side: Share["side"], sideWeight: number, target: Float32Array): Share => ({
    part,
    index,
    side,
    value: (weight * sideWeight * dot(vector, target)) / length,
  });
  const shares = parts.flatMap((part) =>
    fused ? [share(part, "look", 1 - gamma, look), share(part, "captions", gamma, captions)] : [share(part, "look", 1, look)],
  );
  return addUpSame(shares);
}

/** A photo of the feedback has two vectors, and one share a side. */
function addUpSame(shares: readonly Share[]): Share[] {
  const added: Share[] = [];
  for (const share of shares) {
    const same = added.find(({ part, index, side }) => part === share.part && index === share.index && side === share.side);
    if (same) same.value += share.value;
    else added.push(share);
  }
  return added;
}

function queryLength(parts: readonly Term[]): number {
  let square = 0;
  for (const a of parts) for (const b of parts) square += a.weight * b.weight * dot(a.vector, b.vector);
  return Math.sqrt(Math.max(square, 1e-12));
}

function queryEmpty(): AppError {
  return new AppError("query-empty", "There is nothing to look for.", "Give a photo or some words.");
}

/** The mean of unit vectors, at unit length; `weights` (not all 0) say how much each counts. */
export function meanVector(vectors: readonly Float32Array[], weights: readonly number[] = vectors.map(() => 1)): Float32Array {
  return queryVector(vectors.map((vector, index) => ({ vector, weight: weights[index] ?? 0 })));
}

/** A vector of length 1 and the length it had. A zero vector stays zero. */
export function normalise(vector: Float32Array): { unit: Float32Array; norm: number } {
  const norm = Math.sqrt(dot(vector, vector));
  return { unit: norm > 0 ? vector.map((value) => value / norm) : vector, norm };
}
