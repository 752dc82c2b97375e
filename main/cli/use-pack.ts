/** `recompose models use` and `recompose vectors`: which models a library is searched with, and what others made of it. */
import { AppError, fromWireError } from "../../contract/errors.ts";
import type { PacksApi } from "../../contract/packs.ts";
import { describeDevices } from "./devices.ts";
import { count, endProgress, print, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

/** Of an installed profile; null: it is in the program itself. */
export async function folderOf(packs: PacksApi, id: string, signal: AbortSignal): Promise<string | null> {
  const { profiles } = await packs.list({}, { signal });
  const profile = profiles.find((profile) => profile.id === id);
  if (!profile) throw new AppError("pack-unknown", `There is no profile "${id}".`, '"recompose models list" names them all.');
  if (profile.state === "installed") return profile.folder;
  throw new AppError("pack-missing", `"${profile.title}" is not installed.`, `"recompose models get ${id}" gets it.`);
}

/** Resolves when the library is searched with the pack. */
export async function usePack({ engine, signal, json }: Command, folder: string | null): Promise<number> {
  await engine.usePack({ folder }, { signal });
  for await (const { packChange, models } of engine.watchStatus({}, { signal })) {
    if (packChange?.state === "failed")
      throw packChange.error ? fromWireError(packChange.error) : new AppError("model-failed", "The models do not run.");
    if (packChange) showProgress(`${packChange.done} of ${count(packChange.of, "photo")}`);
    else if (models.state !== "loading") {
      endProgress();
      if (json) printJson(models);
      else print(`Searching with ${models.pack?.title ?? "no models"}.${models.provider ? ` ${describeDevices(models.provider)[0]}` : ""}`);
      break;
    }
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

export async function listVectors({ engine, signal, json }: Command): Promise<number> {
  const old = await engine.oldVectors({}, { signal });
  if (json) printJson(old);
  else if (old.length === 0) print("Only those in use are kept.");
  else for (const { key, photos, bytes } of old) print(`${key}: ${count(photos, "photo")}, ${Math.ceil(bytes / 1e6)} MB`);
  return exitCodes.done;
}

export async function forgetVectors({ engine, signal, json }: Command, key: string): Promise<number> {
  const isKept = (await engine.oldVectors({}, { signal })).some((old) => old.key === key);
  await engine.forgetVectors({ key }, { signal });
  if (!isKept) throw new AppError("bad-request", `No vectors "${key}" are kept.`, '"recompose vectors list" names them all.');
  if (json) printJson({});
  else print(`Forgot ${key}.`);
  return exitCodes.done;
}
