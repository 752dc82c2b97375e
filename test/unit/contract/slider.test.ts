import { expect, test } from "vitest";
import { weightsAt } from "../../../contract/slider.ts";
import { weightsSchema } from "../../../contract/types.ts";

test("from the photo alone over the settings of the paper to the words alone", () => {
  expect([0, 0.4, 0.7, 1].map(weightsAt)).toEqual([
    { alpha: 0, beta: 0, gamma: 0 },
    { alpha: 0.2, beta: 0.6, gamma: 0.1 },
    { alpha: 0.6, beta: 0.4, gamma: 0.2 },
    { alpha: 1, beta: 0, gamma: 0.3 },
  ]);
});

test("between them in a straight line, never more than the whole", () => {
  const { alpha, beta, gamma } = weightsAt(0.2);
  expect([alpha, beta, gamma].map((weight) => Number(weight.toFixed(3)))).toEqual([0.1, 0.3, 0.05]);
  for (let balance = 0; balance <= 1; balance += 0.05) expect(weightsSchema.safeParse(weightsAt(balance)).success).toBe(true);
});
