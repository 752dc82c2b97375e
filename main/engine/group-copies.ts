/**
 * Near-copies: the frames of a burst, and the same picture in other sizes or formats.
 *
 * [Note: what counts as a near-copy] Two photos taken within `burstMs` whose vectors are at least as near as `burstCosine`; or
 * any two that are as near as `copyCosine` and have the same shape. Every copy is that near to the photo that stands for it, the
 * one with the most pixels: without that rule a slow pan would end up as one chain. Photos of the same content are one photo
 * before, and so are RAW and JPEG of one shot.
 */
import type { CopyFacts, Leaders } from "./store/near-copies.ts";
import type { VectorIndex } from "./vectors.ts";

/** docs/method.md says how they were measured. */
export const copyCosine = 0.97;
export const burstCosine = 0.9;
export const burstMs = 10_000;
/** Photos after this one that may belong to its burst */
const burstLength = 30;
/** How much width / height may differ */
const shapeTolerance = 0.03;
/** Photos of one bucket that are compared with each other */
const mostOfBucket = 48;
const tables = 10;
const bitsOfKey = 14;
/** Coordinates that are added up for one bit */
const addends = 8;
/** Photos between two breaths */
const chunk = 512;

/** Who stands for whom. Comes up for air between chunks: a whole library of 100,000 takes seconds. */
export async function groupCopies(facts: readonly CopyFacts[], vectors: VectorIndex, breathe: () => Promise<void>): Promise<Leaders> {
  const photos = facts.filter(({ photo }) => vectors.slot(photo) !== undefined).toSorted((a, b) => a.takenAt - b.takenAt);
  const near = new Map<CopyFacts, CopyFacts[]>();
  const link = (a: CopyFacts, b: CopyFacts) => {
    near.set(a, [...(near.get(a) ?? []), b]);
    near.set(b, [...(near.get(b) ?? []), a]);
  };
  const cosine = (a: CopyFacts, b: CopyFacts) => {
    const row = vectors.row(a.photo);
    const slot = vectors.slot(b.photo);
    return row && slot !== undefined ? vectors.dotAt(slot, row) : 0;
  };
  for (const [index, photo] of photos.entries()) {
    if (index % chunk === 0) await breathe();
    for (const next of photos.slice(index + 1, index + 1 + burstLength)) {
      if (next.takenAt - photo.takenAt > burstMs) break;
      if (cosine(photo, next) >= burstCosine) link(photo, next);
    }
  }
  for await (const [a, b] of sameBucket(photos, vectors, breathe)) if (haveSameShape(a, b) && cosine(a, b) >= copyCosine) link(a, b);
  return leadersOf(near);
}

/** Pairs that are likely to be near: their vectors lie on the same side of some planes. May repeat pairs. */
async function* sameBucket(
  photos: readonly CopyFacts[],
  vectors: VectorIndex,
  breathe: () => Promise<void>,
): AsyncGenerator<[CopyFacts, CopyFacts]> {
  const mean = meanOf(photos, vectors);
  for (let table = 0; table < tables; table++) {
    const planes = planesOf(table, mean.length);
    const buckets = new Map<number, CopyFacts[]>();
    for (const [index, photo] of photos.entries()) {
      if (index % (chunk * 8) === 0) await breathe();
      const row = vectors.row(photo.photo);
      if (!row) continue;
      const key = keyOf(row, mean, planes);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(photo);
      else buckets.set(key, [photo]);
    }
    for (const bucket of buckets.values()) {
      await breathe();
      for (const [index, photo] of bucket.entries())
        for (const other of bucket.slice(index + 1, index + 1 + mostOfBucket)) yield [photo, other];
    }
  }
}

function meanOf(photos: readonly CopyFacts[], vectors: VectorIndex): Float32Array {
  const rows = photos.flatMap(({ photo }) => vectors.row(photo) ?? []);
  const sum = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (row[i] ?? 0);
  return sum.map((value) => value / rows.length);
}

/** For each bit the coordinates that are added and, behind them, those that are taken away. The same every time. */
function planesOf(table: number, dims: number): Int32Array[] {
  let state = table + 1;
  const random = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * dims);
  };
  return Array.from({ length: bitsOfKey }, () => Int32Array.from({ length: addends }, random));
}

function keyOf(row: Float32Array, mean: Float32Array, planes: readonly Int32Array[]): number {
  return planes.reduce((key, plane) => {
    let sum = 0;
    for (let i = 0; i < addends; i++) {
      const at = plane[i] ?? 0;
      const value = (row[at] ?? 0) - (mean[at] ?? 0);
      sum += i < addends / 2 ? value : -value;
    }
    return key * 2 + (sum > 0 ? 1 : 0);
  }, 0);
}

function haveSameShape(a: CopyFacts, b: CopyFacts): boolean {
  return Math.abs((a.width * b.height) / (a.height * b.width) - 1) <= shapeTolerance;
}

/** The best photo that nobody stands for yet stands for all near ones that nobody stands for either. */
function leadersOf(near: ReadonlyMap<CopyFacts, CopyFacts[]>): Leaders {
  const leaders = new Map<number, number>();
  const leading = new Set<number>();
  for (const photo of [...near.keys()].sort(bestFirst)) {
    if (leaders.has(photo.photo)) continue;
    leading.add(photo.photo);
    for (const other of near.get(photo) ?? [])
      if (!leading.has(other.photo) && !leaders.has(other.photo)) leaders.set(other.photo, photo.photo);
  }
  return leaders;
}

/** Most pixels, then most bytes, then the earliest */
function bestFirst(a: CopyFacts, b: CopyFacts): number {
  return b.width * b.height - a.width * a.height || b.bytes - a.bytes || a.takenAt - b.takenAt || a.photo - b.photo;
}
