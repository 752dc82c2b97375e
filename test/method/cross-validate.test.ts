import { expect, test } from "vitest";
import { crossValidate } from "../../main/engine/evaluate/cross-validate.ts";
import type { Answered } from "../../main/engine/evaluate/figures.ts";
import { recallAt } from "../../main/engine/evaluate/metrics.ts";

/** Ten queries, of which those in `found` are answered. */
function answered(found: readonly number[]): Answered[] {
  return Array.from({ length: 10 }, (_, index) => ({
    part: "all",
    query: { id: String(index), reference: undefined, edit: "", targets: ["target"] },
    ranking: { names: found.includes(index) ? ["target"] : ["other"], group: [] },
  }));
}

test("weights are measured on queries that they were not chosen by", () => {
  const [a, b] = [
    { alpha: 0, beta: 0, gamma: 0 },
    { alpha: 1, beta: 0, gamma: 0 },
  ];
  const candidates = [
    { weights: a, answered: answered([0, 1, 2, 3, 5]) },
    { weights: b, answered: answered([4, 6, 7, 8, 9]) },
  ];
  const found = (answers: readonly Answered[]) =>
    answers.reduce((sum, { query, ranking }) => sum + recallAt(ranking.names, query.targets, 1), 0);
  // Put aside 0 and 5: b finds 5 of the rest and a 3, but b finds none of the two.
  expect(crossValidate(candidates, found)[0]).toEqual({ weights: b, value: 0 });
  // Put aside 4 and 9: a finds 5 of the rest and b 3, but a finds none of the two.
  expect(crossValidate(candidates, found)[4]).toEqual({ weights: a, value: 0 });
});
