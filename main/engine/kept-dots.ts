/**
 * Dot products of the last queries' parts with all rows of an index. They are kept, so that weights can move live: another mix
 * of the same parts is a few additions a photo.
 */
import type { VectorIndex } from "./vectors.ts";

/** Parts that are remembered; one takes 4 bytes a photo. */
const capacity = 96;

interface Kept {
  version: number;
  dots: Float32Array;
}

const keptOf = new WeakMap<VectorIndex, Map<string, Kept>>();

/** <vector, row> for every row of the index, by slot. */
function dotsWith(vector: Float32Array, index: VectorIndex): Float32Array {
  const kept = keptOf.get(index) ?? new Map<string, Kept>();
  keptOf.set(index, kept);
  const key = contentOf(vector);
  const known = kept.get(key);
  const current = known?.version === index.version ? known : { version: index.version, dots: index.dots(vector) };
  kept.delete(key);
  kept.set(key, current);
  const [oldest] = kept.keys();
  if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
  return current.dots;
}

/** The sum of weight x <vector, row> for every row of the index, by slot. */
export function mixedDots(parts: readonly { vector: Float32Array; weight: number }[], index: VectorIndex): Float32Array {
  const mixed = new Float32Array(index.size);
  for (const { vector, weight } of parts) {
    const dots = dotsWith(vector, index);
    for (let slot = 0; slot < mixed.length; slot++) mixed[slot] = (mixed[slot] as number) + weight * (dots[slot] as number);
  }
  return mixed;
}

/** The same numbers give the same text, wherever they lie. */
function contentOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("latin1");
}
