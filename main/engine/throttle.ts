/** Runs something a while after it was asked for, once for all requests of that while. */

export interface Throttle {
  request(): void;
  /** What was asked for and has not run will not run. */
  cancel(): void;
}

/** `wait` gives the milliseconds from a request to its run. */
export function createThrottle(run: () => void, wait: () => number): Throttle {
  let timer: NodeJS.Timeout | undefined;
  return {
    request: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, wait());
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
