/** The change that gives text encoders of the hub a pseudo token, on graphs of their form, against PyTorch. */
import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { elementType, graph, initializerField, model, valueField } from "../../../main/packs/onnx/graph.ts";
import { messageField, numberField, textField } from "../../../main/packs/onnx/protobuf.ts";
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

/** A table of four tokens and nothing else, whose node is called as what it gives. */
function tableOfTokens(opset: number): Buffer {
  const rows = new Uint8Array(Float32Array.from({ length: 8 }, (_, at) => at).buffer);
  const named = [...textField(2, "text_embeds"), ...textField(3, "text_embeds"), ...textField(4, "Gather")];
  const content = [
    ...messageField(graph.node, [...textField(1, "token_embedding.weight"), ...textField(1, "input_ids"), ...named]),
    ...textField(graph.name, "table"),
    ...initializerField("token_embedding.weight", elementType.float, [4, 2], rows),
    ...valueField(graph.input, "input_ids", elementType.int64, ["batch", "length"]),
    ...valueField(graph.output, "text_embeds", elementType.float, ["batch", "length", 2]),
  ];
  const version = messageField(model.opset, [...textField(1, ""), numberField(2, opset)]);
  return Buffer.concat([numberField(model.irVersion, 6), ...messageField(model.graph, content), ...version]);
}

test.each([11, 12, 13, 17])("version %i of ONNX's operators stays, and the token is put in with what that version has", async (opset) => {
  const changed = Buffer.concat(addPseudoToken(tableOfTokens(opset), ""));
  const session = await InferenceSession.create(changed, { logSeverityLevel: 4 });
  expect([...(await embed(session, [3, 0, 1], Float32Array.of(8, 9), 1))]).toEqual([6, 7, 8, 9, 2, 3]);
  expect([...(await embed(session, [3, 0, 1], Float32Array.of(8, 9), -1))]).toEqual([6, 7, 0, 1, 2, 3]);
});

test("what is no ONNX file, or has no table of tokens, is refused", () => {
  expect(() => addPseudoToken(Buffer.from("<html>not found</html>"), "")).toThrow(/cannot be read as ONNX|table of tokens/);
  expect(() => addPseudoToken(readFileSync(tinyFile("clip", "vision_model.onnx")), "")).toThrow(/table of tokens was not found/);
  expect(() => addPseudoToken(readFileSync(tinyFile("clip", "text_model.onnx")).subarray(0, 5000), "")).toThrow(/cannot be read as ONNX/);
});
