/** The best of many scored photos, without sorting all of them. */

export interface Match {
  photo: number;
  score: number;
}

/** Keeps the `limit` best of what it is offered, in a heap whose root is the worst of them. */
export function createTopList(limit: number) {
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
