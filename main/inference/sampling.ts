/** From a decoder's scores to the next word: by chance among the likeliest, or the likeliest. */

/** Chooses a word's id from the scores (logits) of all words. */
export type Choose = (scores: Float32Array) => number;

export interface Nucleus {
  /** The likeliest words that together have this probability stay in the choice; 1: all words. */
  topP: number;
  /** Above 1: more daring, below: more careful */
  temperature: number;
}

/** The first of the greatest scores. */
export function greedy(scores: Float32Array): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) if ((scores[id] as number) > (scores[best] as number)) best = id;
  return best;
}

/** Nucleus sampling (Holtzman et al., 2020). `random` gives numbers from 0 up to, but not including, 1. */
export function nucleus({ topP, temperature }: Nucleus, random: () => number): Choose {
  return (scores) => {
    const { weights, total } = softmax(scores, temperature);
    const { ids, mass } = likeliest(weights, total, topP);
    let left = random() * mass;
    for (const id of ids) {
      left -= weights[id] as number;
      if (left < 0) return id;
    }
    return ids.at(-1) ?? 0;
  };
}

/** Probabilities times `total`. */
function softmax(scores: Float32Array, temperature: number): { weights: Float64Array; total: number } {
  const greatest = scores[greedy(scores)] ?? 0;
  // Plain loops here and below: this runs for thousands of words, some two hundred times a photo.
  const weights = new Float64Array(scores.length);
  let total = 0;
  for (let id = 0; id < scores.length; id++) {
    const weight = Math.exp(((scores[id] as number) - greatest) / temperature);
    weights[id] = weight;
    total += weight;
  }
  return { weights, total };
}

/** The fewest words, likeliest first, whose weights make up `topP` of the total, and what they make up. */
function likeliest(weights: Float64Array, total: number, topP: number): { ids: number[]; mass: number } {
  // All words below this make up less than 1 - topP together, so none of them is needed; few words are left to sort.
  const least = ((1 - topP) * total) / weights.length;
  const candidates: number[] = [];
  for (let id = 0; id < weights.length; id++) if ((weights[id] as number) >= least) candidates.push(id);
  candidates.sort((a, b) => (weights[b] as number) - (weights[a] as number));
  let mass = 0;
  let count = 0;
  while (count < candidates.length && mass < topP * total) mass += weights[candidates[count++] as number] as number;
  return { ids: candidates.slice(0, count), mass };
}

/** Numbers from 0 up to, but not including, 1; the same again for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
