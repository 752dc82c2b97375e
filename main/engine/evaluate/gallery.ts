/** The photos of a part of a dataset, ready to be searched: names in, names out. */
import { ofUnitLength, queryVector, type Term } from "../compose.ts";
import { scanTargets } from "../fuse.ts";
import { createVectorIndex } from "../vectors.ts";
import type { ComposedQuery, Dataset, Part } from "./dataset.ts";
import type { Features } from "./features.ts";

/** As far as any metric and submission looks. */
const deepest = 50;

const fewParts = 4;

export interface Ranking {
  /** Best first */
  names: string[];
  /** CIRR: the photos of the query's group among each other */
  group: string[];
}

export interface Gallery {
  rank(query: ComposedQuery, terms: readonly Term[], gamma: number): Ranking;
}

export function createGallery({ gallery }: Part, { photos }: Features, dataset: Dataset, dims: number): Gallery {
  const looks = createVectorIndex(dims);
  const captions = createVectorIndex(dims);
  const numbers = new Map(gallery.map((name, number) => [name, number]));
  for (const [name, number] of numbers) {
    const photo = photos.get(name);
    if (photo) looks.put([number], photo.vector);
    if (photo?.captionMean) captions.put([number], photo.captionMean);
  }

  function best(parts: readonly Term[], gamma: number, among?: Set<number>): string[] {
    const { matches } = scanTargets(parts, { looks, captions }, gamma, deepest + 1, { among });
    return matches.flatMap(({ photo }) => gallery[photo] ?? []);
  }

  return {
    rank({ reference, group }, terms, gamma) {
      if (terms.length === 0) return { names: [], group: [] };
      const parts = inFew(terms);
      const isAnswer = (name: string) => !dataset.withoutReference || name !== reference;
      return {
        names: best(parts, gamma).filter(isAnswer).slice(0, deepest),
        group: group ? best(parts, gamma, numbersOf(group)).filter(isAnswer) : [],
      };
    },
  };

  function numbersOf(names: readonly string[]): Set<number> {
    return new Set(names.flatMap((name) => numbers.get(name) ?? []));
  }
}

/** Few parts are compared one by one, and kept for the next weights; many in one. */
function inFew(terms: readonly Term[]): Term[] {
  const [first] = terms;
  return terms.length > fewParts && first ? [{ ...first, weight: 1, vector: queryVector(terms) }] : ofUnitLength(terms);
}
