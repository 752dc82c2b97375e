/** The change that gives text encoders of the hub a pseudo token, on graphs of their form, against PyTorch. */
import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { addPseudoToken } from "../../../main/packs/onnx/pseudo-token.ts";
import { floatsOf, greatestDifference, tinyFile, tinyReference } from "../../helpers/tiny-hub.ts";

interface Reference {
  texts: { text: string; ids: number[]; embedding: string; pseudo: string; place: number; withPseudo: string; withPseudoInt8: string }[];
}
const { texts } = tinyReference<Reference>("clip");

async function open(file: string) {
  const original = readFileSync(tinyFile("clip", file));
  const changed = Buffer.concat(addPseudoToken(original, "0".repeat(64)));
  const options = { graphOptimizationLevel: "all", logSeverityLevel: 4, extra: { session: { x64quantprecision: "1" } } } as const;
  return {
    before: await InferenceSession.create(original, options),
    after: await InferenceSession.create(changed, options),
    original,
    changed,
  };
}

async function embed(session: InferenceSession, ids: number[], pseudo?: Float32Array, place = -1): Promise<Float32Array> {
  const input_ids = new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]);
  const more = pseudo && {
    pseudo_embeds: new Tensor("float32", pseudo, [1, pseudo.length]),
    pseudo_pos: new Tensor("int64", BigInt64Array.of(BigInt(place)), [1]),
  };
  const { text_embeds } = await session.run({ input_ids, ...more }, ["text_embeds"]);
  return text_embeds?.data as Float32Array;
}

describe.each<["fp32" | "fp16" | "int8", string, number]>([
  ["fp32", "text_model.onnx", 1e-4],
  ["fp16", "text_model_fp16.onnx", 0.02],
  ["int8", "text_model_quantized.onnx", 1e-4],
])("a text encoder in %s", (form, file, most) => {
  test("gives the same bits as before where there is no pseudo token", async () => {
    const { before, after } = await open(file);
    for (const { ids } of texts) expect(await embed(after, ids, new Float32Array(32).fill(7))).toEqual(await embed(before, ids));
  });

  test("puts the pseudo token in the place of one token", async () => {
    const { after } = await open(file);
    for (const { ids, pseudo, place, withPseudo, withPseudoInt8 } of texts) {
      const wanted = floatsOf(form === "int8" ? withPseudoInt8 : withPseudo);
      expect(greatestDifference(await embed(after, ids, floatsOf(pseudo), place), wanted)).toBeLessThan(most);
    }
  });

  test("keeps its weights byte for byte, and is not changed twice", async () => {
    const { original, changed } = await open(file);
    expect(changed.length - original.length).toBeLessThan(3000);
    expect(() => addPseudoToken(changed, "")).toThrow(/has a pseudo token already/);
  });
});

test("what is no ONNX file, or has no table of tokens, is refused", () => {
  expect(() => addPseudoToken(Buffer.from("<html>not found</html>"), "")).toThrow(/cannot be read as ONNX|table of tokens/);
  expect(() => addPseudoToken(readFileSync(tinyFile("clip", "vision_model.onnx")), "")).toThrow(/table of tokens was not found/);
  expect(() => addPseudoToken(readFileSync(tinyFile("clip", "text_model.onnx")).subarray(0, 5000), "")).toThrow(/cannot be read as ONNX/);
});
