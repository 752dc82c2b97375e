/** What a start, also a second one, brings along: folders to add and photos to search with. */
import { statSync } from "node:fs";
import { z } from "zod";
import { maxReferences } from "../../contract/types.ts";

/** As the second instance sends it to the first. */
export const handedOverSchema = z.object({ args: z.array(z.string().max(4096)).max(1000), from: z.string().max(4096) });

export interface ToOpen {
  folders: string[];
  photos: string[];
}

/** A path that is no file counts as a folder: the engine says what is wrong with it. */
export function toOpen(paths: readonly string[]): ToOpen {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return { folders: paths.filter((path) => !isFile(path)), photos: paths.filter(isFile).slice(0, maxReferences) };
}

/** Electron and Chromium read the arguments before `--`; an installed program has none of theirs. */
export function ownArguments(argv: readonly string[], isInstalled: boolean): string[] {
  const mark = argv.indexOf("--");
  if (mark >= 0) return argv.slice(mark + 1);
  return isInstalled ? argv.slice(1) : [];
}
