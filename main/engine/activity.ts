/** Work that runs at most once at a time, can be asked for again while it runs, and can be ended. */

export interface Activity {
  /** Runs it, or once more after the present run, also one that is being ended: what changed since that began is seen. */
  start(): void;
  /** Aborts it and resolves when it is over; what was asked for again is dropped. */
  end(): Promise<void>;
  isRunning(): boolean;
  /** Resolves when it is not running. */
  idle(): Promise<void>;
}

/** `onEnd` hears of every end, with the error if there was one; an abort is none. */
export function createActivity(body: (signal: AbortSignal) => Promise<void>, onEnd: (error?: unknown) => void): Activity {
  let current: { controller: AbortController; over: Promise<void> } | undefined;
  let again = false;

  async function run(signal: AbortSignal): Promise<void> {
    let failure: unknown;
    try {
      while (again && !signal.aborted) {
        again = false;
        await body(signal);
      }
    } catch (error) {
      if (!signal.aborted) failure = error;
    }
    const wasAskedFor = again;
    again = false;
    current = undefined;
    onEnd(failure);
    if (wasAskedFor && signal.aborted) start();
  }

  function start(): void {
    again = true;
    if (current) return;
    const controller = new AbortController();
    // Not at once: `current` must be set before the body runs, however short that is.
    const over = Promise.resolve().then(() => run(controller.signal));
    current = { controller, over };
  }

  return {
    start,
    end: async () => {
      again = false;
      current?.controller.abort();
      await current?.over;
    },
    isRunning: () => current !== undefined,
    idle: async () => {
      while (current) await current.over;
    },
  };
}
