/** What goes wrong with a host, and trying again: one that is busy, or away for a moment, is asked a few times. */
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "../../contract/errors.ts";
import type { Answer } from "./connection.ts";

export interface Patience {
  signal: AbortSignal;
  /** Milliseconds before a host that is busy or away is asked again; doubled each time */
  patienceMs?: number | undefined;
}

/** Tries in a row that bring nothing, before it gives up */
const mostTries = 5;
const longestWaitMs = 60_000;

/** Worth another try, after so many milliseconds if the host said so */
export class Passing extends Error {
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

/**
 * Does `attempt` until it succeeds or throws an AppError. `came`: bytes so far; while they grow, tries are not counted.
 * Throws download-failed after too many tries, or the signal's reason.
 */
export async function tryAgain<T>(
  url: string,
  { signal, patienceMs = 1000 }: Patience,
  attempt: () => Promise<T>,
  came: () => Promise<number> = async () => 0,
): Promise<T> {
  let tries = 0;
  let before = await came();
  while (true) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) throw error;
      const now = await came();
      tries = now > before ? 1 : tries + 1;
      before = now;
      if (tries >= mostTries) throw notFetched(url, error, "Try again: what came is kept, and gone on with.");
      const asked = error instanceof Passing ? error.afterMs : undefined;
      await wait(Math.min(asked ?? patienceMs * 2 ** (tries - 1), longestWaitMs), undefined, { signal });
    }
  }
}

/** What an answer without content means: worth another try, or download-failed. */
export function refusalOf({ response: { statusCode = 0, headers }, url: { host, pathname } }: Answer): Error {
  if (statusCode === 429 || statusCode >= 500) return new Passing(`${host} answered ${statusCode}`, retryAfter(headers["retry-after"]));
  if (statusCode === 407)
    return new AppError("download-failed", "The proxy wants a user name and a password.", "Put them into HTTP_PROXY and HTTPS_PROXY.");
  const hint =
    statusCode === 401 || statusCode === 403
      ? "It may ask for an agreement: get the file with a browser and import it."
      : "It may have moved: get the file in another way and import it.";
  return new AppError("download-failed", `${host} answered ${statusCode} for "${pathname}".`, hint);
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** `error`: what the connection threw */
export function notFetched(url: string, error: unknown, hint: string): AppError {
  return failed(url, error instanceof Error ? error.message : String(error), hint, error);
}

export function failed(url: string, why: string, hint: string, cause?: unknown): AppError {
  return new AppError("download-failed", `"${url}" could not be fetched: ${why}.`, hint, { cause });
}
