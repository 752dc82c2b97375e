/** Follows the index for the system's own signs: progress at the program's icon, and a notice once reading ends with failures. */
import type { EngineApi } from "../../contract/api.ts";
import type { IndexStatus } from "../../contract/types.ts";
import { isReading, noticeOf, progressOf } from "./attention.ts";
import type { Log } from "./log-file.ts";

export interface Signs {
  /** As Electron's setProgressBar takes it */
  progress(share: number): void;
  /** So many files could not be read. */
  notRead(files: number): void;
}

/** Resolves when the engine is gone. */
export async function followIndex(engine: Pick<EngineApi, "watchStatus">, signs: Signs, log: Log): Promise<void> {
  let before: IndexStatus | undefined;
  let toldOf = 0;
  try {
    for await (const status of engine.watchStatus({})) {
      signs.progress(progressOf(status));
      const notice = noticeOf(before, status, toldOf);
      if (notice > 0) signs.notRead(notice);
      if (before && isReading(before) && !isReading(status)) log.write("index-done", { found: status.found, failed: status.failed });
      if (!isReading(status)) toldOf = status.failed;
      before = status;
    }
  } catch {
    // "closed": the program ends.
  }
}
