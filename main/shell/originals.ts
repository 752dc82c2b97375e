/** From the ids that a page names to files of the library: the page never says a path. */
import { existsSync } from "node:fs";
import { z } from "zod";
import type { EngineApi } from "../../contract/api.ts";
import { mostDraggedOut } from "../../contract/bridge.ts";
import { AppError } from "../../contract/errors.ts";
import type { Settings } from "../../contract/settings.ts";
import type { PhotoDetail } from "../../contract/types.ts";

export const photoIdSchema = z.number().int().min(1);
export const photoIdsSchema = z.array(photoIdSchema).min(1).max(mostDraggedOut);

/** The path of the original. Throws photo-unknown, original-missing. */
export async function originalOf(engine: Pick<EngineApi, "photo">, photo: number): Promise<string> {
  const { files, name } = await engine.photo({ photo });
  const file = files.find(({ path, present }) => present && existsSync(path));
  if (file) return file.path;
  throw new AppError("original-missing", `The original of "${name}" is not there.`, "Connect its drive, or rescan its folder.", {
    data: { name },
  });
}

/** Of those that are there, and of RAW and JPEG pairs what the user has set; throws original-missing where none is. */
export async function originalsOf(
  engine: Pick<EngineApi, "photo" | "settings">,
  photos: readonly number[],
): Promise<[string, ...string[]]> {
  const { dragOut } = await engine.settings({});
  const found = await Promise.allSettled(photos.map(async (photo) => partsOf(await engine.photo({ photo }), dragOut)));
  const [first, ...others] = found.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  if (first !== undefined) return [first, ...others];
  throw new AppError("original-missing", "None of these originals is there.", "Connect their drive, or rescan their folder.");
}

/** The first place of each kind of file that is wanted, or of the kind that there is */
function partsOf({ files }: PhotoDetail, wanted: Settings["dragOut"]): string[] {
  const there = files.filter(({ path, present }) => present && existsSync(path));
  const kinds = [there.find(({ raw }) => !raw), there.find(({ raw }) => raw)].flatMap((file) => (file ? [file] : []));
  const chosen = kinds.filter(({ raw }) => wanted === "both" || raw === (wanted === "raw"));
  return (chosen.length > 0 ? chosen : kinds).map(({ path }) => path);
}
