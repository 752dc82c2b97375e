/** `recompose evaluate` and `bench`: how well and how fast this program finds photos on this computer. */
import type { EngineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import { count, endProgress, print, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

export async function evaluateFlickr8k({ engine, signal, json }: Command, root: string): Promise<number> {
  await rest(engine);
  const { textToImage, imageToText } = await lastOf(engine.evaluateFlickr8k({ root }, { signal }));
  if (json) printJson({ textToImage, imageToText });
  else print(`Flickr8k, 1,000 test photos\n${recalls("text to image", textToImage)}\n${recalls("image to text", imageToText)}`);
  return exitCodes.done;
}

function recalls(direction: string, recall: Record<string, number>): string {
  const figures = Object.entries(recall).map(([k, percent]) => `R@${k} ${percent.toFixed(1)} %`);
  return `${direction}: ${figures.join(", ")}`;
}

/** `folder` undefined: the first folder of the library. */
export async function benchmarkIndex({ engine, signal, json }: Command, folder: string | undefined, limit: number): Promise<number> {
  await rest(engine);
  const { folders } = await engine.status({}, { signal });
  const path = folder ?? folders[0]?.path;
  if (path === undefined) throw new AppError("bad-request", "The library has no folder to measure with.", "Name one with --folder.");
  const figures = await lastOf(engine.benchmarkIndex({ folder: path, limit }, { signal }));
  const share = figures.indexed / figures.bare;
  if (json) printJson({ ...figures, share });
  else print(describe(figures, share));
  return exitCodes.done;
}

function describe({ photos, indexed, bare }: { photos: number; indexed: number; bare: number }, share: number): string {
  return [
    count(photos, "photo"),
    `indexing, from file to vector: ${indexed.toFixed(1)} photos a second`,
    `the bare encoder on the same tensors: ${bare.toFixed(1)} photos a second`,
    `indexing reaches ${(share * 100).toFixed(0)} % of it`,
  ].join("\n");
}

/** What waits in the library would take the processor from the measurement. A pause stays a pause. */
export async function rest(engine: EngineApi): Promise<void> {
  if ((await engine.status({})).state !== "paused") await engine.stop({});
}

export function parseCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new AppError("bad-request", `"${text}" is no number to count to.`, "Use a whole number from 1 on.");
}

type Progress = { done: number; of: number };

/** Shows the progress items of a stream and returns its result. */
async function lastOf<T extends object>(items: AsyncIterable<Progress | T>): Promise<T> {
  try {
    for await (const item of items) {
      if (!isProgress(item)) return item;
      showProgress(`${item.done.toLocaleString("en")} of ${item.of.toLocaleString("en")}`);
    }
  } finally {
    endProgress();
  }
  throw new AppError("internal", "The measurement ended without a result.");
}

function isProgress(item: object): item is Progress {
  return "done" in item;
}
