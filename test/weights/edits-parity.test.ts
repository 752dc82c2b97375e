/** The adapter in llama.cpp against the answers of PyTorch with the same weights merged (models/training/edits_gguf.py). */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openLanguageModel } from "../../main/inference/llm.ts";
import { findLlm } from "../../main/inference/llm-file.ts";
import { readPack } from "../../main/inference/pack.ts";
import { defaultLanguageModel } from "../../main/paths.ts";

const starter = join(import.meta.dirname, "../../models/starter");
const referenceFile = join(import.meta.dirname, "edits-reference.json");
const referenceSchema = z.array(z.object({ prompt: z.string(), answer: z.string() }));

test("answers are those of the reference", async (context) => {
  if (!existsSync(referenceFile)) return context.skip("test/weights/edits-reference.json is not there");
  const llm = await findLlm(defaultLanguageModel(), await readPack(starter));
  if (!llm?.adapter) return context.skip(`${defaultLanguageModel()} or its adapter is not there: npm run language-model`);
  const model = await openLanguageModel(llm);
  onTestFinished(() => model.close());
  const reference = referenceSchema.parse(JSON.parse(readFileSync(referenceFile, "utf8")));
  const different: string[] = [];
  for (const { prompt, answer } of reference) {
    const given = await model.answer({ prompt, said: "", lines: 2 }, AbortSignal.timeout(60_000));
    if (given.split("\n").slice(0, 2).join("\n") !== answer) different.push(`${answer} <> ${given}`);
  }
  process.stdout.write(`${reference.length - different.length} of ${reference.length} answers alike to the last letter\n`);
  // llama.cpp rounds activations to 8 bits: where two words are nearly as likely, it may choose the other.
  expect(different.length, different.join("\n")).toBeLessThanOrEqual(reference.length / 10);
});
