import { expect, test } from "vitest";
import { withoutRepeats } from "../../../main/inference/no-repeat.ts";

const out = Number.NEGATIVE_INFINITY;
const scores = () => Float32Array.from([1, 2, 3, 4]);

test("a word that would end a run of three words for the second time is out of the question", () => {
  expect([...withoutRepeats(scores(), [0, 1, 2, 0, 1], 3)]).toEqual([1, 2, out, 4]);
  expect([...withoutRepeats(scores(), [0, 1, 2, 0, 1, 3, 0, 1], 3)]).toEqual([1, 2, out, out]);
  expect([...withoutRepeats(scores(), [3, 3, 3], 3)]).toEqual([1, 2, 3, out]);
});

test("all other words keep their scores, and the scores that were given are not changed", () => {
  const given = scores();
  for (const words of [[], [0], [0, 1], [0, 1, 2], [0, 1, 2, 1, 0]]) expect(withoutRepeats(given, words, 3)).toEqual(scores());
  withoutRepeats(given, [3, 3, 3], 3);
  expect(given).toEqual(scores());
});
