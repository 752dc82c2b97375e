/** The things that words name. */
import { expect, test } from "vitest";
import { contentWords } from "../../../main/engine/content-words.ts";

test.each([
  ["at night, with a dog", ["night", "dog"]],
  ["the same bridge but in the snow", ["bridge", "snow"]],
  ["a red wall", ["red wall"]],
  ["three dogs instead of two", ["dogs"]],
  ["a young boy riding his bicycle", ["young boy", "riding", "bicycle"]],
  ["in front of an old building", ["front", "old building"]],
  ["ein Hund im Schnee", ["hund", "schnee"]],
  ["犬と雪", ["犬と雪"]],
  ["the same, but not as many", []],
  ["", []],
])("%j names %j", (text, words) => {
  expect(contentWords([text])).toEqual(words);
});

test("each thing is named once, as the first text names it, and eight at most", () => {
  expect(contentWords(["at night, with a brown dog", "people", "a dog on a stone bridge at night"])).toEqual([
    "night",
    "brown dog",
    "people",
    "stone bridge",
  ]);
  expect(contentWords(["tree, car, boat, dog, cat, bird, cow, horse, sheep"])).toHaveLength(8);
});
