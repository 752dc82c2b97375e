/** What the dock or taskbar shows of the index, and when a word is due to somebody who looks elsewhere. */
import type { IndexStatus } from "../../contract/types.ts";

type Progress = Pick<IndexStatus, "state" | "found" | "waiting" | "failed">;

/** 0 to 1 for a bar; -1: none; above 1: under way, without an end in sight. */
export function progressOf({ state, found, waiting }: Progress): number {
  if (state === "scanning" && waiting === 0) return 2;
  if (state !== "indexing" && state !== "scanning") return -1;
  return found === 0 ? 2 : (found - waiting) / found;
}

/** How many could not be read, once all the others are, and it is news; 0: nothing to say. */
export function noticeOf(before: Progress | undefined, now: Progress, alreadyFailed: number): number {
  if (!before || !isReading(before) || isReading(now) || now.waiting > 0 || now.failed <= alreadyFailed) return 0;
  return now.failed;
}

export function isReading({ state }: Progress): boolean {
  return state === "scanning" || state === "indexing";
}
