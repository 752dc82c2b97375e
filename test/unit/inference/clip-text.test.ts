/** CLIP's texts from words to vectors, as the program computes them, against PyTorch. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Pack } from "../../../main/inference/pack.ts";
import { openTextEncoder } from "../../../main/inference/text-encoder.ts";
import { openTokenizer } from "../../../main/inference/tokenizer.ts";
import { addPseudoToken } from "../../../main/packs/onnx/pseudo-token.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { floatsOf, greatestDifference, tinyFile, tinyReference } from "../../helpers/tiny-hub.ts";

const { texts } = tinyReference<{ texts: { text: string; ids: number[]; embedding: string }[] }>("clip");
const width = 32;

async function openEncoder() {
  const encoder = join(temporaryFolder(), "text.onnx");
  writeFileSync(encoder, Buffer.concat(addPseudoToken(readFileSync(tinyFile("clip", "text_model.onnx")), "")));
  const path = (file: string) => (file === "text.onnx" ? encoder : tinyFile("clip", file));
  const names = { encoder: "text.onnx", tokenizer: "tokenizer.json", tokenizerConfig: "tokenizer_config.json" };
  const manifest = { dims: width, text: { ...names, maxTokens: 77, pseudo: { token: "$", width } } };
  return await openTextEncoder({ manifest, path } as unknown as Pack, 1);
}

test("words become the ids of the reference", async () => {
  const { tokenize } = await openTokenizer(tinyFile("clip", "tokenizer.json"), tinyFile("clip", "tokenizer_config.json"), 77);
  for (const { text, ids } of texts) expect(tokenize(text).ids).toEqual(ids);
});

test("texts of different lengths in one batch get the vectors that PyTorch gives each alone", async () => {
  const { encode } = await openEncoder();
  const { embeddings } = await encode(
    texts.map(({ text }) => text),
    (job) => job(),
  );
  for (const [row, { embedding }] of texts.entries())
    expect(greatestDifference(embeddings.slice(row * width, (row + 1) * width), floatsOf(embedding))).toBeLessThan(1e-4);
});

test.each(["a photo of $ that is at night", "a photo of $, at night"])("a pseudo token is put into %j", async (text) => {
  const { encode } = await openEncoder();
  const with0 = await encode([text], (job) => job(), new Float32Array(width));
  const with1 = await encode(
    [text],
    (job) => job(),
    Float32Array.from({ length: width }, (_, at) => Math.sin(at)),
  );
  expect(greatestDifference(with0.embeddings, with1.embeddings)).toBeGreaterThan(1e-3);
});
