import { describe, expect, test } from "vitest";
import { composeQuery, normalise, ofUnitLength, queryVector, sharesOf } from "../../../main/engine/compose.ts";
import { dot } from "../../../main/engine/vectors.ts";

const photo = Float32Array.of(1, 0, 0);
const other = Float32Array.of(0, 0, 1);
const words = Float32Array.of(0, 1, 0);
const visual = { alpha: 0.2, beta: 0.6, gamma: 0.1 };

function reference(vector: Float32Array, wanted = true, weight = 1) {
  return { vector, wanted, weight };
}

describe("a query", () => {
  test("of words alone is the words' vector", () => {
    const parts = composeQuery({ references: [], text: words, without: [], weights: visual });
    expect(queryVector(parts)).toEqual(words);
  });

  test("of a photo alone is the photo's vector, whatever the weights", () => {
    const parts = composeQuery({ references: [reference(photo)], text: undefined, without: [], weights: visual });
    expect(queryVector(parts)).toEqual(photo);
  });

  test("of both gives alpha and most of beta to the words, the rest to the photo", () => {
    const parts = composeQuery({ references: [reference(photo)], text: words, without: [], weights: visual });
    expect(parts.map(({ part, weight }) => [part, weight])).toEqual([
      ["text", expect.closeTo(0.62)],
      ["reference", expect.closeTo(0.38)],
    ]);
  });

  test("of several photos shares the photo's weight by their own weights", () => {
    const parts = composeQuery({
      references: [reference(photo, true, 1.5), reference(other, true, 0.5)],
      text: undefined,
      without: [],
      weights: visual,
    });
    expect(parts.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
  });

  test("is pushed away from unwanted photos and words", () => {
    const parts = composeQuery({
      references: [reference(photo), reference(other, false)],
      text: undefined,
      without: [words],
      weights: visual,
    });
    const query = queryVector(parts);
    expect(dot(query, photo)).toBeGreaterThan(0.8);
    expect(dot(query, other)).toBeLessThan(0);
    expect(dot(query, words)).toBeLessThan(0);
  });

  test("with nothing wanted is refused", () => {
    const refused = { references: [reference(other, false)], text: undefined, without: [words], weights: visual };
    expect(() => composeQuery(refused)).toThrow(expect.objectContaining({ code: "query-empty" }));
  });
});

describe("the shares of a score", () => {
  test("sum up to the score", () => {
    const parts = composeQuery({
      references: [reference(photo), reference(other, false, 0.4)],
      text: words,
      without: [words],
      weights: visual,
    });
    const { unit: target } = normalise(Float32Array.of(0.3, 0.9, 0.2));
    const shares = sharesOf(ofUnitLength(parts), { look: target, captions: undefined }, visual.gamma);
    const sum = shares.reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(dot(queryVector(parts), target), 6);
    expect(shares.map(({ part }) => part)).toEqual(["text", "reference", "unwanted", "without"]);
  });
});
