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
export const copyCosine = 0.96;
export const burstCosine = 0.9;
const burstMs = 10_000;
/** Photos after this one that may belong to its burst */
const burstLength = 30;
/** How much width / height may differ */
const shapeTolerance = 0.03;
/** Photos that a photo of a large library is compared with in each of its buckets */
const mostOfBucket = 16;
/** So few are all compared with each other. */
const few = 1000;
const tables = 10;
const bitsOfKey = 14;
/** Coordinates that are added up for one bit */
const addends = 8;
/** Photos between two breaths */
const chunk = 512;

/** Who stands for whom. Comes up for air between chunks: a whole library of 100,000 takes seconds. */
export async function groupCopies(facts: readonly CopyFacts[], vectors: VectorIndex, breathe: () => Promise<void>): Promise<Leaders> {
  const photos = facts.filter(({ photo }) => vectors.slot(photo) !== undefined).toSorted((a, b) => a.takenAt - b.takenAt);
  const near = new Map<CopyFacts, Set<CopyFacts>>();
  const link = (a: CopyFacts, b: CopyFacts, least: number) => {
    const row = vectors.row(a.photo);
    const slot = vectors.slot(b.photo);
    if (!row || slot === undefined || vectors.dotAt(slot, row) < least) return;
    neighboursOf(a, near).add(b);
    neighboursOf(b, near).add(a);
  };
  for (const [index, photo] of photos.entries()) {
    if (index % chunk === 0) await breathe();
    for (let next = index + 1; next <= index + burstLength; next++) {
      const other = photos[next];
      if (!other || other.takenAt - photo.takenAt > burstMs) break;
      link(photo, other, burstCosine);
    }
  }
  const linkCopies = (bucket: readonly CopyFacts[], most: number) => {
    for (const [a, b] of pairsOf(bucket, most)) if (haveSameShape(a, b)) link(a, b, copyCosine);
  };
  if (photos.length <= few) linkCopies(photos, few);
  else {
    const mean = meanOf(photos, vectors);
    for (let table = 0; table < tables; table++) {
      for (const bucket of await bucketsOf(photos, vectors, { mean, planes: planesOf(table, mean.length), breathe })) {
        await breathe();
        linkCopies(bucket, mostOfBucket);
      }
    }
  }
  return leadersOf(near);
}

function neighboursOf(photo: CopyFacts, near: Map<CopyFacts, Set<CopyFacts>>): Set<CopyFacts> {
  const known = near.get(photo) ?? new Set();
  near.set(photo, known);
  return known;
}

/** Photos that are likely to be near each other: their vectors lie on the same side of all planes. Two at least. */
async function bucketsOf(
  photos: readonly CopyFacts[],
  vectors: VectorIndex,
  { mean, planes, breathe }: { mean: Float32Array; planes: readonly Int32Array[]; breathe: () => Promise<void> },
): Promise<CopyFacts[][]> {
  const buckets = new Map<number, CopyFacts[]>();
  for (const [index, photo] of photos.entries()) {
    if (index % chunk === 0) await breathe();
    const row = vectors.row(photo.photo);
    if (!row) continue;
    const key = keyOf(row, mean, planes);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(photo);
    else buckets.set(key, [photo]);
  }
  return [...buckets.values()].filter(({ length }) => length > 1);
}

/** Every photo with those behind it, at most so many. */
function* pairsOf(bucket: readonly CopyFacts[], most: number): Generator<[CopyFacts, CopyFacts]> {
  for (const [index, photo] of bucket.entries()) for (const other of bucket.slice(index + 1, index + 1 + most)) yield [photo, other];
}

function meanOf(photos: readonly CopyFacts[], vectors: VectorIndex): Float32Array {
  const sum = new Float32Array(vectors.row(photos[0]?.photo ?? -1)?.length ?? 0);
  for (const { photo } of photos) {
    const row = vectors.row(photo);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (row?.[i] ?? 0);
  }
  return sum.map((value) => value / photos.length);
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
function leadersOf(near: ReadonlyMap<CopyFacts, ReadonlySet<CopyFacts>>): Leaders {
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
