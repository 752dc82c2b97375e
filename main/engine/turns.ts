/** When the next batch of the index may begin: not in a pause, and not while a query is under way. */
import type { IndexStatus } from "../../contract/types.ts";

export type PauseReason = NonNullable<IndexStatus["pausedBy"]>;

export interface Turns {
  pausedBy(): PauseReason | null;
  pause(by: PauseReason): void;
  letGo(): void;
  /** The next batch waits until this is over, however it ends. */
  holdFor(query: Promise<unknown>): void;
  /** Resolves when a batch may begin. */
  next(): Promise<void>;
  /** Resolves when a batch waits for the end of a pause. */
  held(): Promise<void>;
}

export function createTurns(paused: PauseReason | null): Turns {
  let pausedBy = paused;
  let held = Promise.withResolvers<void>();
  let over = Promise.withResolvers<void>();
  let query: Promise<unknown> | undefined;

  return {
    pausedBy: () => pausedBy,
    pause: (by) => {
      pausedBy = by;
    },
    letGo: () => {
      pausedBy = null;
      over.resolve();
      over = Promise.withResolvers<void>();
      held = Promise.withResolvers<void>();
    },
    holdFor: (next) => {
      const both = Promise.allSettled([query, next]).then(() => {
        if (query === both) query = undefined;
      });
      query = both;
    },
    next: async () => {
      while (pausedBy || query) {
        if (pausedBy) held.resolve();
        await (pausedBy ? over.promise : query);
      }
    },
    held: () => held.promise,
  };
}
