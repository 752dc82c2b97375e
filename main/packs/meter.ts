/** How far a download is, how fast it goes, and when it will be there. */
import type { GetProgress } from "../../contract/packs.ts";

/** Speed is that of the last seconds. */
const windowMs = 5000;
const betweenMs = 200;

/** sizes: bytes of each file; `report` hears of news at most five times a second. */
export function createMeter(
  sizes: readonly number[],
  report: (progress: GetProgress) => void,
  now: () => number = () => performance.now(),
) {
  const done = sizes.map(() => 0);
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  let seen: { at: number; bytes: number }[] = [];
  let reportedAt = Number.NEGATIVE_INFINITY;

  return {
    set(index: number, bytes: number, file: string): void {
      done[index] = bytes;
      const at = now();
      if (at - reportedAt < betweenMs && bytes < (sizes[index] ?? 0)) return;
      reportedAt = at;
      const doneBytes = done.reduce((sum, part) => sum + part, 0);
      seen = [...seen.filter((one) => at - one.at <= windowMs), { at, bytes: doneBytes }];
      const [first] = seen;
      const elapsed = first ? at - first.at : 0;
      const bytesPerSecond = first && elapsed > 0 ? (1000 * (doneBytes - first.bytes)) / elapsed : null;
      const etaSeconds = bytesPerSecond ? Math.max(0, totalBytes - doneBytes) / bytesPerSecond : null;
      report({ file, doneBytes, totalBytes, bytesPerSecond, etaSeconds });
    },
  };
}
