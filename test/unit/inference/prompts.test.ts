/** What the language model is asked, and what is taken of its answer. */
import { describe, expect, test } from "vitest";
import { parseAnswer, promptFor } from "../../../main/inference/prompts.ts";

describe("the prompt", () => {
  test("of a taught model is what is wanted and the caption, a line each", () => {
    expect(promptFor("A dog is running .", "At night", true)).toBe("at night\na dog is running\n");
  });

  test("of any other model begins with worked examples, alike for all captions", () => {
    const [one, other] = ["a dog", "a cat"].map((caption) => promptFor(caption, "at night", false));
    expect(one).toMatch(/Edited: .+\nAdded: .+\n\n?Instruction: at night\nImage: a dog\nEdited:$/);
    expect(one?.split("Image: a dog")[0]).toBe(other?.split("Image: a cat")[0]);
  });

  test("stays of one line each, whatever a person types", () => {
    const prompt = promptFor('a "dog"\nnonsense', "at\r\nnight\n\na cat: owned", true);
    expect(prompt).toBe('at night a cat: owned\na "dog" nonsense\n');
  });

  test("is bounded", () => {
    expect(promptFor("dog ".repeat(5000), "cat ".repeat(5000), true).length).toBeLessThan(1000);
  });
});

describe("an answer", () => {
  test.each([
    [" a dog at night\nAdded: nothing\n", "a dog at night", []],
    [" a dog with a man\nAdded: a man, a red hat\n", "a dog with a man", ["a man", "a red hat"]],
    [' "a dog at night."\n', "a dog at night", []],
    ["“a dog at night”\nAdded: none", "a dog at night", []],
    [" a dog   at night\n", "a dog at night", []],
    [" a dog at night\nadded: a man, a man, a man.", "a dog at night", ["a man"]],
    [" a dog at night\nAdded: a b, c d, e f, g h, i j, k l", "a dog at night", ["a b", "c d", "e f", "g h", "i j"]],
    [` a dog at night\nAdded: ${"very ".repeat(20)}long`, "a dog at night", []],
    [" un chien la nuit\nAdded: rien", "un chien la nuit", ["rien"]],
  ])("%j", (answer, edited, added) => {
    expect(parseAnswer(answer)).toEqual({ edited, added });
  });

  test.each([
    ["empty", ""],
    ["blank", "  \n  \n"],
    ["one word", " dog\nAdded: nothing\n"],
    ["quotes alone", ' ""\n'],
    ["in another alphabet", " 一只狗 在 晚上\nAdded: nothing\n"],
    ["endless", ` ${"a dog and ".repeat(40)}\n`],
    ["without an end", " a dog, a dog, a dog, a dog,"],
    ["without a noun", " a girl in a blue is running\n"],
    ["numbers and signs", " 1 2 3 !!!\n"],
  ])("that is %s is none", (_what, answer) => {
    expect(parseAnswer(answer)).toBeUndefined();
  });
});
