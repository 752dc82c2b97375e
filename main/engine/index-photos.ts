/** Waiting photos, newest first -> decoded ahead -> encoded in batches -> written, until nothing waits. */
import { stat } from "node:fs/promises";
import { AppError, toAppError } from "../../contract/errors.ts";
import type { Decoders, Pixels } from "./decoders.ts";
import { type DecodedPhoto, type Encoder, encodePhotos, mostTries, noteTry } from "./encode.ts";
import { createLookAhead } from "./look-ahead.ts";
import type { Library } from "./store/db.ts";
import { shown } from "./store/paths.ts";
import type { WaitingPhoto } from "./store/stages.ts";
import { takeWaiting } from "./take-waiting.ts";

export interface IndexPhotosOptions extends Encoder {
  decoders: Pick<Decoders, "decodeAhead" | "free">;
  /** How often a file changed or went away between scan and reading, by path; kept from run to run. */
  surprises: Map<string, number>;
  /** Awaited before every batch: a pause, a query that goes first. */
  turn(): Promise<void>;
  onProgress(): void;
}

type Outcome = { waiting: WaitingPhoto } & ({ decoded: DecodedPhoto } | { error: AppError });

const batchSize = 8;
/** One is encoded while the other is written or waits: the encoder never does. */
const batchesInHand = 2;
/** Three batches: enough that the encoder never waits for photos of usual size, and a few megabytes. */
const ahead = 3 * batchSize;

/**
 * Resolves when nothing waits any more. Returns whether files were met that had gone or changed since they were scanned: those
 * photos go on waiting for the scan that should follow. Throws on what is no photo's fault: models, disk, an abort.
 */
export async function indexPhotos(options: IndexPhotosOptions): Promise<{ outdated: boolean }> {
  const { library, decoders, signal, turn, onProgress } = options;
  const handled = new Set<number>();
  const outdated = new Set<number>();
  const lookAhead = createLookAhead(
    takeWaiting({
      read: library.stages.waiting,
      portion: 512,
      isTaken: (photo) => handled.has(photo) || outdated.has(photo),
      handled,
      signal,
    }),
    (waiting) => decode(waiting, options),
    ahead,
  );
  function free(outcomes: Outcome[]): void {
    for (const outcome of outcomes) if ("decoded" in outcome) decoders.free(outcome.decoded.pixels);
  }
  async function encodeSome(outcomes: Outcome[]): Promise<void> {
    const decoded: DecodedPhoto[] = [];
    for (const outcome of outcomes) {
      if ("error" in outcome) noteFailure(outcome, options, outdated);
      else if (!leaveOutSmall(outcome.decoded, library)) decoded.push(outcome.decoded);
    }
    await encodePhotos(decoded, options);
  }
  let isBroken = false;
  async function work(): Promise<void> {
    while (!isBroken) {
      await turn();
      const outcomes = await lookAhead.next(batchSize);
      try {
        signal.throwIfAborted();
        if (outcomes.length === 0) return;
        await encodeSome(outcomes);
      } catch (error) {
        isBroken = true;
        throw error;
      } finally {
        free(outcomes);
      }
      for (const { waiting } of outcomes) handled.delete(waiting.photo);
      onProgress();
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: batchesInHand }, work));
  free(await lookAhead.end());
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return { outdated: outdated.size > 0 };
}

async function decode(waiting: WaitingPhoto, { decoders, info, signal }: IndexPhotosOptions): Promise<Outcome> {
  const { photo, path, needsDecode, tries } = waiting;
  let pixels: Pixels | undefined;
  try {
    const input = { source: { path: new Uint8Array(path) }, image: info.image, thumbnail: needsDecode === 1 };
    const { pixels: read, ...decoded } = await decoders.decodeAhead(input, { signal });
    pixels = read;
    await checkUnchanged(waiting);
    return { waiting, decoded: { photo, pixels, decoded, tries } };
  } catch (error) {
    if (pixels !== undefined) decoders.free(pixels);
    return { waiting, error: toAppError(error) };
  }
}

/** A file that changed while it was read may have given a mixture, which must not be kept under its old fingerprint. */
async function checkUnchanged({ path, bytes, modifiedAt }: WaitingPhoto): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) throw new AppError("file-missing", `${shown(path)} went away while it was read.`, "Look for changed files again.");
  if (stats.size !== bytes || stats.mtimeMs !== modifiedAt)
    throw new AppError("file-changed", `${shown(path)} changed while it was read.`, "Look for changed files again.");
}

function noteFailure(
  { waiting, error }: { waiting: WaitingPhoto; error: AppError },
  { library, surprises }: IndexPhotosOptions,
  outdated: Set<number>,
): void {
  if (error.code === "aborted" || error.code === "closed") throw error;
  if (error.code !== "file-missing" && error.code !== "file-changed") return void noteTry(library, waiting.photo, "decode", error);
  // Counted by path: a scan makes a new photo of changed content, and a file may never stop changing.
  const path = waiting.path.toString("latin1");
  const count = (surprises.get(path) ?? 0) + 1;
  surprises.set(path, count);
  if (noteTry(library, waiting.photo, "decode", error, count >= mostTries)) outdated.add(waiting.photo);
}

function leaveOutSmall({ photo, decoded }: DecodedPhoto, library: Library): boolean {
  const { width, height } = decoded;
  if (Math.min(width, height) >= library.settings.user().smallestSide) return false;
  library.vectors.putDecoded([{ photo, decoded }]);
  library.stages.leaveOutSmall(photo);
  return true;
}
