/**
 * The library's side (method.md, library): t = g t_c + (1 - g) t_v of every photo, compared exactly with a query.
 * t_v: the photo's own vector, t_c: the mean of its captions' vectors, both of unit length. A photo without captions: t = t_v.
 */
import { mixedDots } from "./kept-dots.ts";
import { createTopList, type Match } from "./top-list.ts";
import type { VectorIndex } from "./vectors.ts";

/** Both target vectors of the library's photos. */
export interface Targets {
  looks: VectorIndex;
  captions: VectorIndex;
}

/** One photo's target vectors, of unit length. */
export interface Target {
  look: Float32Array;
  captions: Float32Array | undefined;
}

/** All photos that were compared, in no order; scores[i] is that of photos[i]. */
export interface Scored {
  photos: Int32Array;
  scores: Float32Array;
}

export interface Scan extends Scored {
  /** The best, greatest score first; equal ones by photo id */
  matches: Match[];
}

/** Photos that are compared: all, or those in `among`, and none in `except`. */
export interface Which {
  among?: ReadonlySet<number> | undefined;
  except?: ReadonlySet<number> | undefined;
}

/** For every row of `looks`: where the photo's captions are (-1: nowhere), and <t_v, t_c>. */
interface Alignment {
  versions: string;
  slots: Int32Array;
  cosines: Float32Array;
}

const alignments = new WeakMap<VectorIndex, Alignment>();

/** |g t_c + (1 - g) t_v| of unit vectors with this cosine. */
export function fusedLength(gamma: number, cosine: number): number {
  return Math.sqrt(Math.max(gamma ** 2 + (1 - gamma) ** 2 + 2 * gamma * (1 - gamma) * cosine, 1e-12));
}

/**
 * Score = cos(q, t) of these photos. query: q / |q| as a sum of weighted unit vectors. The same vectors
 * with other weights cost next to nothing.
 */
export function scoreTargets(
  query: readonly { vector: Float32Array; weight: number }[],
  targets: Targets,
  gamma: number,
  which: Which = {},
): Scored {
  const { looks, captions } = targets;
  const { slots, cosines } = align(targets);
  const lookScores = mixedDots(query, looks);
  // Also for a gamma of 0: it may move next, and that must not wait.
  const captionScores = captions.size > 0 ? mixedDots(query, captions) : undefined;

  function scoreAt(slot: number): number {
    const look = lookScores[slot] ?? 0;
    const captionScore = captionScores?.[slots[slot] ?? -1];
    if (captionScore === undefined || gamma === 0) return look;
    return (gamma * captionScore + (1 - gamma) * look) / fusedLength(gamma, cosines[slot] ?? 0);
  }

  const compared = slotsOf(looks, which);
  const photos = new Int32Array(compared.length);
  const scores = new Float32Array(compared.length);
  for (let index = 0; index < compared.length; index++) {
    const slot = compared[index] ?? 0;
    photos[index] = looks.photos[slot] ?? 0;
    scores[index] = scoreAt(slot);
  }
  return { photos, scores };
}

/** `scoreTargets`, and the best of them. */
export function scanTargets(
  query: readonly { vector: Float32Array; weight: number }[],
  targets: Targets,
  gamma: number,
  limit: number,
  which: Which = {},
): Scan {
  const scored = scoreTargets(query, targets, gamma, which);
  const best = createTopList(limit);
  for (const [index, photo] of scored.photos.entries()) best.offer(photo, scored.scores[index] ?? 0);
  return { ...scored, matches: best.sorted() };
}

function slotsOf(looks: VectorIndex, { among, except }: Which): Uint32Array {
  const slots = among ? Uint32Array.from([...among].flatMap((photo) => looks.slot(photo) ?? [])) : upTo(looks.size);
  return except?.size ? slots.filter((slot) => !except.has(looks.photos[slot] ?? -1)) : slots;
}

function upTo(size: number): Uint32Array {
  const numbers = new Uint32Array(size);
  for (let number = 0; number < size; number++) numbers[number] = number;
  return numbers;
}

/** Made again after either side has changed. */
function align({ looks, captions }: Targets): Alignment {
  const versions = `${looks.version}/${captions.version}`;
  const known = alignments.get(looks);
  if (known?.versions === versions) return known;
  const slots = Int32Array.from(looks.photos, (photo) => captions.slot(photo) ?? -1);
  const cosines = Float32Array.from(slots, (captionSlot, slot) => {
    const row = looks.row(looks.photos[slot] ?? -1);
    return captionSlot < 0 || !row ? 0 : captions.dotAt(captionSlot, row);
  });
  const alignment = { versions, slots, cosines };
  alignments.set(looks, alignment);
  return alignment;
}
