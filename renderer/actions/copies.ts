/** Copies of originals, for who wants to take them along. */
import type { CopiesMade, CopyProgress } from "../../contract/copies.ts";
import type { Settings } from "../../contract/settings.ts";
import { engine } from "../api.ts";
import { store, targets } from "../store.ts";
import { openDialog } from "./view.ts";

export interface CopiesAsked {
  photos: number[];
  folder: string;
  files: Settings["dragOut"];
}

/** Of the photos that are chosen */
export function askForCopies(): void {
  const photos = targets(store.getState());
  if (photos.length > 0) openDialog({ kind: "copies", photos });
}

/** Stopped by `signal`, it throws "aborted"; the copies that are made stay. */
export async function makeCopies(
  asked: CopiesAsked,
  onProgress: (progress: CopyProgress) => void,
  signal: AbortSignal,
): Promise<CopiesMade> {
  let made: CopiesMade | undefined;
  for await (const said of engine().copyOriginals(asked, { signal })) {
    if ("copied" in said) made = said;
    else onProgress(said);
  }
  return made ?? { copied: 0, folder: asked.folder, left: [] };
}
