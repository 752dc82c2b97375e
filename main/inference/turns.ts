/**
 * Who may use an encoder next. Work is cut into small jobs, of which so many run at a time as there are places, and a query's
 * go before the index's: it waits for one small batch at most.
 */
import { setImmediate as nextLoop } from "node:timers/promises";

type Job<T> = () => Promise<T>;

/** Runs a job at its turn. */
export type Schedule = <T>(job: Job<T>) => Promise<T>;

export interface Turns {
  /** For what a person waits for. */
  soon: Schedule;
  /** For the index. */
  later: Schedule;
}

/** `places`: as many jobs run at a time. */
export function createTurns(places = 1): Turns {
  const urgent: Job<unknown>[] = [];
  const patient: Job<unknown>[] = [];
  let working = 0;

  function join<T>(line: Job<unknown>[], job: Job<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      line.push(async () => {
        try {
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      });
      if (working < places) void work();
    });
  }

  async function work(): Promise<void> {
    working++;
    while (true) {
      // Messages that arrived during the last job are read now, before the next one is chosen.
      await nextLoop();
      const job = urgent.shift() ?? patient.shift();
      if (!job) break;
      await job();
    }
    working--;
  }

  return { soon: (job) => join(urgent, job), later: (job) => join(patient, job) };
}

/** Jobs of a call that was taken back are not begun. */
export function unlessAborted(schedule: Schedule, signal: AbortSignal | undefined): Schedule {
  return (job) =>
    schedule(() => {
      signal?.throwIfAborted();
      return job();
    });
}
