/** The packs process, there while somebody asks something of it, and a moment longer. */
import { toAppError } from "../contract/errors.ts";
import type { PacksApi } from "../contract/packs.ts";

export interface RunningPacks {
  packs: PacksApi;
  close(): void;
}

export interface PacksOnDemand {
  during<T>(work: (packs: PacksApi) => Promise<T>): Promise<T>;
  duringStream<T>(work: (packs: PacksApi) => AsyncIterable<T>): AsyncGenerator<T>;
  /** Ends it at once, whatever it is doing. */
  close(): void;
}

const usualIdleMs = 20_000;

export function packsOnDemand(start: () => RunningPacks, idleMs = usualIdleMs): PacksOnDemand {
  let running: RunningPacks | undefined;
  let users = 0;
  let timer: NodeJS.Timeout | undefined;

  function close(): void {
    clearTimeout(timer);
    running?.close();
    running = undefined;
  }

  function enter(): RunningPacks {
    clearTimeout(timer);
    users++;
    running ??= start();
    return running;
  }

  function leave(): void {
    users--;
    if (users === 0) timer = setTimeout(close, idleMs).unref();
  }

  /** The process is gone: the next one who asks gets another. */
  function forgetIfGone(gone: RunningPacks, error: unknown): void {
    if (toAppError(error).code === "closed" && running === gone) running = undefined;
  }

  return {
    async during(work) {
      const current = enter();
      try {
        return await work(current.packs);
      } catch (error) {
        forgetIfGone(current, error);
        throw error;
      } finally {
        leave();
      }
    },
    async *duringStream(work) {
      const current = enter();
      try {
        yield* work(current.packs);
      } catch (error) {
        forgetIfGone(current, error);
        throw error;
      } finally {
        leave();
      }
    },
    close,
  };
}
