import { expect, test } from "vitest";
import { rankOf, recallAt, scoreAll } from "../../../main/engine/evaluate/recall.ts";

test("a rank counts what stands before the best target", () => {
  const scores = Float32Array.of(0.1, 0.9, 0.5, 0.7);
  expect(rankOf(scores, [1])).toBe(0);
  expect(rankOf(scores, [2])).toBe(2);
  expect(rankOf(scores, [0, 3])).toBe(1);
});

test("equal scores count against the target, so that a constant encoder ranks last", () => {
  expect(rankOf(Float32Array.of(1, 1, 1, 1), [2])).toBe(3);
});

test("recall is the share of ranks below k, in percent", () => {
  expect(recallAt([0, 0, 3, 7, 12], [1, 5, 10])).toEqual({ "1": 40, "5": 60, "10": 80 });
});

test("every row of the gallery is scored", () => {
  expect([...scoreAll(Float32Array.of(1, 2), Float32Array.of(1, 0, 0, 1, 3, 3))]).toEqual([1, 2, 9]);
});
