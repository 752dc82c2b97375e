/** `recompose index`: adds folders and waits until every file of the library is ready, skipped or failed, and, if asked, captioned. */
import type { EngineApi } from "../../contract/api.ts";
import { AppError, inEnglish } from "../../contract/errors.ts";
import type { IndexStatus } from "../../contract/types.ts";
import { count, endProgress, note, print, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";
import { sums } from "./status.ts";

export async function indexFolders({ engine, signal, json }: Command, folders: string[], captions: boolean): Promise<number> {
  for (const path of folders) await engine.addFolder({ path }, { signal });
  if ((await engine.status({}, { signal })).state === "paused") await engine.resume({}, { signal });
  const isDone = ({ state }: IndexStatus) => state === "idle" || (state === "captioning" && !captions);
  const done = await untilDone(engine.watchStatus({}, { signal }), isDone, signal);
  const status = done ?? (await stop(engine));
  if (json) printJson(status);
  else report(status);
  if (done) return exitCodes.done;
  note("Stopped. What is ready stays; the same command goes on from there.");
  return exitCodes.interrupted;
}

/** The last status; undefined when the user did not wait for it. */
async function untilDone(
  statuses: AsyncIterable<IndexStatus>,
  isDone: (status: IndexStatus) => boolean,
  signal: AbortSignal,
): Promise<IndexStatus | undefined> {
  try {
    for await (const status of statuses) {
      showProgress(progressLine(status));
      if (status.state === "paused" || status.state === "stopped") throw whyHalted(status);
      if (isDone(status)) return status;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    endProgress();
  }
  return undefined;
}

async function stop(engine: EngineApi): Promise<IndexStatus> {
  await engine.stop({});
  return await engine.status({});
}

function progressLine({ state, found, ready, waiting, stages, photosPerSecond, etaSeconds }: IndexStatus): string {
  if (state === "scanning") return `Looking for photos: ${count(found, "file")}`;
  const speed = photosPerSecond === null ? "" : `, ${photosPerSecond.toFixed(1)} a second`;
  const left = etaSeconds === null ? "" : `, ${Math.ceil(etaSeconds / 60)} min left`;
  if (state === "captioning")
    return `${(stages.captions?.done ?? 0).toLocaleString("en")} of ${count(ready, "photo")} captioned${speed}${left}`;
  return `${ready.toLocaleString("en")} of ${count(ready + waiting, "photo")} ready${speed}${left}`;
}

/** Nobody but this command uses the library: what stops the index is a fault. */
function whyHalted({ pausedBy, models, incidents }: IndexStatus): AppError {
  const again = "What is ready stays. Run the same command again.";
  if (pausedBy === "disk-full") return new AppError("disk-full", "The disk of the library is full.", `Make room. ${again}`);
  if (pausedBy === "models") return new AppError("model-failed", models.error ? inEnglish(models.error) : "The models do not run.", again);
  return new AppError("internal", incidents.at(-1)?.what ?? "The index stopped.", again);
}

function report(status: IndexStatus): void {
  print(sums(status));
  if (status.failed > 0) print(`${count(status.failed, "file")} could not be read: "recompose failures" says which and why.`);
}
