/** Every equation of docs/method.md on numbers that can be worked out by hand. */
import { describe, expect, test } from "vitest";
import type { Share } from "../../contract/types.ts";
import { captionPhoto } from "../../main/engine/caption.ts";
import {
  composeMethod,
  composeQuery,
  meanVector,
  normalise,
  ofUnitLength,
  queryVector,
  sharesOf,
  type Term,
} from "../../main/engine/compose.ts";
import { feedbackParts } from "../../main/engine/feedback.ts";
import { fusedLength, scanTargets } from "../../main/engine/fuse.ts";
import { cvsi, lacks, methods, sentencePhi } from "../../main/engine/methods.ts";
import { agreement, rewriteCaptions } from "../../main/engine/rewrite.ts";
import { captionAnd, fineGrained, fineGrainedWords, withComma } from "../../main/engine/sentences.ts";
import { createTextVectors, type EncodeTexts } from "../../main/engine/text-vectors.ts";
import { createVectorIndex, dot } from "../../main/engine/vectors.ts";

const x = Float32Array.of(1, 0, 0);
const y = Float32Array.of(0, 1, 0);
const z = Float32Array.of(0, 0, 1);
const semantic = { alpha: 0.6, beta: 0.4, gamma: 0.2 };
const visual = { alpha: 0.2, beta: 0.6, gamma: 0.1 };

/** f_t of a world with three words. */
const encodeTexts: EncodeTexts = async (texts) =>
  texts.map((text) => ({ vector: { x, y, z }[String(text)] ?? normalise(Float32Array.of(1, 1, 1)).unit, leftOut: "" }));

function alone(vector: Float32Array) {
  return [{ vector, weight: 1 }];
}

function closeTo(values: readonly number[]) {
  return values.map((value) => expect.closeTo(value, 6));
}

describe("query", () => {
  test("1: q_v = f_v(I_r), alone when there are no words", () => {
    const parts = composeQuery({ references: [{ vector: x, wanted: true, weight: 1 }], text: undefined, without: [], weights: semantic });
    expect(queryVector(parts)).toEqual(x);
  });

  test("2: phi takes the embedding before it was normalised, and its token is put at the place of $", async () => {
    const asked: { texts: unknown[]; pseudo?: Float32Array | undefined }[] = [];
    const encode = createTextVectors({
      encodeTexts: async (input) => {
        asked.push(input);
        return { embeddings: new Float32Array(3).fill(2), leftOut: [""] };
      },
    });
    const [encoded] = await encode([{ sentence: fineGrained("runs", []), token: Float32Array.of(7, 8), tokenKey: "photo 1" }]);
    expect(asked).toMatchObject([
      { texts: [{ before: "a photo of $ that ", cuttable: "runs", after: "" }], pseudo: Float32Array.of(7, 8) },
    ]);
    expect([...(encoded?.vector ?? [])]).toEqual(closeTo([Math.sqrt(1 / 3), Math.sqrt(1 / 3), Math.sqrt(1 / 3)]));
  });

  test("3: C_1 is the caption that agrees most with the others", async () => {
    const captionImages = async () => ({ captions: [["z", "x", "x"]] });
    const { captions } = await captionPhoto(new Uint8Array(3), { captionImages, encodeTexts }, { soon: true });
    expect(captions).toEqual(["x", "x", "z"]);
  });

  test("4 and 5: M_i = LLM(C_i, T), and q_m = mean of f_t(M_i), normalised", async () => {
    const edits = ["x", "x", "y"];
    const editCaptions = async () => ({ edits, plain: edits, added: ["a dog"], by: "llm" as const, reason: null });
    const { edited, sentence, added } = await rewriteCaptions(["z", "z", "z"], "T", { models: { editCaptions }, encodeTexts });
    expect([...edited]).toEqual(closeTo([2 / Math.sqrt(5), 1 / Math.sqrt(5), 0]));
    expect(sentence).toBe("x");
    expect(added).toEqual(["a dog"]);
  });

  test("6: F_G puts photo, words and objects into one sentence; $ is stripped from T, and T is what is cut", () => {
    expect(fineGrained("costs $ 5. ", ["a dog", "snow"])).toEqual({
      before: "a photo of $ that ",
      cuttable: "costs 5",
      after: ". And the photo should have a dog, snow.",
    });
    expect(fineGrained("is red", [])).toEqual({ before: "a photo of $ that ", cuttable: "is red", after: "" });
  });

  test("7: q = a q_m + b q_f + (1 - a - b) q_v", () => {
    const references = [{ vector: x, wanted: true, weight: 1, edited: y, sentence: z }];
    const parts = composeQuery({ references, text: normalise(Float32Array.of(1, 1, 0)).unit, without: [], weights: visual });
    expect(Object.fromEntries(parts.map(({ part, weight }) => [part, expect.closeTo(weight)]))).toEqual({
      rewritten: 0.2,
      sentence: 0.6,
      reference: 0.2,
    });
    const length = Math.sqrt(0.04 + 0.36 + 0.04);
    expect([...queryVector(parts)]).toEqual(closeTo([0.2 / length, 0.2 / length, 0.6 / length]));
  });

  test("7 without a pseudo token: .7 of b for the words with the objects, .3 for the photo (docs/decisions/002)", () => {
    const references = [{ vector: x, wanted: true, weight: 1, edited: y, sentenceWords: z }];
    const parts = composeQuery({ references, text: y, without: [], weights: visual });
    expect(Object.fromEntries(parts.map(({ part, weight }) => [part, expect.closeTo(weight)]))).toEqual({
      rewritten: 0.2,
      text: 0.42,
      reference: 0.38,
    });
  });

  test("7 for several references: each composed by itself, shared by weight", () => {
    const references = [
      { vector: x, wanted: true, weight: 1.5, edited: y, sentence: y },
      { vector: z, wanted: true, weight: 0.5, edited: y, sentence: y },
    ];
    const parts = composeQuery({ references, text: y, without: [], weights: { alpha: 0.5, beta: 0.1, gamma: 0 } });
    expect(parts.map(({ part, index, weight }) => [part, index, expect.closeTo(weight)])).toEqual([
      ["rewritten", 0, 0.375],
      ["sentence", 0, 0.075],
      ["reference", 0, 0.3],
      ["rewritten", 1, 0.125],
      ["sentence", 1, 0.025],
      ["reference", 1, 0.1],
    ]);
  });
});

describe("library", () => {
  const half = normalise(Float32Array.of(1, 1, 0)).unit;

  test("t_c = mean of f_t of a photo's captions, normalised", async () => {
    const captionImages = async () => ({ captions: [["x", "y", "y", "y"]] });
    const { embedding, norm } = await captionPhoto(new Uint8Array(3), { captionImages, encodeTexts }, { soon: true });
    expect([...embedding]).toEqual(closeTo([1 / Math.sqrt(10), 3 / Math.sqrt(10), 0]));
    expect(norm).toBeCloseTo(Math.sqrt(10) / 4, 6);
  });

  test("t = g t_c + (1 - g) t_v, and score = cos(q, t)", () => {
    const looks = createVectorIndex(3);
    const captions = createVectorIndex(3);
    looks.put([1, 2], Float32Array.of(...x, ...y));
    captions.put([1], y);
    const { matches } = scanTargets(alone(y), { looks, captions }, 0.25, 10);
    const fused = 0.25 / Math.sqrt(0.25 ** 2 + 0.75 ** 2);
    expect(matches).toEqual([
      { photo: 2, score: 1 },
      { photo: 1, score: expect.closeTo(fused, 6) },
    ]);
    expect(fusedLength(0.25, 0)).toBeCloseTo(Math.sqrt(0.0625 + 0.5625), 9);
    expect(fusedLength(0.25, dot(half, x))).toBeCloseTo(Math.hypot(0.25 * (half[0] ?? 0) + 0.75, 0.25 * (half[1] ?? 0)), 6);
  });

  test("a photo without captions: t = t_v; captions that come later are seen", () => {
    const looks = createVectorIndex(3);
    const captions = createVectorIndex(3);
    looks.put([1], x);
    expect(scanTargets(alone(x), { looks, captions }, 0.9, 1).matches).toEqual([{ photo: 1, score: 1 }]);
    captions.put([1], y);
    expect(scanTargets(alone(x), { looks, captions }, 0.5, 1).matches).toEqual([{ photo: 1, score: expect.closeTo(Math.SQRT1_2, 6) }]);
  });
});

describe("feedback", () => {
  test("q' = q + .6/|P| sum over P of w t - .3/|N| sum over N of |w| t, q and t of unit length", () => {
    const [looks, captions] = [createVectorIndex(3), createVectorIndex(3)];
    looks.put([1, 2, 3], Float32Array.of(...x, ...y, ...z));
    captions.put([2], z);
    const feedback = [
      { photo: 1, weight: 1 },
      { photo: 2, weight: 0.5 },
      { photo: 3, weight: -1 },
    ];
    const gamma = 0.25;
    const added = queryVector([{ vector: x, weight: 1 }, ...feedbackParts(feedback, { looks, captions }, gamma)]);
    const length = Math.hypot(0.25, 0.75);
    const sum = [1 + 0.3, (0.15 * 0.75) / length, (0.15 * 0.25) / length - 0.3];
    expect([...added]).toEqual(closeTo(sum.map((value) => value / Math.hypot(...sum))));
  });
});

describe("exact shares", () => {
  test("score = sum over parts p and sides s of w_p u_s <q_p, t_s> / (|q| |t|), u = (g, 1 - g), within 1e-6", () => {
    const unit = (...values: number[]) => normalise(Float32Array.from(values)).unit;
    const references = [
      { vector: unit(3, 1, 2), wanted: true, weight: 1.2, edited: unit(1, 4, -1), sentence: unit(0, 2, 1) },
      { vector: unit(-1, 0, 2), wanted: false, weight: 0.7 },
    ];
    const [look, captionMean] = [unit(2, 1, 1), unit(1, 2, -0.5)];
    const [looks, captions] = [createVectorIndex(3), createVectorIndex(3)];
    looks.put([1], look);
    captions.put([1], captionMean);
    for (const weights of [semantic, visual, { alpha: 0, beta: 0, gamma: 0 }, { alpha: 1, beta: 0, gamma: 1 }]) {
      const parts = ofUnitLength(composeQuery({ references, text: unit(1, 1, 0), without: [unit(0, 0, 1)], weights }));
      const shares = sharesOf(parts, { look, captions: captionMean }, weights.gamma);
      const [match] = scanTargets(parts, { looks, captions }, weights.gamma, 1).matches;
      expect(Math.abs(shares.reduce((sum, { value }) => sum + value, 0) - (match?.score ?? 9))).toBeLessThan(1e-6);
    }
  });

  test("name the part and the side", () => {
    const parts = composeQuery({ references: [{ vector: x, wanted: true, weight: 1 }], text: undefined, without: [], weights: semantic });
    const length = Math.hypot(0.8, 0.2);
    expect(sharesOf(parts, { look: x, captions: y }, 0.2)).toEqual<Share[]>([
      { part: "reference", index: 0, side: "look", value: expect.closeTo(0.8 / length, 6) },
      { part: "reference", index: 0, side: "captions", value: 0 },
    ]);
  });
});

describe("the compared methods", () => {
  const everything = {
    captioner: { key: "c", captions: 15 },
    llm: { key: "l", title: "L" },
    phi: ["lincir", "pic2word", "searle", "searle-oti", "palavra"],
  } satisfies Parameters<typeof lacks>[1];
  const nothing = { captioner: null, llm: null, phi: [] } satisfies Parameters<typeof lacks>[1];

  test("are the eleven of the paper", () => {
    expect(methods.map(({ name }) => name)).toEqual([
      "Image-only",
      "Text-only",
      "Captioning",
      "Pic2Word",
      "SEARLE",
      "SEARLE-OTI",
      "PALAVRA",
      "LinCIR",
      "CIReVL",
      "LDRE",
      "CVSI",
    ]);
  });

  test("search by t_v alone, CVSI by t", () => {
    expect(methods.filter(({ fused }) => fused)).toEqual([cvsi]);
  });

  test("say what a pack lacks for them, and run when it has it", () => {
    expect(methods.filter((method) => !lacks(method, nothing)).map(({ name }) => name)).toEqual(["Image-only", "Text-only"]);
    expect(methods.filter((method) => lacks(method, everything))).toEqual([]);
    expect(lacks(cvsi, { ...everything, phi: [], llm: null })).toBeNull();
    expect(methods.flatMap((method) => lacks(method, { ...everything, llm: null }) ?? [])).toContain(
      "It needs a language model; none is installed.",
    );
  });

  test('put words and photo together as "C_1, T", "a photo of $, T" and "a photo of $ that T"', () => {
    expect(captionAnd("a dog runs.", "at night")).toBe("a dog runs, at night");
    expect(withComma("at night")).toEqual({ before: "a photo of $, ", cuttable: "at night", after: "" });
    expect(fineGrainedWords("at night", ["stars"])).toEqual({
      before: "",
      cuttable: "at night",
      after: ". And the photo should have stars.",
    });
    expect(fineGrainedWords("at night", [])).toBe("at night");
  });

  test("use LinCIR's network for the sentence, or whichever there is", () => {
    expect(sentencePhi({ phi: ["searle", "lincir"] })).toBe("lincir");
    expect(sentencePhi({ phi: ["searle"] })).toBe("searle");
    expect(sentencePhi({ phi: [] })).toBeUndefined();
  });

  test("LDRE: edits that agree with the others and with the words count more", () => {
    const near = normalise(Float32Array.of(1, 0.2, 0)).unit;
    const weights = agreement([x, near, z], x);
    expect(weights[0]).toBeCloseTo((dot(x, near) / 2 + 1) / 2, 6);
    expect(weights[2]).toBe(0);
    expect(agreement([x, x], Float32Array.of(-1, 0, 0)).every((weight) => weight > 0 || weight === 0)).toBe(true);
    expect([...meanVector([x, y], [3, 4])]).toEqual(closeTo([0.6, 0.8, 0]));
  });

  test("are composed as their row says", () => {
    const terms: Record<string, Term> = {
      photo: { part: "reference", weight: 1, vector: x },
      edits: { part: "rewritten", weight: 1, vector: y },
      sentence: { part: "sentence", weight: 1, vector: z },
    };
    const composed = composeMethod(cvsi, semantic, ({ of }) => [terms[of] as Term]);
    expect(composed.map(({ part, weight }) => [part, weight])).toEqual([
      ["rewritten", 0.6],
      ["sentence", 0.4],
    ]);
  });
});
