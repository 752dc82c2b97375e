/** What weights are worth on queries that they were not chosen by. */
import type { Weights } from "../../../contract/types.ts";
import type { Answered } from "./figures.ts";

const folds = 5;

export interface Candidate {
  weights: Weights;
  /** All queries, in the same order for all candidates */
  answered: readonly Answered[];
}

/**
 * Every fifth query is put aside, the weights that are best on the rest are chosen, and those put aside measure them; five
 * times. One row a fold: the weights that were chosen, and their figure on the queries put aside.
 */
export function crossValidate(candidates: readonly Candidate[], figure: (answered: readonly Answered[]) => number) {
  return Array.from({ length: folds }, (_, fold) => {
    const rest = (candidate: Candidate) => figure(candidate.answered.filter((_, index) => index % folds !== fold));
    const [first, ...others] = candidates.map((candidate) => ({ candidate, value: rest(candidate) }));
    const best = others.reduce((best, other) => (best && best.value >= other.value ? best : other), first);
    const weights = best?.candidate.weights ?? { alpha: 0, beta: 0, gamma: 0 };
    return { weights, value: figure(best?.candidate.answered.filter((_, index) => index % folds === fold) ?? []) };
  });
}
