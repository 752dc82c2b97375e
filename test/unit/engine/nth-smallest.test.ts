import { expect, test } from "vitest";
import { nthSmallest } from "../../../main/engine/nth-smallest.ts";
import { randomNumbers } from "../../helpers/random.ts";

test("the n-th smallest is what sorting would put there", () => {
  const next = randomNumbers(3);
  for (const length of [1, 2, 3, 10, 101, 1000]) {
    const values = Float32Array.from({ length }, () => Math.round(next() * 50) / 7);
    const sorted = values.toSorted();
    for (const place of [0, length >> 1, length - 1]) expect(nthSmallest(values.slice(), place)).toBe(sorted[place]);
  }
});

test("of nothing is 0", () => {
  expect(nthSmallest(new Float32Array(), 0)).toBe(0);
});
