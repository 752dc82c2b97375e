/** The library's vectors in memory: one row a photo, kept up with every write. fuse.ts compares them with queries. */

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
}

export function createVectorIndex(dims: number): VectorIndex {
  let rows = new Float32Array(1024 * dims);
  const photos: number[] = [];
  const slots = new Map<number, number>();
  let version = 0;

  function slotFor(photo: number): number {
    const known = slots.get(photo);
    if (known !== undefined) return known;
    const slot = photos.push(photo) - 1;
    slots.set(photo, slot);
    if (photos.length * dims > rows.length) {
      const grown = new Float32Array(rows.length * 2);
      grown.set(rows);
      rows = grown;
    }
    return slot;
  }

  function rowAt(slot: number): Float32Array {
    return rows.subarray(slot * dims, (slot + 1) * dims);
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
    dotAt: (slot, query) => dot(query, rows, slot * dims),
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
