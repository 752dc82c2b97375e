/** What a language model left out is put in by rules. */
import { expect, test } from "vitest";
import { completeEdit } from "../../../main/inference/edit-completion.ts";

test.each([
  ["all is there", "a cat is running in the snow", "a cat instead of the dog, in the snow", "a cat is running in the snow"],
  ["in other words", "a close up of a big dog", "bigger dog, closer", "a close up of a big dog"],
  [
    "a second wish is forgotten",
    "a boy is running with arms out",
    "arms out, smiling at the camera",
    "a boy is running with arms out, smiling at the camera",
  ],
  ["the caption is copied", "a man in a hat stands near a tree", "jumping into a pool", "a man in a hat jumping into a pool"],
  ["a thing is still there", "a man in a hat is sitting", "no hat", "a man is sitting"],
  ["and has another name", "a boy wearing a blue vest and shorts jumps", "without the jacket", "a boy wearing shorts jumps"],
  ["there still are two", "two girls are running at night", "only one girl, at night", "one girl is running at night"],
  ["there are too few", "two dogs are running", "three dogs instead of two", "three dogs are running"],
  ["a word of what stays as it is", "a boy is jumping indoors", "same trick indoors", "a boy is jumping indoors"],
  ["a place is forgotten", "two boys play", "two boys in a park", "two boys play in a park"],
  ["indoors and outdoors", "a child indoors on the sidewalk", "outside on the sidewalk", "a child outside on the sidewalk"],
  ["what they do is forgotten", "a group of skiers is skiing down a hill", "a group of skiers going up", "a group of skiers is going up"],
  ["the colour is another", "a man in a white kayak", "blue kayak", "a man in a blue kayak"],
  ["there still are four", "four boys are playing", "one boy about to play instead of four posing", "one boy is playing about to play"],
  ["nothing is asked", "a boy is jumping", "", "a boy is jumping"],
])("%s", (_what, edited, instruction, complete) => {
  expect(completeEdit(edited, instruction)).toBe(complete);
});

test("ends for hostile input", () => {
  expect(completeEdit("a dog ".repeat(60), "cat, ".repeat(2000)).length).toBeLessThan(20_000);
});
