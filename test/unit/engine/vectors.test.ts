import { describe, expect, test } from "vitest";
import { scanTargets } from "../../../main/engine/fuse.ts";
import { createVectorIndex, dot, type VectorIndex } from "../../../main/engine/vectors.ts";

/** Numbers that repeat from run to run; sixty-fourths, whose products add up exactly in any order. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.round((state / 2 ** 32 - 0.5) * 64) / 64;
  };
}

function randomRows(count: number, dims: number, seed: number): Float32Array {
  const next = randomNumbers(seed);
  return Float32Array.from({ length: count * dims }, next);
}

describe("dot product", () => {
  test("of lengths that are no multiple of four", () => {
    expect(dot(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(9, 1, 1, 1, 1, 1, 2), 1)).toBe(27);
  });
});

/** Photos of which none has captions. */
function scan(looks: VectorIndex, query: Float32Array, limit: number, among?: Set<number>) {
  return scanTargets([{ vector: query, weight: 1 }], { looks, captions: createVectorIndex(query.length) }, 0.2, limit, { among });
}

describe("an exact scan", () => {
  const dims = 7;
  const count = 3000;
  const rows = randomRows(count, dims, 1);
  const photos = Array.from({ length: count }, (_, i) => i * 2 + 1);
  const query = randomRows(1, dims, 2);

  function bySorting(among: readonly number[]) {
    return among
      .map((photo) => ({ photo, score: Math.fround(dot(query, rows, ((photo - 1) / 2) * dims)) }))
      .sort((a, b) => b.score - a.score || a.photo - b.photo);
  }

  test("finds what sorting everything finds, in the same order", () => {
    const index = createVectorIndex(dims);
    index.put(photos, rows);
    const { matches, scores } = scan(index, query, 50);
    expect(scores.length).toBe(count);
    expect(matches).toEqual(bySorting(photos).slice(0, 50));
  });

  test("looks only among the given photos, and passes over those without a vector", () => {
    const index = createVectorIndex(dims);
    index.put(photos, rows);
    const some = photos.filter((photo) => photo % 5 === 0);
    const { matches, scores } = scan(index, query, 1000, new Set([...some, 2, 4]));
    expect(scores.length).toBe(some.length);
    expect(matches).toEqual(bySorting(some));
  });

  test("orders equal scores by photo, whatever the order of writing", () => {
    const index = createVectorIndex(2);
    for (const photo of [5, 3, 9, 1, 7]) index.put([photo], Float32Array.of(1, 0));
    expect(scan(index, Float32Array.of(1, 0), 3).matches.map(({ photo }) => photo)).toEqual([1, 3, 5]);
  });

  test("sees replaced rows and no longer sees dropped ones", () => {
    const index = createVectorIndex(2);
    index.put([1, 2, 3], Float32Array.of(1, 0, 0, 1, -1, 0));
    index.put([3], Float32Array.of(0.5, 0));
    index.drop([1, 99]);
    expect(index.size).toBe(2);
    expect(index.row(1)).toBeUndefined();
    expect(scan(index, Float32Array.of(1, 0), 10).matches).toEqual([
      { photo: 3, score: 0.5 },
      { photo: 2, score: 0 },
    ]);
  });

  test("of an empty library finds nothing", () => {
    expect(scan(createVectorIndex(3), new Float32Array(3), 10)).toEqual({
      matches: [],
      photos: new Int32Array(),
      scores: new Float32Array(0),
    });
  });
});
