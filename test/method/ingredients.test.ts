/** What each method puts into a query, made by models that answer with what they were asked. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ModelApi, ModelInfo, Sentence } from "../../contract/models.ts";
import { composeMethod, normalise, type Term } from "../../main/engine/compose.ts";
import { type Cache, openCache } from "../../main/engine/evaluate/cache.ts";
import type { PhotoFeatures } from "../../main/engine/evaluate/features.ts";
import { createQueryIngredients } from "../../main/engine/evaluate/ingredients.ts";
import type { Kit } from "../../main/engine/evaluate/kit.ts";
import { type Ingredient, methods, quick } from "../../main/engine/methods.ts";
import { createPseudoTokens } from "../../main/engine/pseudo-tokens.ts";
import { createTextVectors } from "../../main/engine/text-vectors.ts";
import { temporaryFolder } from "../helpers/folders.ts";

const semantic = { alpha: 0.6, beta: 0.4, gamma: 0.2 };
const query = { id: "1", reference: "dog.jpg", edit: "in the snow", targets: ["snow.jpg"] };
const photo: PhotoFeatures = { vector: Float32Array.of(1, 0), norm: 3, captions: ["a dog", "a brown dog"], captionMean: undefined };

let cache: Cache;
let asked: { edits: number; embeddings: number[][]; texts: string[] };
/** Which text became which vector */
let textOf: Map<Float32Array, string>;

beforeEach(() => {
  cache = openCache(temporaryFolder());
  asked = { edits: 0, embeddings: [], texts: [] };
  textOf = new Map();
});
afterEach(() => cache.close());

function inWords(text: Sentence): string {
  return typeof text === "string" ? text : text.before + text.cuttable + text.after;
}

function kitWith(info: Partial<ModelInfo>): Kit {
  const models = {
    encodeTexts: async ({ texts }: { texts: Sentence[] }) => {
      asked.texts.push(...texts.map(inWords));
      // The later asked, the more like the words: so no edit is held back.
      const angles = texts.map((_, index) => (index * Math.PI) / 40);
      return { embeddings: Float32Array.from(angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])), leftOut: texts.map(() => "") };
    },
    pseudoTokens: async ({ embeddings }: { embeddings: Float32Array }) => {
      asked.embeddings.push([...embeddings]);
      return { tokens: Float32Array.of(9) };
    },
    editCaptions: async ({ captions }: { captions: string[] }) => {
      asked.edits += 1;
      const edits = captions.map((caption) => `${caption} in snow`);
      return { edits, plain: edits, added: ["snow"], by: "llm" as const, reason: null };
    },
  };
  const encode = createTextVectors(models);
  return {
    models: models as unknown as ModelApi,
    info: { pack: { dims: 2 }, key: "pack", phi: [], captioner: null, llm: { key: "llm", title: "LLM" }, ...info } as ModelInfo,
    cache,
    encodeTexts: async (items, options) => {
      const vectors = await encode(items, options);
      for (const [index, item] of items.entries()) {
        const sentence = typeof item === "object" && "token" in item ? `[${item.tokenKey}] ${inWords(item.sentence)}` : inWords(item);
        const vector = vectors[index]?.vector;
        if (vector && !textOf.has(vector)) textOf.set(vector, sentence);
      }
      return vectors;
    },
    pseudoToken: createPseudoTokens(models),
    decoders: { decode: () => Promise.reject(new Error("no photo is read here")) },
    options: {},
  };
}

/** Weight and text (or part) of each term of a method's query */
async function queryOf(name: string, info: Partial<ModelInfo>, reference: PhotoFeatures | null = photo) {
  const method = [...methods, quick].find((method) => method.name === name);
  if (!method) throw new Error(`There is no method ${name}.`);
  const ingredients = createQueryIngredients(query, reference ?? undefined, kitWith(info));
  const ready = new Map<Ingredient, Term[]>();
  for (const part of method.parts) ready.set(part, (await ingredients.of(part)).terms);
  return composeMethod(method, semantic, (part) => ready.get(part) ?? []).map(({ weight, vector, part }) => [
    Number(weight.toFixed(3)),
    textOf.get(vector) ?? part,
  ]);
}

describe("the query of", () => {
  const all: Partial<ModelInfo> = { phi: ["lincir", "pic2word", "searle", "searle-oti", "palavra"] };

  test.each([
    ["Image-only", [[1, "reference"]]],
    ["Text-only", [[1, "in the snow"]]],
    ["Captioning", [[1, "a dog, in the snow"]]],
    ["Pic2Word", [[1, "[pic2word dog.jpg] a photo of $, in the snow"]]],
    ["SEARLE", [[1, "[searle dog.jpg] a photo of $ that in the snow"]]],
    ["SEARLE-OTI", [[1, "[searle-oti dog.jpg] a photo of $ that in the snow"]]],
    ["PALAVRA", [[1, "[palavra dog.jpg] a photo of $ that in the snow"]]],
    ["LinCIR", [[1, "[lincir dog.jpg] a photo of $ that in the snow"]]],
    ["CIReVL", [[1, "a dog in snow"]]],
    [
      "CVSI",
      [
        [0.6, "rewritten"],
        [0.4, "[lincir dog.jpg] a photo of $ that in the snow. And the photo should have snow."],
      ],
    ],
    [
      "Quick",
      [
        [0.6, "in the snow"],
        [0.4, "[lincir dog.jpg] a photo of $ that in the snow"],
      ],
    ],
  ])("%s", async (name, expected) => {
    expect(await queryOf(name, all)).toEqual(expected);
  });

  test("LDRE: every edit, each with a weight", async () => {
    const terms = await queryOf("LDRE", all);
    expect(terms.map(([, text]) => text)).toEqual(["a dog in snow", "a brown dog in snow"]);
    expect(terms.every(([weight]) => Number(weight) > 0)).toBe(true);
  });

  test("CVSI without a pseudo token: the words with the objects, and the photo, in its place", async () => {
    expect(await queryOf("CVSI", {})).toEqual([
      [0.6, "rewritten"],
      [0.28, "in the snow. And the photo should have snow."],
      [0.12, "reference"],
    ]);
  });

  test("words alone: all methods are the words, and Image-only has none", async () => {
    expect(await queryOf("CVSI", all, null)).toEqual([
      [0.6, "in the snow"],
      [0.4, "in the snow"],
    ]);
    const ingredients = createQueryIngredients({ ...query, reference: undefined }, undefined, kitWith(all));
    expect((await ingredients.of({ of: "photo" })).terms).toEqual([]);
  });
});

test("phi sees the embedding as the encoder gave it", async () => {
  await queryOf("LinCIR", { phi: ["lincir"] });
  expect(asked.embeddings).toEqual([[3, 0]]);
});

test("what two methods use is made once, and its time counts for both", async () => {
  const ingredients = createQueryIngredients(query, photo, kitWith({}));
  const first = await ingredients.of({ of: "edits", take: "first" });
  const mean = await ingredients.of({ of: "edits", take: "mean" });
  expect(asked.edits).toBe(1);
  expect(mean.costs).toEqual(first.costs);
  expect(mean.terms[0]?.vector).toEqual(normalise(mean.terms[0]?.vector ?? new Float32Array(2)).unit);
});

test("the language model's edits are kept on disk with their time, for that model alone", async () => {
  const ask = (info: Partial<ModelInfo>) => createQueryIngredients(query, photo, kitWith(info)).of({ of: "edits", take: "mean" });
  await ask({});
  await ask({});
  expect(asked.edits).toBe(1);
  await ask({ llm: { key: "another", title: "Another" } });
  expect(asked.edits).toBe(2);
});
