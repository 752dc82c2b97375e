/** AdamW's steps, as torch.optim.AdamW makes them. */
import { expect, test } from "vitest";
import { createAdamW } from "../../../main/inference/adamw.ts";

// 1 - .1 x .5 x 1 - .1, and -2 + .1 x .5 x 2 + .1
test("the first step is one rate against the gradient's sign, after the decay", () => {
  const values = Float32Array.of(1, -2, 0);
  createAdamW(values, { rate: 0.1, decay: 0.5 })(Float32Array.of(3, -1e-3, 0));
  expect([...values].map((value) => Number(value.toFixed(4)))).toEqual([0.85, -1.8, 0]);
});

test("later steps follow both means of what came before", () => {
  const values = Float32Array.of(1);
  const follow = createAdamW(values, { rate: 0.01, decay: 0 });
  for (const slope of [1, -0.5, 0.25]) follow(Float32Array.of(slope));
  // torch.optim.AdamW([1.0], 0.01, weight_decay=0) with these gradients
  expect(values[0]).toBeCloseTo(0.9839323, 6);
});

test("finds the bottom of a bowl", () => {
  const values = Float32Array.of(4, -3);
  const follow = createAdamW(values, { rate: 0.05, decay: 0 });
  for (let step = 0; step < 500; step++) follow(values.map((value) => 2 * (value - 1)));
  for (const value of values) expect(value).toBeCloseTo(1, 2);
});
