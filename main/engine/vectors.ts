/** The library's vectors in memory: one row a photo, scanned exactly, kept up with every write. */

export interface Match {
  photo: number;
  score: number;
}

export interface VectorIndex {
  readonly size: number;
  /** Adds rows or replaces them. rows: photos.length x dims, each of unit length. */
  put(photos: readonly number[], rows: Float32Array): void;
  drop(photos: Iterable<number>): void;
  /** The row of a photo (a view: copy it before the next put), undefined while it has none. */
  row(photo: number): Float32Array | undefined;
  /**
   * The `limit` rows with the greatest dot product with `query` (dims), greatest first; equal ones by photo id.
   * `among` restricts the scan to these photos. `compared` counts the rows that were looked at.
   */
  scan(query: Float32Array, limit: number, among?: ReadonlySet<number>): { matches: Match[]; compared: number };
}

export function createVectorIndex(dims: number): VectorIndex {
  let rows = new Float32Array(1024 * dims);
  const photos: number[] = [];
  const slots = new Map<number, number>();

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
    put(added, addedRows) {
      for (const [index, photo] of added.entries()) {
        const slot = slotFor(photo);
        rowAt(slot).set(addedRows.subarray(index * dims, (index + 1) * dims));
      }
    },
    drop(dropped) {
      for (const photo of dropped) drop(photo);
    },
    row(photo) {
      const slot = slots.get(photo);
      return slot === undefined ? undefined : rowAt(slot);
    },
    scan(query, limit, among) {
      const best = createTopList(limit);
      if (among) {
        let compared = 0;
        for (const photo of among) {
          const slot = slots.get(photo);
          if (slot === undefined) continue;
          compared += 1;
          best.offer(photo, dot(query, rows, slot * dims));
        }
        return { matches: best.sorted(), compared };
      }
      for (let slot = 0; slot < photos.length; slot++) best.offer(photos[slot] ?? 0, dot(query, rows, slot * dims));
      return { matches: best.sorted(), compared: photos.length };
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

/** Keeps the `limit` best of what it is offered, in a heap whose root is the worst of them. */
function createTopList(limit: number) {
  const heap: Match[] = [];
  const worse = (a: Match, b: Match) => a.score < b.score || (a.score === b.score && a.photo > b.photo);

  function sink(entry: Match, from: number): void {
    let hole = from;
    while (true) {
      let child = 2 * hole + 1;
      const left = heap[child];
      const right = heap[child + 1];
      if (!left) break;
      if (right && worse(right, left)) child += 1;
      const smaller = heap[child] as Match;
      if (!worse(smaller, entry)) break;
      heap[hole] = smaller;
      hole = child;
    }
    heap[hole] = entry;
  }

  function rise(entry: Match): void {
    let hole = heap.push(entry) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent] as Match;
      if (!worse(entry, above)) break;
      heap[hole] = above;
      hole = parent;
    }
    heap[hole] = entry;
  }

  return {
    offer(photo: number, score: number): void {
      const worst = heap[0];
      if (heap.length < limit) rise({ photo, score });
      else if (worst && (score > worst.score || (score === worst.score && photo < worst.photo))) sink({ photo, score }, 0);
    },
    sorted(): Match[] {
      return heap.toSorted((a, b) => (worse(a, b) ? 1 : -1));
    },
  };
}
