/** Something changed: listeners wait for it, and hear of many changes in a row once. */

export interface Signal {
  notify(): void;
  /** Resolves at the next change, or when `signal` is aborted. */
  next(signal?: AbortSignal): Promise<void>;
}

export function createSignal(): Signal {
  let waiting: (() => void)[] = [];
  return {
    notify() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    next(signal) {
      return new Promise((resolve) => {
        const wake = () => {
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        if (signal?.aborted) return wake();
        waiting.push(wake);
        signal?.addEventListener("abort", wake);
      });
    },
  };
}
