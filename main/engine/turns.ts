/** When the next batch of the index may begin: not in a pause, not while a query is under way, and not at once where it is to be slow. */
import { setTimeout as wait } from "node:timers/promises";
import type { IndexStatus } from "../../contract/types.ts";

export type PauseReason = NonNullable<IndexStatus["pausedBy"]>;

export interface Turns {
  pausedBy(): PauseReason | null;
  pause(by: PauseReason): void;
  letGo(): void;
  /** A rest between batches, three times as long as the work before it */
  setSlow(slow: boolean): void;
  isSlow(): boolean;
  /** The next batch waits until this is over, however it ends. */
  holdFor(query: Promise<unknown>): void;
  /** Resolves when a batch may begin. */
  next(): Promise<void>;
  /** Resolves when no query is under way, in a pause too. */
  afterQueries(): Promise<void>;
  /** Resolves when a batch waits for the end of a pause. */
  held(): Promise<void>;
}

/** Of the work before it; so that it takes about a quarter of the time */
const restShare = 3;
const longestRestMs = 30_000;

export function createTurns(paused: PauseReason | null): Turns {
  let pausedBy = paused;
  let held = Promise.withResolvers<void>();
  let over = Promise.withResolvers<void>();
  let query: Promise<unknown> | undefined;
  let isSlow = false;
  let begun = performance.now();

  function letGo(): void {
    over.resolve();
    over = Promise.withResolvers<void>();
    held = Promise.withResolvers<void>();
  }

  async function rest(): Promise<void> {
    if (!isSlow) return;
    const restMs = Math.min(longestRestMs, restShare * (performance.now() - begun));
    await Promise.race([wait(restMs, undefined, { ref: false }), over.promise]);
  }

  return {
    pausedBy: () => pausedBy,
    pause: (by) => {
      pausedBy = by;
    },
    letGo: () => {
      pausedBy = null;
      letGo();
    },
    setSlow: (slow) => {
      if (isSlow && !slow) letGo();
      isSlow = slow;
    },
    isSlow: () => isSlow,
    holdFor: (next) => {
      const both = Promise.allSettled([query, next]).then(() => {
        if (query === both) query = undefined;
      });
      query = both;
    },
    next: async () => {
      await rest();
      while (pausedBy || query) {
        if (pausedBy) held.resolve();
        await (pausedBy ? over.promise : query);
      }
      begun = performance.now();
    },
    afterQueries: async () => {
      while (query) await query;
    },
    held: () => held.promise,
  };
}
