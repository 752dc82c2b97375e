import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openTokenizer } from "../../../main/inference/tokenizer.ts";
import expected from "./token-ids.json" with { type: "json" };

const pack = join(import.meta.dirname, "../../../models/starter");

beforeEach((context) => context.skip(!existsSync(join(pack, "tokenizer.json")), "models/starter is not there"));

function open(maxTokens = 64) {
  return openTokenizer(join(pack, "tokenizer.json"), join(pack, "tokenizer_config.json"), maxTokens);
}

// token-ids.json was written with the Python package `tokenizers`, cut at 64 tokens.
test.for(expected)("gives the ids of the reference for $text", async ({ text, ids }) => {
  expect((await open()).tokenize(text).ids).toEqual(ids);
});

test("says when the end of a text was left out, and keeps the token that ends a sentence", async () => {
  const { tokenize } = await open(5);
  expect(tokenize("one two three")).toEqual({ ids: [101, 2028, 2048, 2093, 102], leftOut: "" });
  expect(tokenize("one two three four")).toEqual({ ids: [101, 2028, 2048, 2093, 102], leftOut: " four" });
});

test("cuts a middle from its end, by whole words, and keeps what stands around it", async () => {
  const { tokenize } = await open(12);
  const sentence = (cuttable: string) => ({ before: "a photo that ", cuttable, after: ". it has a dog" });
  expect(tokenize(sentence("one two"))).toEqual(tokenize("a photo that one two. it has a dog"));
  expect(tokenize(sentence("one two three four"))).toEqual({ ...tokenize("a photo that one two. it has a dog"), leftOut: " three four" });
  // "basketballs" is two tokens, of which one would fit.
  expect(tokenize(sentence("one basketballs"))).toEqual({ ...tokenize("a photo that one. it has a dog"), leftOut: " basketballs" });
  expect(tokenize(sentence("y".repeat(90))).leftOut).toMatch(/^y+$/);
  expect(tokenize(sentence("y".repeat(90))).ids.slice(-6)).toEqual(tokenize(". it has a dog").ids.slice(-6));
});

test("knows the token that stands for a photo", async () => {
  const { tokenize, idOf } = await open();
  expect(tokenize("a photo of $ that").ids.indexOf(idOf("$") ?? 0)).toBe(4);
  expect(idOf("two words")).toBeUndefined();
});
