/**
 * The library's vectors in memory: one row a photo, kept up with every write. fuse.ts compares them with queries.
 * They lie in the memory of a WebAssembly module that compares all of them in a third of the time (wasm/dots.ts).
 */
import { instantiate } from "./wasm/dots.ts?wasm";

export interface VectorIndex {
  readonly size: number;
  /** Another number after every put and drop */
  readonly version: number;
  /** The photos that have a row, in the order of the rows */
  readonly photos: readonly number[];
  /** Adds rows or replaces them. rows: photos.length x dims, each of unit length. */
  put(photos: readonly number[], rows: Float32Array): void;
  drop(photos: Iterable<number>): void;
  /** The row of a photo (a view: copy it before the next put), undefined while it has none. */
  row(photo: number): Float32Array | undefined;
  /** The place of a photo's row in `photos`, undefined while it has none. */
  slot(photo: number): number | undefined;
  /** The dot product of `query` (dims) with the row at a slot */
  dotAt(slot: number, query: Float32Array): number;
  /** The dot products of `query` (dims) with all rows, by slot */
  dots(query: Float32Array): Float32Array;
}

/** Numbers that the module takes at a time: rows are as wide as a multiple of it, filled up with zeros. */
const step = 16;
const bytesEach = 4;
const firstRows = 1024;
const page = 65_536;

export function createVectorIndex(dims: number): VectorIndex {
  const wasm = instantiate();
  const width = Math.ceil(dims / step) * step;
  // The query, then the rows, then room for one product of each.
  const rowsAt = width * bytesEach;
  const photos: number[] = [];
  const slots = new Map<number, number>();
  let version = 0;
  let capacity = 0;
  let memory = new Float32Array();
  makeRoom(firstRows);

  function makeRoom(rows: number): void {
    capacity = rows;
    const missing = rowsAt + capacity * (width + 1) * bytesEach - wasm.memory.buffer.byteLength;
    if (missing > 0) wasm.memory.grow(Math.ceil(missing / page));
    memory = new Float32Array(wasm.memory.buffer);
  }

  function slotFor(photo: number): number {
    const known = slots.get(photo);
    if (known !== undefined) return known;
    if (photos.length === capacity) makeRoom(2 * capacity);
    const slot = photos.push(photo) - 1;
    slots.set(photo, slot);
    return slot;
  }

  function rowAt(slot: number): Float32Array {
    const start = width + slot * width;
    return memory.subarray(start, start + dims);
  }

  /** The last row moves into the gap. */
  function drop(photo: number): void {
    const slot = slots.get(photo);
    const last = photos.pop();
    if (slot === undefined || last === undefined) {
      if (last !== undefined) photos.push(last);
      return;
    }
    slots.delete(photo);
    if (last === photo) return;
    rowAt(slot).set(rowAt(photos.length));
    photos[slot] = last;
    slots.set(last, slot);
  }

  return {
    get size() {
      return photos.length;
    },
    get version() {
      return version;
    },
    photos,
    put(added, addedRows) {
      version++;
      for (const [index, photo] of added.entries()) {
        const slot = slotFor(photo);
        rowAt(slot).set(addedRows.subarray(index * dims, (index + 1) * dims));
      }
    },
    drop(dropped) {
      version++;
      for (const photo of dropped) drop(photo);
    },
    row(photo) {
      const slot = slots.get(photo);
      return slot === undefined ? undefined : rowAt(slot);
    },
    slot: (photo) => slots.get(photo),
    dotAt: (slot, query) => dot(query, memory, width + slot * width),
    dots(query) {
      memory.set(query);
      const target = rowsAt + capacity * width * bytesEach;
      wasm.dots(0, rowsAt, width, photos.length, target);
      return memory.slice(target / bytesEach, target / bytesEach + photos.length);
    },
  };
}

/** query . rows[offset .. offset + query.length]. Four running sums: the processor adds them side by side. */
export function dot(query: Float32Array, rows: Float32Array, offset = 0): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = query.length - (query.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (query[i] as number) * (rows[offset + i] as number);
    b += (query[i + 1] as number) * (rows[offset + i + 1] as number);
    c += (query[i + 2] as number) * (rows[offset + i + 2] as number);
    d += (query[i + 3] as number) * (rows[offset + i + 3] as number);
  }
  for (let i = whole; i < query.length; i++) a += (query[i] as number) * (rows[offset + i] as number);
  return a + b + c + d;
}
