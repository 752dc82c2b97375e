/** Strong, possible and weak in units of the library's own spread. */
import { describe, expect, test } from "vitest";
import { bandsOf, librarySpread, spread } from "../../main/engine/bands.ts";
import { createVectorIndex } from "../../main/engine/vectors.ts";
import { randomNumbers } from "../helpers/random.ts";

/** Sums of twelve numbers of chance: nearly normal, median 0, deviation 1 */
function normalScores(count: number, deviation = 1): Float32Array {
  const random = randomNumbers(5);
  const one = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6;
  return Float32Array.from({ length: count }, () => deviation * one());
}

describe("the spread", () => {
  test("is the standard deviation of normal scores, whatever stands out from them", () => {
    const { median, deviation } = spread(Float32Array.of(...normalScores(5000, 0.1), ...Array(200).fill(0.9)));
    expect(median).toBeCloseTo(0, 1);
    expect(deviation).toBeGreaterThan(0.095);
    expect(deviation).toBeLessThan(0.11);
  });

  test("of a library is that of its photos among each other", () => {
    const random = randomNumbers(9);
    const rows = (count: number, dims: number) => {
      const rows = Array.from({ length: count }, () => Array.from({ length: dims }, () => random() - 0.5));
      return Float32Array.from(rows.flatMap((row) => row.map((value) => value / Math.hypot(...row))));
    };
    const photos = Array.from({ length: 200 }, (_, photo) => photo);
    const looks = createVectorIndex(50);
    looks.put(photos, rows(200, 50));
    // Between directions of chance in d dimensions, cosines vary by 1 / sqrt(d).
    expect(librarySpread({ looks })).toBeCloseTo(1 / Math.sqrt(50), 1);
  });
});

describe("bands", () => {
  test("are strong for what stands out, and add up to all photos", () => {
    const scores = Float32Array.of(...normalScores(1000, 0.1), 0.35, 0.5);
    const { of, counts } = bandsOf(scores, 0.1);
    expect([0.5, 0.36, 0.2, -0.4].map(of)).toEqual(["strong", "possible", "weak", "weak"]);
    expect(counts.strong).toBe(1);
    expect(counts.strong + counts.possible + counts.weak).toBe(1002);
  });

  test("nothing matches well when all photos score much the same, though one of them is the best", () => {
    const scores = Float32Array.of(...normalScores(1000, 0.07), 0.28);
    expect(bandsOf(scores, 0.1).counts).toMatchObject({ strong: 0, possible: 0 });
    expect(bandsOf(scores, 0).counts).not.toMatchObject({ strong: 0, possible: 0 });
  });

  test("begin lower among few photos, where chance reaches less far: by sqrt(ln n / ln 2000)", () => {
    const bandOf = (height: number, count: number) => bandsOf(normalScores(count, 0.1), 0.1).of(0.1 * height);
    expect([bandOf(3, 2000), bandOf(3, 60)]).toEqual(["weak", "possible"]);
    expect([bandOf(3.7, 2000), bandOf(3.7, 60)]).toEqual(["possible", "strong"]);
  });

  test("keep to the query's own spread in a pack where words and photos lie far apart", () => {
    expect(bandsOf(Float32Array.of(...normalScores(1000, 0.02), 0.15), 0.3).of(0.15)).toBe("strong");
  });

  test("call all possible where there are too few photos to compare with, or all are the same", () => {
    expect(bandsOf(Float32Array.of(0.9, 0.1), 0.1).counts).toEqual({ strong: 0, possible: 2, weak: 0 });
    expect(bandsOf(new Float32Array(100).fill(0.5), 0.1).counts).toEqual({ strong: 0, possible: 100, weak: 0 });
    expect(bandsOf(new Float32Array(0), 0).counts).toEqual({ strong: 0, possible: 0, weak: 0 });
  });
});
