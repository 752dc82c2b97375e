/** Keeps the library in step with its folders: scans, works on what waits, and can be paused, stopped and asked how it goes. */
import { setImmediate } from "node:timers/promises";
import { type AppError, type ErrorCode, toAppError } from "../../contract/errors.ts";
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { IndexStatus } from "../../contract/types.ts";
import { createActivity } from "./activity.ts";
import { type CaptionModels, captionsKey } from "./caption.ts";
import { captionPhotos } from "./caption-photos.ts";
import { createFolderChanges, type FolderChanges } from "./change-folders.ts";
import type { Decoders } from "./decoders.ts";
import { createErasing } from "./erase-removed.ts";
import { indexPhotos } from "./index-photos.ts";
import { createRate } from "./rate.ts";
import { rescan } from "./rescan.ts";
import type { Library } from "./store/db.ts";
import type { IndexCounts } from "./store/stages.ts";
import type { Result } from "./store/vectors.ts";
import { createThrottle } from "./throttle.ts";
import { createTurns, type PauseReason } from "./turns.ts";

export interface IndexerOptions {
  library: Library;
  decoders: Pick<Decoders, "decode" | "decodeAhead" | "free">;
  /** The pack that is loaded, the encoder, and what to do about models that gave up. */
  models: { load(): Promise<ModelInfo>; encodeImages: ModelApi["encodeImages"]; retry(): void };
  /** Left out: photos are not captioned. */
  captions?: CaptionModels;
  /** `status` has news; at most four times a second. */
  onChange?(): void;
  /** New vectors of unit length are in the library: photos.length rows. */
  onVectors?(photos: number[], embeddings: Float32Array): void;
  /** A photo has captions now; their mean vector, of unit length. */
  onCaptions?(photo: number, embedding: Float32Array): void;
  /** Photos came back, went or were forgotten: what is kept in memory beside the library must be loaded again. */
  onPresence?(): void;
  /** Something that a user may want to know of, in words */
  onIncident?(incident: AppError): void;
}

export interface Indexer extends FolderChanges {
  /** Scans all folders and works on what waits: reads photos, and captions them once none is left to read; erases what was removed. */
  start(): void;
  /** As `start`, also after `stop`; a pause stays. */
  rescan(): void;
  /** Holds after the batches in hand, also over the end of the program. Scans go on. */
  pause(): void;
  /** On battery it does what the user has set. */
  setPower(onBattery: boolean): void;
  /** Ends a pause, whatever made it, or a stop. On battery it then goes on as if it were not. */
  resume(): void;
  /** The user has set something. */
  followSettings(): void;
  /** Ends what runs; resolves when it is over. What waits goes on waiting. */
  stop(): Promise<void>;
  /** Everything that failed, or these photos, also those that were left out; returns how many wait again, for what was not kept of them. */
  retryFailed(photos?: readonly number[]): number;
  /** The next batch waits until this is over: a query goes first. */
  holdFor(query: Promise<unknown>): void;
  /** Resolves when other work of the same kind may go on: not in a pause, and not while a query is under way. */
  turn(): Promise<void>;
  /** Runs `change` while nothing is read or captioned; afterwards the models are asked anew which they are. */
  quietly(change: () => void): Promise<void>;
  /** Counts captions also where there is no captioner. */
  status(): Omit<IndexStatus, "models" | "incidents" | "stages" | "packChange"> & Pick<IndexCounts, "stages">;
  /** Resolves when nothing is left to do, or a pause or stop holds it up. */
  idle(): Promise<void>;
  /** Stops; the library can be closed afterwards. */
  close(): Promise<void>;
}

const pauseSetting = "paused";
const modelCodes = new Set<ErrorCode>(["model-crashed", "model-failed", "model-gave-up", "pack-damaged", "pack-missing"]);
/** Idle for so long, the library is copied. */
const backupAfterMs = 60_000;

export function createIndexer(options: IndexerOptions): Indexer {
  const { library, decoders, models, captions, onChange, onVectors, onCaptions, onPresence, onIncident } = options;
  const rate = createRate();
  const captionRate = createRate();
  const scanning = createActivity(scanFolders, (error) => (error ? fail(error) : work()));
  const working = createActivity(workOff, (error) => (error ? fail(error) : caption()));
  const captioning = createActivity(captionOff, (error) => (error ? fail(error) : changed()));
  const turns = createTurns(library.settings.get(pauseSetting) === "yes" ? "user" : null);
  const erasing = createErasing({ library, turn: () => turns.afterQueries().then(() => setImmediate()) });
  // Counting, which who hears of news will do, takes at most a fiftieth of the time.
  const news = createThrottle(
    () => onChange?.(),
    () => Math.max(250, 50 * statusMs),
  );
  /** How often files were met that had changed or gone since their scan, by path */
  const surprises = new Map<string, number>();
  let { captions: wantsCaptions, smallestSide, hiddenFiles } = library.settings.user();
  let onBattery: boolean | null = null;
  /** On battery, the user has said to go on. */
  let goesOnAnyway = false;
  let isStopped = false;
  let isClosed = false;
  let usedPack: string | undefined;
  let usedCaptions: string | undefined;
  let backup: NodeJS.Timeout | undefined;
  let statusMs = 0;

  async function scanFolders(signal: AbortSignal): Promise<void> {
    changed();
    for (const folder of library.folders.rows()) {
      // Else what is found again might be erased while it is noted.
      if (folder.erasing) await erasing.finish();
      const isDifferent = await rescan(library, folder, { signal, onRows: work, onUnreadable: (error) => onIncident?.(error) });
      if (isDifferent) onPresence?.();
    }
  }

  async function workOff(signal: AbortSignal): Promise<void> {
    const info = await models.load();
    if (usedPack !== info.key) library.stages.useKey("look", info.key);
    usedPack = info.key;
    const { outdated } = await indexPhotos({
      library,
      decoders,
      models,
      info,
      signal,
      surprises,
      turn: turns.next,
      onResults,
      onProgress: changed,
    });
    if (outdated) scan();
  }

  async function captionOff(signal: AbortSignal): Promise<void> {
    const info = await models.load();
    const key = captionsKey(info);
    if (!key || !captions) return;
    if (usedCaptions !== key) library.stages.useKey("captions", key);
    usedCaptions = key;
    await captionPhotos({
      library,
      decoders,
      models: captions,
      info,
      key,
      signal,
      turn: captionTurn,
      onCaptions: (photo, embedding) => {
        captionRate.add(1);
        onCaptions?.(photo, embedding);
      },
      onProgress: changed,
    });
  }

  /** Captions wait for what other work waits for, and for that work. */
  async function captionTurn(): Promise<void> {
    do {
      await turns.next();
      await working.idle();
    } while (turns.pausedBy() || working.isRunning());
  }

  function onResults(results: Result[]): void {
    const dims = results[0]?.embedding.length ?? 0;
    const embeddings = new Float32Array(results.length * dims);
    for (const [index, { embedding }] of results.entries()) embeddings.set(embedding, index * dims);
    rate.add(results.length);
    onVectors?.(
      results.map(({ photo }) => photo),
      embeddings,
    );
  }

  function scan(): void {
    if (!isStopped && !isClosed) scanning.start();
  }

  function work(): void {
    const needsHelp = turns.pausedBy() === "models" || turns.pausedBy() === "disk-full";
    if (!isStopped && !isClosed && !needsHelp) working.start();
    changed();
  }

  function caption(): void {
    if (captions && !isStopped && !isClosed && wantsCaptions) captioning.start();
    changed();
  }

  /** What is being captioned is dropped when there are to be no captions. */
  function followSettings(): void {
    const before = { wantsCaptions, smallestSide, hiddenFiles };
    ({ captions: wantsCaptions, smallestSide, hiddenFiles } = library.settings.user());
    if (!wantsCaptions) void captioning.end();
    else if (!before.wantsCaptions && !working.isRunning()) caption();
    if (smallestSide !== before.smallestSide) quietly(followSmallestSide).catch(fail);
    if (hiddenFiles !== before.hiddenFiles) scan();
    followPower();
  }

  function followSmallestSide(): void {
    library.stages.useSmallestSide(smallestSide);
    onPresence?.();
  }

  async function quietly(change: () => void): Promise<void> {
    await Promise.all([working.end(), captioning.end()]);
    try {
      change();
      usedPack = undefined;
      usedCaptions = undefined;
    } finally {
      work();
    }
  }

  function followPower(): void {
    const mode = onBattery && !goesOnAnyway ? library.settings.user().onBattery : "always";
    turns.setSlow(mode === "slow");
    if (mode === "pause" && !turns.pausedBy()) hold("battery");
    if (mode !== "pause" && turns.pausedBy() === "battery") letGo();
    changed();
  }

  function letGo(): void {
    turns.letGo();
    erase();
    scan();
    work();
  }

  function erase(): void {
    erasing.finish().catch(fail);
  }

  /** What no photo is to blame for holds the index up, until the user has seen to it and resumes. */
  function fail(thrown: unknown): void {
    const error = toAppError(thrown);
    if (isClosed || isStopped || error.code === "aborted" || error.code === "closed") return;
    onIncident?.(error);
    if (error.code === "disk-full") hold("disk-full");
    else if (modelCodes.has(error.code)) hold("models");
    else void stop();
  }

  function hold(by: PauseReason): void {
    turns.pause(by);
    changed();
  }

  function remember(paused: "yes" | "no"): void {
    library.settings.set(pauseSetting, paused);
  }

  async function stop(): Promise<void> {
    isStopped = true;
    turns.letGo();
    changed();
    await Promise.all([scanning.end(), working.end(), captioning.end()]);
  }

  const folders = createFolderChanges({
    library,
    erase: erasing.finish,
    still,
    scan: () => {
      isStopped = false;
      scan();
    },
    onPresence: () => {
      onPresence?.();
      changed();
    },
  });

  /** Changes the folders while no scan is under way. */
  async function still<Value>(change: () => Value): Promise<Value> {
    const wasScanning = scanning.isRunning();
    await scanning.end();
    try {
      return change();
    } finally {
      if (wasScanning) scan();
      changed();
    }
  }

  function state(): IndexStatus["state"] {
    if (isStopped) return "stopped";
    if (turns.pausedBy()) return "paused";
    if (scanning.isRunning()) return "scanning";
    if (working.isRunning()) return "indexing";
    return captioning.isRunning() ? "captioning" : "idle";
  }

  function status(): ReturnType<Indexer["status"]> {
    const began = performance.now();
    const counts = library.stages.counts();
    const folders = library.folders.list();
    const leaving = library.folders.leaving();
    statusMs = performance.now() - began;
    return {
      state: state(),
      pausedBy: turns.pausedBy(),
      power: { onBattery, slow: turns.isSlow() },
      ...counts,
      folders,
      leaving,
      ...speed(counts),
    };
  }

  /** Of the work that is going on. */
  function speed({ waiting, stages }: IndexCounts): Pick<IndexStatus, "photosPerSecond" | "etaSeconds"> {
    if (state() === "captioning")
      return { photosPerSecond: captionRate.perSecond(), etaSeconds: captionRate.secondsFor(stages.captions.waiting) };
    const isWorking = state() === "indexing" || state() === "scanning";
    return {
      photosPerSecond: isWorking ? rate.perSecond() : null,
      etaSeconds: state() === "indexing" ? rate.secondsFor(waiting) : null,
    };
  }

  function changed(): void {
    if (isClosed) return;
    news.request();
    clearTimeout(backup);
    backup = setTimeout(backUp, backupAfterMs).unref();
  }

  function backUp(): void {
    if ([scanning, working, captioning, erasing].some((activity) => activity.isRunning())) return;
    library.backUpIfDue().catch((error: unknown) => {
      if (!isClosed) onIncident?.(toAppError(error));
    });
  }

  return {
    start: () => {
      erase();
      scan();
      work();
    },
    rescan: () => {
      isStopped = false;
      scan();
      work();
    },
    pause: () => {
      remember("yes");
      if (!turns.pausedBy() || turns.pausedBy() === "battery") hold("user");
    },
    setPower: (now) => {
      goesOnAnyway = false;
      onBattery = now;
      followPower();
    },
    resume: () => {
      remember("no");
      if (turns.pausedBy() === "models") models.retry();
      goesOnAnyway = onBattery === true;
      isStopped = false;
      turns.setSlow(false);
      letGo();
    },
    followSettings,
    stop: async () => {
      remember("no");
      await stop();
    },
    ...folders,
    retryFailed: (photos) => {
      if (library.stages.bringBack(photos ?? []) > 0) {
        usedPack = undefined;
        usedCaptions = undefined;
        onPresence?.();
      }
      const retried = library.stages.retryFailed(photos);
      work();
      return retried;
    },
    holdFor: turns.holdFor,
    turn: turns.next,
    quietly,
    status,
    idle: async () => {
      do {
        await scanning.idle();
        await Promise.race([working.idle().then(captioning.idle), turns.held()]);
      } while (scanning.isRunning());
    },
    close: async () => {
      isClosed = true;
      news.cancel();
      clearTimeout(backup);
      await Promise.all([erasing.close(), stop()]);
    },
  };
}
