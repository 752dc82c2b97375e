/**
 * The library's side (method.md, library): t = g t_c + (1 - g) t_v of every photo, compared exactly with a query.
 * t_v: the photo's own vector, t_c: the mean of its captions' vectors, both of unit length. A photo without captions: t = t_v.
 */
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

export interface Scan {
  /** The best, greatest score first; equal ones by photo id */
  matches: Match[];
  /** Of all photos that were compared, in no order */
  scores: Float32Array;
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

/** Score = cos(q, t) of all photos, or of those in `among`. query: dims numbers of unit length. */
export function scanTargets(query: Float32Array, targets: Targets, gamma: number, limit: number, among?: ReadonlySet<number>): Scan {
  const { looks, captions } = targets;
  const best = createTopList(limit);
  const { slots, cosines } = align(targets);
  const scores = new Float32Array(among?.size ?? looks.size);
  let compared = 0;

  function compare(photo: number, slot: number): void {
    const look = looks.dotAt(slot, query);
    const captionSlot = slots[slot] ?? -1;
    const score =
      gamma === 0 || captionSlot < 0
        ? look
        : (gamma * captions.dotAt(captionSlot, query) + (1 - gamma) * look) / fusedLength(gamma, cosines[slot] ?? 0);
    scores[compared++] = score;
    best.offer(photo, score);
  }

  if (!among) for (const [slot, photo] of looks.photos.entries()) compare(photo, slot);
  else for (const photo of among) compareIfThere(photo, looks.slot(photo));

  function compareIfThere(photo: number, slot: number | undefined): void {
    if (slot !== undefined) compare(photo, slot);
  }
  return { matches: best.sorted(), scores: scores.subarray(0, compared) };
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
