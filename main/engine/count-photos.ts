/** Counts the photos of a folder that is not in the library yet, and keeps a few from all over it. */
import { toAppError, toWireError } from "../../contract/errors.ts";
import type { Trial } from "../../contract/trial.ts";
import { folderError, folderPath } from "./folder-path.ts";
import { scan } from "./scan.ts";
import type { FoundFile } from "./store/files.ts";

export interface CountedFolder {
  state(): Trial["folders"][number];
  /** Photos from all that was found so far, in the order in which they were */
  sample(): FoundFile[];
  /** Resolves when it is counted or cannot be; rejects on an abort. */
  over: Promise<void>;
}

const mostSampled = 256;

export function countPhotos(
  path: string,
  { hidden, signal, onNews }: { hidden: boolean; signal: AbortSignal; onNews(): void },
): CountedFolder {
  const state: Trial["folders"][number] = { path, photos: 0, counted: false, problem: null };
  let sample: FoundFile[] = [];
  /** Every so many photos one is kept. */
  let step = 1;

  function keep(file: FoundFile): void {
    if (state.photos++ % step === 0) sample.push(file);
    if (sample.length < mostSampled) return;
    sample = sample.filter((_, index) => index % 2 === 0);
    step *= 2;
  }

  async function count(): Promise<void> {
    for await (const event of scan(await folderPath(path), signal, hidden)) {
      if (event.type === "files") for (const file of event.files) if (file.kind === "photo" || file.kind === "raw") keep(file);
      onNews();
    }
  }

  async function countOrSay(): Promise<void> {
    try {
      await count();
    } catch (error) {
      if (signal.aborted) throw error;
      const isOurs = toAppError(error).code !== "internal";
      state.problem = toWireError(isOurs ? error : folderError(error, Buffer.from(path)));
    }
    state.counted = true;
    onNews();
  }

  const over = countOrSay();
  over.catch(() => {});
  return { state: () => ({ ...state }), sample: () => sample, over };
}
