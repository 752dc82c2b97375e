/** What a language model may say, and what becomes of it in a query: the rules stand in, and the answer says so in words. */
import { describe, expect, test } from "vitest";
import type { LlmReport } from "../../../contract/types.ts";
import { normalise } from "../../../main/engine/compose.ts";
import { rewriteCaptions } from "../../../main/engine/rewrite.ts";
import type { EncodeTexts } from "../../../main/engine/text-vectors.ts";
import { createEditor, type EditorParts } from "../../../main/inference/edit-captions.ts";

/** Texts that mention the cat lie in one direction, all others in another. */
const encodeTexts: EncodeTexts = async (texts) =>
  texts.map((text) => ({ vector: normalise(Float32Array.of(/\bcat\b/.test(String(text)) ? 2 : 0, 1)).unit, leftOut: "" }));

const report: LlmReport = { backend: "cpu", devices: [], gpuLayers: 0, layers: 2, asked: "taught", fellBack: null };

async function rewriteWith(open: EditorParts["open"]) {
  const editor = createEditor({ open, taught: true });
  const editCaptions = ({ captions, edit }: { captions: string[]; edit: string }) =>
    editor.edit({ captions, instruction: edit, limitMs: 60_000 });
  return rewriteCaptions(["a dog is running"], "a cat instead of the dog", { models: { editCaptions }, encodeTexts });
}

function saying(answer: string): EditorParts["open"] {
  return async () => ({ report, answer: async () => answer, close: async () => {} });
}

describe("a language model", () => {
  test.each([
    ["nothing", ""],
    ["empty lines", "\n\n"],
    ["quotes alone", ' ""\n'],
    ["another alphabet", " 一只猫 在 跑步\nAdded: 一只猫\n"],
    ["words without an end", " a cat and a cat and a cat,".repeat(4)],
    ["far too much", ` ${"a cat and ".repeat(60)}\n`],
  ])("that says %s is replaced by rules, with the reason", async (_, answer) => {
    expect(await rewriteWith(saying(answer))).toMatchObject({
      edits: ["a cat is running"],
      by: "rules",
      reason: "The language model gave no usable answer.",
    });
  });

  test.each([
    ["in quotes", ' "a cat is running"\nAdded: a cat\n'],
    ["with line breaks to spare", " a cat is running \n\n\nImage: a cat\n"],
  ])("that answers %s is understood", async (_, answer) => {
    expect(await rewriteWith(saying(answer))).toMatchObject({ edits: ["a cat is running"], by: "llm", reason: null });
  });

  test.each([
    ["in another language", " un chien court dans la neige\n"],
    ["with the caption as it was", " a dog is running\n"],
  ])("that answers %s is made to follow the words all the same", async (_, answer) => {
    const { edits } = await rewriteWith(saying(answer));
    expect(edits).toEqual([expect.stringContaining("a cat")]);
  });

  test("that is not there is done without, and it is said", async () => {
    expect(await rewriteWith(null)).toMatchObject({
      edits: ["a cat is running"],
      by: "rules",
      reason: "No language model is installed.",
    });
  });
});
