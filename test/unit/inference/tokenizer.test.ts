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
  expect((await open())(text).ids).toEqual(ids);
});

test("says when the end of a text was left out, and keeps the token that ends a sentence", async () => {
  const tokenize = await open(5);
  expect(tokenize("one two three")).toEqual({ ids: [101, 2028, 2048, 2093, 102], cut: false });
  expect(tokenize("one two three four")).toEqual({ ids: [101, 2028, 2048, 2093, 102], cut: true });
});
