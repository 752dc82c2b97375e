/** CVSI's fusion against NumPy's figures on random vectors (models/training/fusion.py). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { composeQuery, meanVector, ofUnitLength, sharesOf } from "../../main/engine/compose.ts";
import { scanTargets } from "../../main/engine/fuse.ts";
import { createVectorIndex } from "../../main/engine/vectors.ts";

interface Case {
  alpha: number;
  beta: number;
  gamma: number;
  scores: number[];
  shares: Record<string, Record<string, number[]>>;
}
interface Reference {
  photo: number[];
  sentence: number[];
  edits: number[][];
  looks: number[][];
  captions: number[][][];
  cases: Case[];
}

const reference = JSON.parse(readFileSync(join(import.meta.dirname, "fusion-reference.json"), "utf8")) as Reference;
const row = (numbers: readonly number[]) => Float32Array.from(numbers);
const looks = reference.looks.map(row);
const captionMeans = reference.captions.map((captions) => meanVector(captions.map(row)));
const dims = reference.photo.length;

describe.each(reference.cases)("with alpha $alpha, beta $beta, gamma $gamma", ({ scores, shares, ...weights }) => {
  const parts = ofUnitLength(
    composeQuery({
      references: [
        {
          vector: row(reference.photo),
          wanted: true,
          weight: 1,
          edited: meanVector(reference.edits.map(row)),
          sentence: row(reference.sentence),
        },
      ],
      text: row(reference.sentence),
      without: [],
      weights,
    }),
  );

  test("every score is NumPy's within 1e-5", () => {
    const [lookIndex, captionIndex] = [createVectorIndex(dims), createVectorIndex(dims)];
    for (const [photo, vector] of looks.entries()) lookIndex.put([photo], vector);
    for (const [photo, vector] of captionMeans.entries()) captionIndex.put([photo], vector);
    const { matches } = scanTargets(parts, { looks: lookIndex, captions: captionIndex }, weights.gamma, scores.length);
    const ours = matches.toSorted((a, b) => a.photo - b.photo).map(({ score }) => score);
    expect(Math.max(...ours.map((score, photo) => Math.abs(score - (scores[photo] ?? 9))))).toBeLessThan(1e-5);
  });

  test("every share is NumPy's within 1e-5", () => {
    for (const [photo, look] of looks.entries()) {
      for (const { part, side, value } of sharesOf(parts, { look, captions: captionMeans[photo] }, weights.gamma)) {
        expect(Math.abs(value - (shares[part]?.[side]?.[photo] ?? 9))).toBeLessThan(1e-5);
      }
    }
  });
});
