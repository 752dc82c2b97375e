/** Which photos are near-copies of which. */
import { expect, test } from "vitest";
import { burstCosine, copyCosine, groupCopies } from "../../../main/engine/group-copies.ts";
import type { CopyFacts } from "../../../main/engine/store/near-copies.ts";
import { createVectorIndex, type VectorIndex } from "../../../main/engine/vectors.ts";
import { randomNumbers } from "../../helpers/random.ts";

const dims = 64;
const minute = 60_000;

interface Shot {
  /** Which scene it shows, and how near it is to the scene's own vector */
  scene: number;
  cosine: number;
  takenAt: number;
  width?: number;
  height?: number;
}

/** Scenes lie at right angles to each other; every photo strays from its scene in a direction of its own. */
function libraryOf(shots: readonly Shot[]): { facts: CopyFacts[]; vectors: VectorIndex } {
  const vectors = createVectorIndex(dims);
  for (const [photo, { scene, cosine }] of shots.entries()) {
    const row = new Float32Array(dims);
    row[scene] = cosine;
    row[dims / 2 + photo] = Math.sqrt(1 - cosine ** 2);
    vectors.put([photo], row);
  }
  const facts = shots.map(({ takenAt, width = 60, height = 40 }, photo) => ({ photo, takenAt, width, height, bytes: width }));
  return { facts, vectors };
}

async function group(shots: readonly Shot[]): Promise<[number, number][]> {
  const { facts, vectors } = libraryOf(shots);
  return [...(await groupCopies(facts, vectors, async () => {}))].sort(([a], [b]) => a - b);
}

/** The cosine of both to their scene that makes them just so near to each other */
const apart = (cosine: number) => Math.sqrt(cosine);

test("frames of a burst are one, under the one with the most pixels", async () => {
  const frame = { scene: 1, cosine: apart(burstCosine + 0.02) };
  const shots = [0, 2000, 4000].map((takenAt) => ({ ...frame, takenAt, ...(takenAt === 2000 && { width: 90, height: 60 }) }));
  expect(await group(shots)).toEqual([
    [0, 1],
    [2, 1],
  ]);
});

test("what looks as like as a burst but was taken later, or shows something else, is not", async () => {
  const frame = { scene: 1, cosine: apart(burstCosine + 0.02) };
  expect(
    await group([
      { ...frame, takenAt: 0 },
      { ...frame, takenAt: minute },
      { scene: 2, cosine: 1, takenAt: 1000 },
    ]),
  ).toEqual([]);
});

test("the same picture in another size is one, whenever it was written; in another shape it is not", async () => {
  const same = { scene: 3, cosine: apart(copyCosine + 0.03) };
  const shots = [
    { ...same, takenAt: 0, width: 6000, height: 4000 },
    { ...same, takenAt: 90 * minute, width: 1500, height: 1000 },
    { ...same, takenAt: 200 * minute, width: 1000, height: 1000 },
  ];
  expect(await group(shots)).toEqual([[1, 0]]);
});

test("a slow pan is no chain: every copy is near to its leader", async () => {
  const vectors = createVectorIndex(2);
  const facts = Array.from({ length: 12 }, (_, photo) => ({ photo, takenAt: photo * 1000, width: 60, height: 40, bytes: 100 - photo }));
  for (const { photo } of facts) vectors.put([photo], Float32Array.of(Math.cos(photo / 5), Math.sin(photo / 5)));
  const leaders = await groupCopies(facts, vectors, async () => {});
  expect(new Set(leaders.values()).size).toBeGreaterThan(1);
  for (const [photo, leader] of leaders) expect(Math.cos((photo - leader) / 5)).toBeGreaterThanOrEqual(burstCosine);
});

test("copies are found among thousands of other photos", async () => {
  const random = randomNumbers(3);
  const row = () => Float32Array.from({ length: dims }, () => random() - 0.5);
  const unit = (vector: Float32Array) => {
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const vectors = createVectorIndex(dims);
  const count = 2500;
  const facts = Array.from({ length: count }, (_, photo) => ({
    photo,
    takenAt: photo * minute,
    width: 60,
    height: 40,
    bytes: count - photo,
  }));
  for (const { photo } of facts) vectors.put([photo], unit(row()));
  const copied = Array.from({ length: 40 }, (_, index) => index * 50);
  for (const photo of copied) {
    const original = vectors.row(photo) ?? row();
    vectors.put([photo + 25], unit(original.map((value) => value + (random() - 0.5) * 0.04)));
  }
  const leaders = await groupCopies(facts, vectors, async () => {});
  const found = copied.filter((photo) => leaders.get(photo + 25) === photo);
  expect([found.length >= 38, leaders.size - found.length]).toEqual([true, 0]);
});
