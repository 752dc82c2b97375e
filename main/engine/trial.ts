/**
 * Counts the photos of folders and reads a few of them, as indexing would, to say beforehand how long it will take here and
 * how much room. Nothing of it stays: the few are written to a library of their own, which is erased.
 */
import { rmSync, statSync } from "node:fs";
import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { toAppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import type { Trial } from "../../contract/trial.ts";
import { type CaptionModels, captionsKey } from "./caption.ts";
import { captionPhotos } from "./caption-photos.ts";
import { type CountedFolder, countPhotos } from "./count-photos.ts";
import type { Decoders } from "./decoders.ts";
import type { Encoder } from "./encode.ts";
import { identify } from "./identity.ts";
import { indexPhotos } from "./index-photos.ts";
import { createSignal } from "./signal.ts";
import { type Library, openLibrary } from "./store/db.ts";
import type { FoundFile } from "./store/files.ts";
import { libraryPaths } from "./store/paths.ts";

export interface TrialParts {
  /** Folder of the library: what is tried is written there for a moment. */
  folder: string;
  /** As the user has set it: they are counted too. */
  hiddenFiles: boolean;
  decoders: Pick<Decoders, "decode" | "decodeAhead" | "free">;
  models: Encoder["models"];
  captions: CaptionModels;
  /** What is loaded, once it is */
  load(): Promise<ModelInfo>;
}

type Figures = Pick<Trial, "tried" | "bytesPerPhoto" | "secondsPerPhoto" | "captionSecondsPerPhoto">;

const photosTried = 20;
/** For reading and captioning together; what is known by then has to do. */
const mostMs = 10_000;
/** Counting goes on, but the photos that are tried are chosen from what was found by then. */
const choiceAfterMs = 2_000;
const newsEveryMs = 250;
const prefix = "trial-";

/** How it goes, a few times a second, until all is counted and measured. Abort ends it at once. */
export async function* tryFolders(paths: readonly string[], parts: TrialParts, signal: AbortSignal): AsyncGenerator<Trial> {
  const { bavail, bsize } = await statfs(parts.folder);
  const news = createSignal();
  const counts = paths.map((path) => countPhotos(path, { hidden: parts.hiddenFiles, signal, onNews: news.notify }));
  let figures: Figures = { tried: 0, bytesPerPhoto: null, secondsPerPhoto: null, captionSecondsPerPhoto: null };
  let isOver = false;
  const now = (): Trial => ({ folders: counts.map(({ state }) => state()), ...figures, freeBytes: bavail * bsize, done: isOver });

  const measured = chosenOf(counts).then((sample) =>
    measure(sample, parts, signal, (known) => {
      figures = known;
      news.notify();
    }),
  );
  // Models that do not load say so themselves; photos can be counted all the same.
  const over = Promise.allSettled([measured, ...counts.map(({ over }) => over)]).then(() => {
    isOver = true;
    news.notify();
  });
  while (!isOver && !signal.aborted) {
    yield now();
    await Promise.all([news.next(signal), Promise.race([over, elapsed(newsEveryMs)])]);
  }
  await over;
  signal.throwIfAborted();
  yield now();
}

/** Libraries of trials that were cut off. */
export async function eraseTrials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith(prefix)) await rm(join(folder, name), { recursive: true, force: true });
}

/** A few photos from all over the folders. */
async function chosenOf(counts: readonly CountedFolder[]): Promise<FoundFile[]> {
  await Promise.race([Promise.all(counts.map(({ over }) => over)), elapsed(choiceAfterMs)]);
  const all = counts.flatMap(({ sample }) => sample());
  const step = Math.max(1, all.length / photosTried);
  return Array.from({ length: Math.min(all.length, photosTried) }, (_, index) => all[Math.floor(index * step)]).filter(
    (file) => file !== undefined,
  );
}

async function measure(
  sample: FoundFile[],
  { folder, load, ...parts }: TrialParts,
  signal: AbortSignal,
  tell: (figures: Figures) => void,
): Promise<void> {
  if (sample.length === 0) return;
  const info = await load();
  const place = await mkdtemp(join(folder, prefix));
  try {
    openLibrary(place).close();
    const empty = sizeOf(place);
    const timed = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
    const { tried, secondsPerPhoto } = await inLibrary(place, (library) => readPhotos(library, sample, { ...parts, info, signal: timed }));
    if (tried === 0) return;
    const captionBytes = info.captioner ? info.pack.dims * Float32Array.BYTES_PER_ELEMENT : 0;
    const bytesPerPhoto = (sizeOf(place) - empty) / tried + captionBytes;
    const look = { tried, bytesPerPhoto, secondsPerPhoto };
    tell({ ...look, captionSecondsPerPhoto: null });
    const captionSecondsPerPhoto = await inLibrary(place, (library) => captionSome(library, { ...parts, info, signal: timed }));
    tell({ ...look, captionSecondsPerPhoto });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function inLibrary<T>(place: string, work: (library: Library) => Promise<T>): Promise<T> {
  const library = openLibrary(place);
  try {
    return await work(library);
  } finally {
    library.close();
  }
}

type Timed = Omit<TrialParts, "folder" | "load"> & { info: ModelInfo; signal: AbortSignal };

async function readPhotos(library: Library, sample: FoundFile[], { decoders, models, info, signal }: Timed) {
  const began = performance.now();
  const done: { at: number; photos: number }[] = [];
  library.files.record(library.folders.add(Buffer.from("/")), await identify(sample, library.files));
  await untilAbort(
    signal,
    indexPhotos({
      library,
      decoders,
      models,
      info,
      signal,
      surprises: new Map(),
      turn: async () => {},
      onResults: (results) => done.push({ at: performance.now(), photos: results.length }),
      onProgress: () => {},
    }),
  );
  return { tried: done.reduce((sum, { photos }) => sum + photos, 0), secondsPerPhoto: secondsEach(began, done) };
}

/** Null when the pack has no captioner, or no photo was captioned in time. */
async function captionSome(library: Library, { decoders, captions, info, signal }: Timed): Promise<number | null> {
  const key = captionsKey(info);
  if (key === undefined) return null;
  const began = performance.now();
  const done: { at: number; photos: number }[] = [];
  const onCaptions = () => void done.push({ at: performance.now(), photos: 1 });
  const parts = { library, decoders, models: captions, info, key, signal, turn: async () => {}, onCaptions, onProgress: () => {} };
  await untilAbort(signal, captionPhotos(parts));
  return secondsEach(began, done);
}

/** The end of the time is none of the work's failures. */
async function untilAbort(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!signal.aborted) throw toAppError(error);
  });
}

/** After the first result, before which things are opened; of the only one, all the time that it took. Null: there is none. */
function secondsEach(began: number, done: readonly { at: number; photos: number }[]): number | null {
  const [first, ...later] = done;
  const last = later.at(-1);
  if (first && !last) return (first.at - began) / first.photos / 1000;
  return first && last ? (last.at - first.at) / later.reduce((sum, { photos }) => sum + photos, 0) / 1000 : null;
}

function sizeOf(place: string): number {
  return statSync(libraryPaths(place).database).size;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
