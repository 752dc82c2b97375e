/** Does slow work on items ahead of when it is asked for, a bounded number of them, and gives what is ready first. */

export interface LookAhead<Result> {
  /** The next results: `count` of them, fewer only when nothing is left, none at the end. */
  next(count: number): Promise<Result[]>;
  /** Begins nothing more; resolves with the results that were never asked for. */
  end(): Promise<Result[]>;
}

/** `take` gives the next item, or undefined if there is none now. `work` must not reject: a failure is a result. */
export function createLookAhead<Item, Result>(
  take: () => Item | undefined,
  work: (item: Item) => Promise<Result>,
  limit: number,
): LookAhead<Result> {
  const running = new Set<Promise<void>>();
  const ready: Result[] = [];
  let isOver = false;

  function begin(): void {
    while (!isOver && running.size + ready.length < limit) {
      const item = take();
      if (item === undefined) return;
      const task: Promise<void> = work(item).then((result) => {
        ready.push(result);
        running.delete(task);
      });
      running.add(task);
    }
  }

  async function next(count: number): Promise<Result[]> {
    begin();
    while (ready.length < count && running.size > 0) {
      await Promise.race(running);
      begin();
    }
    const results = ready.splice(0, count);
    begin();
    return results;
  }

  async function end(): Promise<Result[]> {
    isOver = true;
    await Promise.all(running);
    return ready.splice(0);
  }

  return { next, end };
}
