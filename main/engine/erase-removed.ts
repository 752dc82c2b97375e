/** What was removed is erased while everything else goes on. See the note on erasing. */
import { AppError } from "../../contract/errors.ts";
import type { Library } from "./store/db.ts";

export interface Erasing {
  /** Resolves when nothing is left that is to be erased. Throws what erasing throws, and closed. */
  finish(): Promise<void>;
  isRunning(): boolean;
  /** What is left is erased after the next start. */
  close(): Promise<void>;
}

/** `turn`: resolves when the next piece may go, for others come first. */
export function createErasing({ library, turn }: { library: Library; turn(): Promise<void> }): Erasing {
  let running: Promise<void> | undefined;
  let isClosed = false;

  async function erase(): Promise<void> {
    try {
      do {
        await turn();
        if (isClosed) throw new AppError("closed", "The library was closed; what is left to erase goes after the next start.");
      } while (library.eraseNext());
    } finally {
      running = undefined;
    }
  }

  return {
    finish: () => {
      running ??= erase();
      return running;
    },
    isRunning: () => running !== undefined,
    close: async () => {
      isClosed = true;
      await running?.catch(() => {});
    },
  };
}
