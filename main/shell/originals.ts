/** From the ids that a page names to files of the library: the page never says a path. */
import { existsSync } from "node:fs";
import { z } from "zod";
import type { EngineApi } from "../../contract/api.ts";
import { mostDraggedOut } from "../../contract/bridge.ts";
import { AppError } from "../../contract/errors.ts";

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

/** Of those that are there; throws original-missing where none is. */
export async function originalsOf(engine: Pick<EngineApi, "photo">, photos: readonly number[]): Promise<[string, ...string[]]> {
  const found = await Promise.allSettled(photos.map((photo) => originalOf(engine, photo)));
  const [first, ...others] = found.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (first !== undefined) return [first, ...others];
  throw new AppError("original-missing", "None of these originals is there.", "Connect their drive, or rescan their folder.");
}
