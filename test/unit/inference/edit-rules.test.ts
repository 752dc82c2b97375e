/** The rule-based edit: what stands in where no language model is. */
import { describe, expect, test } from "vitest";
import { addedByRules, editByRules, plain } from "../../../main/inference/edit-rules.ts";

describe("the rule-based edit", () => {
  test.each([
    // one thing for another
    ["a dog is running on the beach", "a cat instead of the dog", "a cat is running on the beach"],
    ["a dog carrying a stick in the water", "with a ball rather than a stick", "a dog carrying a ball in the water"],
    ["a dog is jumping for a ball", "going for a frisbee rather than a ball", "a dog is jumping for a frisbee"],
    ["a man is riding a red bike", "replace the bike with a horse", "a man is riding a horse"],
    ["a man is riding a bike", "swap the bike for a scooter", "a man is riding a scooter"],
    ["a boy is throwing a ball", "change the boy to a girl", "a girl is throwing a ball"],
    ["a man is climbing a rock", "a woman instead", "a woman is climbing a rock"],
    ["a man is climbing a rock", "two women instead", "two women are climbing a rock"],
    ["a man is on a bike", "on a skateboard, not a bike", "a man is on a skateboard"],
    ["a man is sitting", "a dog instead of the cat", "a man is sitting, a dog"],
    // out of the photo
    ["a boy is jumping down stairs on a skateboard", "without the skateboard", "a boy is jumping down stairs"],
    ["a man with a red backpack is hiking", "no backpack", "a man is hiking"],
    ["a dog is running with a ball in its mouth", "remove the ball", "a dog is running"],
    ["a man in a hat is smiling", "without the hat", "a man is smiling"],
    ["a boy jumps off a board", "no life jacket", "a boy jumps off a board"],
    ["a dog", "without the dog", "a dog"],
    ["a boy in a blue vest and shorts is running", "no jacket", "a boy in shorts is running"],
    ["a basketball player is running", "no ball", "a basketball player is running"],
    ["a man is running", "without a shirt", "a man is running shirtless"],
    ["a man in a shirt is running", "without a shirt", "a man is running"],
    // how many
    ["two brown dogs are playing in the snow", "three dogs instead of two", "three brown dogs are playing in the snow"],
    ["two girls are running", "only one girl", "one girl is running"],
    ["a dog is swimming", "another dog", "two dogs are swimming"],
    ["a surfer is catching a wave", "a second surfer", "two surfers are catching a wave"],
    ["two women are talking", "just one woman", "one woman is talking"],
    ["a lone skier is skiing", "a group of skiers", "a group of skiers are skiing"],
    ["a child is playing", "three children", "three children are playing"],
    // what it is like
    ["a brown dog is jumping", "the dog is white", "a white dog is jumping"],
    ["a girl carrying a pink bag", "but the bag is red", "a girl carrying a red bag"],
    ["a brown dog is jumping", "same leap but the dog is white", "a white dog is jumping"],
    ["a man in a red kayak", "blue kayak", "a man in a blue kayak"],
    // where and when
    ["a child is riding a scooter indoors", "outside", "a child is riding a scooter outside"],
    ["a bridge over a river", "at night", "a bridge over a river at night"],
    ["a bridge over a river", "make it at night", "a bridge over a river at night"],
    ["a boy on a skateboard", "same trick indoors", "a boy on a skateboard, indoors"],
    ["a dog is running", "but in the snow", "a dog is running in the snow"],
    // what is done, worn, held, beside
    ["a girl is walking on the beach", "running along the sand", "a girl is running along the sand"],
    ["a girl is walking", "holding an umbrella", "a girl is walking holding an umbrella"],
    ["a girl is walking", "wearing a red hat", "a girl is walking wearing a red hat"],
    ["a girl is walking", "add a dog", "a girl is walking with a dog"],
    ["a boy is riding a bike", "with a man helping him", "a boy is riding a bike with a man helping him"],
    // how it is seen
    ["a dog is running", "close up", "a close up of a dog running"],
    // several at once
    ["two girls are running", "only one girl, at night", "one girl is running at night"],
    ["a man in a hat is sitting", "no hat, holding a book", "a man is sitting holding a book"],
    // what no rule knows
    ["a man is surfing", "rider gets thrown off", "a man is surfing, rider gets thrown off"],
    ["ein Hund", "im Schnee", "ein hund, im schnee"],
    // form
    ["A dog is\nrunning .", "At  night.", "a dog is running at night"],
    ["a dog is running", "", "a dog is running"],
    ["", "a cat", ", a cat"],
  ])("%j + %j", (caption, edit, edited) => {
    expect(editByRules(caption, edit)).toBe(edited);
  });

  test("ends for hostile input", () => {
    expect(editByRules("a ".repeat(2000), "no ".repeat(2000)).length).toBeLessThan(20_000);
  });
});

test.each([
  ["with a man helping him", ["a man"]],
  ["a cat instead of the dog", ["a cat"]],
  ["holding a red umbrella, with two dogs by a tree", ["a red umbrella", "two dogs"]],
  ["without a hat", []],
  ["at night", []],
  ["add a dog and a cat", ["a dog", "a cat"]],
])("objects asked for in %j", (edit, added) => {
  expect(addedByRules(edit)).toEqual(added);
});

test("plain text has one line, no capitals and no full stop", () => {
  expect(plain("  A man 's\n hat . ")).toBe("a man's hat");
});
