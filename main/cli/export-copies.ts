/** `recompose export`: copies of originals in a folder. */
import type { EngineApi } from "../../contract/api.ts";
import type { CopiesMade } from "../../contract/copies.ts";
import { AppError } from "../../contract/errors.ts";
import { settingsSchema } from "../../contract/settings.ts";
import { count, endProgress, note, print, printable, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

type Files = ReturnType<typeof parseFiles>;

const reasons: Record<CopiesMade["left"][number]["reason"], string> = {
  offline: "its drive is not connected",
  unreadable: "it cannot be read",
  unknown: "it is not in the library any more",
};

/** @throws AppError bad-request */
export function parseFiles(text: string) {
  const files = settingsSchema.shape.dragOut.safeParse(text);
  if (files.success) return files.data;
  throw new AppError("bad-request", `"${text}" is neither jpeg, raw nor both.`, "Use one of them.");
}

/** `photos`: numbers, or names of files with as much of their paths as tells them apart. Code 1 where one could not be copied. */
export async function exportCopies({ engine, signal, json }: Command, folder: string, photos: string[], files: Files): Promise<number> {
  const named = await engine.photosNamed({ names: photos.map((name) => (/^\d+$/.test(name) ? `#${name}` : name)) });
  const made = await makeCopies(engine, { photos: named.photos, folder, files }, signal);
  if (json) printJson(made);
  else print(`${made.copied.toLocaleString("en")} ${made.copied === 1 ? "copy" : "copies"} made in ${printable(made.folder)}.`);
  for (const { name, reason } of made.left) note(`Left out: ${printable(name)}: ${reasons[reason]}.`);
  return made.left.length > 0 ? exitCodes.error : exitCodes.done;
}

async function makeCopies(engine: EngineApi, asked: Parameters<EngineApi["copyOriginals"]>[0], signal: AbortSignal): Promise<CopiesMade> {
  let made: CopiesMade | undefined;
  try {
    for await (const said of engine.copyOriginals(asked, { signal })) {
      if ("copied" in said) made = said;
      else showProgress(`${said.done.toLocaleString("en")} of ${count(said.of, "photo")} copied`);
    }
  } finally {
    endProgress();
  }
  return made ?? { copied: 0, folder: asked.folder, left: [] };
}
