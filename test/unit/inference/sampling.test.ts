/** The choice of a caption's next word, against cases worked out by hand. */
import { expect, test } from "vitest";
import { createRandom, greedy, nucleus } from "../../../main/inference/sampling.ts";

/** Scores whose softmax is exactly these probabilities. */
function scoresOf(...probabilities: number[]): Float32Array {
  return Float32Array.from(probabilities, (probability) => Math.log(probability));
}
const scores = scoresOf(0.05, 0.5, 0.1, 0.3, 0.05);

function chosen(topP: number, temperature: number, random: number): number {
  return nucleus({ topP, temperature }, () => random)(scores);
}

/** How often each word is chosen in `draws` tries. */
function shares(topP: number, draws = 100_000): number[] {
  const choose = nucleus({ topP, temperature: 1 }, createRandom(7));
  const counts = Array.from(scores, () => 0);
  for (let draw = 0; draw < draws; draw++) {
    const word = choose(scores);
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts.map((count) => count / draws);
}

test("the likeliest word is the first of the greatest", () => {
  expect(greedy(scores)).toBe(1);
  expect(greedy(new Float32Array([2, 5, 5, 1]))).toBe(1);
});

test.each([
  // The nucleus of .9 is .5 + .3 + .1: words 1, 3 and 2, in this order on a line of length .9.
  { topP: 0.89, random: 0, word: 1 },
  { topP: 0.89, random: 0.55, word: 1 },
  { topP: 0.89, random: 0.56, word: 3 },
  { topP: 0.89, random: 0.88, word: 3 },
  { topP: 0.89, random: 0.89, word: 2 },
  { topP: 0.89, random: 0.999999, word: 2 },
  // .5 alone is not .6, so the second is in too.
  { topP: 0.6, random: 0.999999, word: 3 },
  { topP: 0.01, random: 0.999999, word: 1 },
  // All words: equal ones by their id.
  { topP: 1, random: 0.92, word: 0 },
  { topP: 1, random: 0.97, word: 4 },
])("of the nucleus $topP the number $random chooses word $word", ({ topP, random, word }) => {
  expect(chosen(topP, 1, random)).toBe(word);
});

test("a temperature of 2 takes the root of every probability, 1/2 the square", () => {
  const probabilities = [0.05, 0.5, 0.1, 0.3, 0.05];
  for (const [temperature, power] of [
    [2, 0.5],
    [0.5, 2],
  ] as const) {
    const powers = probabilities.map((probability) => probability ** power);
    const sum = powers.reduce((a, b) => a + b);
    // Words 1 and 3 are the likeliest in both: the line begins with them.
    const border = (powers[1] ?? 0) / sum;
    expect(chosen(1, temperature, border - 0.001)).toBe(1);
    expect(chosen(1, temperature, border + 0.001)).toBe(3);
  }
});

test("words are chosen as often as they are likely within the nucleus, others never", () => {
  const [zero, one, two, three, four] = shares(0.89);
  expect([zero, four]).toEqual([0, 0]);
  expect(one).toBeCloseTo(5 / 9, 2);
  expect(three).toBeCloseTo(3 / 9, 2);
  expect(two).toBeCloseTo(1 / 9, 2);
});

test("a seed repeats its numbers, another has others, and all lie from 0 up to 1", () => {
  const take = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 1000 }, random);
  };
  expect(take(1)).toEqual(take(1));
  expect(take(1)[0]).not.toBe(take(2)[0]);
  expect(take(-5).every((number) => number >= 0 && number < 1)).toBe(true);
  expect(take(3).reduce((a, b) => a + b) / 1000).toBeCloseTo(0.5, 1);
});
