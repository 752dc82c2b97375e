/** What CVSI is without each of its parts (the paper's Table III), and with other weights (its Figure 4). */
import type { Weights } from "../../../contract/types.ts";
import { cvsi, type Ingredient, type Method } from "../methods.ts";
import type { Run } from "./answer.ts";

export interface Variant extends Run {
  name: string;
}

interface Ablation {
  name: string;
  without: Ingredient["of"][];
  /** 0: no captions of targets, 1: no looks of targets; undefined: as it was */
  gamma?: 0 | 1;
}

const table: readonly Ablation[] = [
  { name: "w/o visual information extraction", without: ["sentence", "photo"], gamma: 1 },
  { name: "w/o semantic information extraction", without: ["edits"], gamma: 0 },
  { name: "w/o reference image features", without: ["photo"] },
  { name: "w/o fine-grained features", without: ["sentence"] },
  { name: "w/o average modified captions features", without: ["edits"] },
  { name: "w/o target images features", without: [], gamma: 1 },
  { name: "w/o target average captions features", without: [], gamma: 0 },
  { name: "CVSI", without: [] },
];

/**
 * A part that is taken out gives its weight to nobody: the score does not change with the length of q. None for another
 * method than CVSI: its parts are not these.
 */
export function ablations({ method, weights }: Run): Variant[] {
  if (method !== cvsi) return [];
  return table.map(({ name, without, gamma }) => ({
    name,
    method: { ...method, parts: method.parts.filter(({ of }) => !without.includes(of)) } satisfies Method,
    weights: { ...weights, gamma: gamma ?? weights.gamma },
  }));
}

const tenths = Array.from({ length: 11 }, (_, step) => step / 10);

/** Every alpha and beta in tenths with alpha + beta at most 1, and every gamma; the other weights as they are. */
export function sweeps({ method, weights }: Run): { ofQuery: Variant[]; ofTarget: Variant[] } {
  return {
    ofQuery: queryWeights.map((changed) => variant(method, { ...weights, ...changed })),
    ofTarget: tenths.map((gamma) => variant(method, { ...weights, gamma })),
  };
}

/** Every alpha and beta with some gammas: what weights are chosen from. */
export function gridOf({ method }: Run): Variant[] {
  return [0, 0.1, 0.2, 0.3, 0.5].flatMap((gamma) => queryWeights.map((weights) => variant(method, { ...weights, gamma })));
}

const queryWeights = tenths.flatMap((beta) => tenths.filter((alpha) => alpha + beta <= 1 + 1e-9).map((alpha) => ({ alpha, beta })));

function variant(method: Method, weights: Weights): Variant {
  return { name: `${weights.alpha} ${weights.beta} ${weights.gamma}`, method, weights };
}
