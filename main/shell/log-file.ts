/**
 * What happened to the program, for who helps a user: one line an event, in a file that is kept small.
 * [Note: nothing of photos] An event has a name of this list, a code of ours and numbers. There is no place in it for a
 * path, a name, a caption or words of a query, so none can come in by mistake.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ErrorCode } from "../../contract/errors.ts";

export type LogEvent =
  | "start"
  | "window-opened"
  | "window-crashed"
  | "process-crashed"
  | "engine-ended"
  | "index-done"
  | "on-battery"
  | "on-power"
  | "asleep"
  | "awake"
  | "refused-message"
  | "refused-action"
  | "quit";

export interface Log {
  write(event: LogEvent, details?: { code?: ErrorCode; exit?: number; found?: number; failed?: number }): void;
  folder: string;
}

export interface LogOptions {
  maxBytes?: number;
  /** Older files beside the one in use */
  older?: number;
}

/** Lines go to recompose.log in `folder`; a full file becomes recompose.1.log, that one recompose.2.log and so on. */
export function openLog(folder: string, { maxBytes = 256 * 1024, older = 3 }: LogOptions = {}): Log {
  const file = (age: number) => join(folder, age === 0 ? "recompose.log" : `recompose.${age}.log`);

  function rotate(): void {
    for (let age = older; age > 0; age--) {
      if (statSync(file(age - 1), { throwIfNoEntry: false })) renameSync(file(age - 1), file(age));
    }
  }

  return {
    folder,
    write(event, details = {}) {
      const line = [new Date().toISOString(), event, ...Object.entries(details).map(([name, value]) => `${name}=${value}`)].join(" ");
      try {
        mkdirSync(folder, { recursive: true });
        const { size = 0 } = statSync(file(0), { throwIfNoEntry: false }) ?? {};
        if (size + line.length + 1 > maxBytes) rotate();
        appendFileSync(file(0), `${line}\n`);
      } catch {
        // A full disk must not stop the program.
      }
    },
  };
}
