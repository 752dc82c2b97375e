/**
 * The Look-Words slider as weights: one line through the settings of the paper, from the photo alone (0)
 * over "visual" (0.4) and "semantic" (0.7) to the words alone (1).
 */
import type { Weights } from "./types.ts";

const stops: { at: number; weights: Weights }[] = [
  { at: 0, weights: { alpha: 0, beta: 0, gamma: 0 } },
  { at: 0.4, weights: { alpha: 0.2, beta: 0.6, gamma: 0.1 } },
  { at: 0.7, weights: { alpha: 0.6, beta: 0.4, gamma: 0.2 } },
  { at: 1, weights: { alpha: 1, beta: 0, gamma: 0.3 } },
];

/** `balance` from 0 (looks) to 1 (words). */
export function weightsAt(balance: number): Weights {
  const next = Math.max(
    1,
    stops.findIndex(({ at }) => at >= balance),
  );
  const [from, to] = [stops[next - 1], stops[next]];
  if (!from || !to) throw new RangeError("balance is from 0 to 1");
  const part = (balance - from.at) / (to.at - from.at);
  const between = (name: keyof Weights) => from.weights[name] + part * (to.weights[name] - from.weights[name]);
  return { alpha: between("alpha"), beta: between("beta"), gamma: between("gamma") };
}

/** The place of the slider whose weights are nearest to these. */
export function balanceOf({ alpha, beta, gamma }: Weights): number {
  const places = Array.from({ length: 21 }, (_, step) => step / 20);
  const distance = (balance: number) => {
    const weights = weightsAt(balance);
    return Math.abs(weights.alpha - alpha) + Math.abs(weights.beta - beta) + Math.abs(weights.gamma - gamma);
  };
  return places.reduce((best, place) => (distance(place) < distance(best) ? place : best));
}
