/** The photos that came with the program, for who has no folder at hand: a folder of the library like any other. */
import { existsSync, realpathSync } from "node:fs";
import { AppError } from "../../contract/errors.ts";
import type { Folder } from "../../contract/types.ts";
import { folderPath } from "./folder-path.ts";
import type { Library } from "./store/db.ts";
import { overlap, samplesSetting } from "./store/folders.ts";
import { shown } from "./store/paths.ts";

/** Throws samples-missing where they did not come along. */
export async function addSamples(
  samples: string | undefined,
  { settings }: Library,
  addFolder: (path: string) => Promise<Folder>,
): Promise<Folder> {
  const path = shown(samples === undefined ? missing("it names no folder") : await folderPath(samples).catch(() => missing(samples)));
  settings.set(samplesSetting, path);
  return await addFolder(path);
}

/** A program that lies elsewhere now has its samples there too: an AppImage does at every start. */
export function followSamples(samples: string | undefined, library: Library): void {
  const { folders, settings } = library;
  const known = settings.get(samplesSetting);
  const before = folders.rows().find(({ path }) => shown(path) === known);
  if (!before || existsSync(before.path) || samples === undefined || !existsSync(samples)) return;
  const now = realpathSync(samples, { encoding: "buffer" });
  if (folders.isErasing(now) || folders.all().some(({ path }) => overlap(path, now))) return;
  library.moveFolder(before, now);
  settings.set(samplesSetting, shown(now));
}

function missing(where: string): never {
  const hint = "Add a folder of your own, or install Recompose again.";
  throw new AppError("samples-missing", `The sample photos are not in this installation (${where}).`, hint);
}
