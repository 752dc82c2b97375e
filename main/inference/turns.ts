/**
 * Who may use the encoders next. ONNX Runtime keeps this thread busy while it computes, so work is cut into small jobs, run
 * one at a time, and a query's go before the index's: a query waits for one batch of photos at most.
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

export function createTurns(): Turns {
  const urgent: Job<unknown>[] = [];
  const patient: Job<unknown>[] = [];
  let working = false;

  function join<T>(line: Job<unknown>[], job: Job<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      line.push(async () => {
        try {
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      });
      if (!working) void work();
    });
  }

  async function work(): Promise<void> {
    working = true;
    while (true) {
      // Messages that arrived during the last job are read now, before the next one is chosen.
      await nextLoop();
      const job = urgent.shift() ?? patient.shift();
      if (!job) break;
      await job();
    }
    working = false;
  }

  return { soon: (job) => join(urgent, job), later: (job) => join(patient, job) };
}
