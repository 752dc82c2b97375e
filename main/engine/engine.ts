/** The only wiring: a library folder, a pack and a way to start helper processes -> every call of the engine. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError, toWireError, type WireError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { IndexStatus, PhotoDetail, Upload } from "../../contract/types.ts";
import { addReference, type OutsideSource } from "./add-reference.ts";
import { captionsKey } from "./caption.ts";
import { type CaptionParts, captionNow } from "./caption-photos.ts";
import { createChangePack } from "./change-pack.ts";
import type { StartChild } from "./child.ts";
import { copyOriginals } from "./copy-originals.ts";
import { createDecoders } from "./decoders.ts";
import { evaluationHandlers } from "./evaluate/handlers.ts";
import { thumbnailImage } from "./image-type.ts";
import { createIndexer } from "./indexer.ts";
import { createJournal } from "./journal.ts";
import { libraryLists } from "./library-lists.ts";
import { createLists } from "./lists.ts";
import { createNearCopies } from "./near-copies.ts";
import { createNotes } from "./notes.ts";
import { createOldVectors } from "./old-vectors.ts";
import { openPack } from "./open-pack.ts";
import { addSamples, followSamples } from "./samples.ts";
import { search, searchStages } from "./search.ts";
import { createSignal } from "./signal.ts";
import { settings } from "./store/beside.ts";
import { type Library, openLibrary } from "./store/db.ts";
import { eraseTrials, tryFolders } from "./trial.ts";

const mostIncidents = 100;
/** Photos that are decoded and not yet encoded: those ahead and the batches in hand. 8 MB of the starter pack's. */
const pixelSlots = 40;
/** Pixels of the longer side: sharp on a large screen, quick to draw. */
const previewSide = 2560;

export interface EngineParts {
  /** Folder of the library database */
  library: string;
  /** Used unless the library was changed to another */
  packFolder: string;
  /** Used whatever the library was changed to */
  packFixed?: boolean;
  /** The folder of photos that came with the program */
  samples?: string | undefined;
  /** The language model, a GGUF file; null or missing: captions are edited by rules. */
  llm: string | null;
  /** Not even a pack's own language model goes before it. */
  llmFixed?: boolean;
  /** Where photos are encoded: "auto", "cpu", or the name of a device; null: where the user has set it. */
  device: string | null;
  /** Threads of the models; 0: as the user has set it */
  threads: number;
  startChild: StartChild;
  /** Its children share a pixel file. */
  hasPixelFile: boolean;
}

export interface Engine {
  handlers: EngineHandlers;
  /** Finishes what is in hand, closes the library and ends the helper processes. */
  close(): Promise<void>;
}

/** Opens the library at once (its errors are thrown); the models load meanwhile. */
export function createEngine(parts: EngineParts): Engine {
  const { library: folder, packFolder, packFixed, samples, llm, llmFixed = false, device, threads, startChild, hasPixelFile } = parts;
  const library = openLibrary(folder);
  library.beginErasing();
  followSamples(samples, library);
  const placeInUse = () => {
    const set = library.settings.user();
    return { device: device ?? set.device, threads: threads || set.threads };
  };
  const news = createSignal();
  const incidents: WireError[] = [];
  const onIncident = (incident: AppError) => {
    incidents.push(toWireError(incident));
    incidents.splice(0, incidents.length - mostIncidents);
    news.notify();
  };
  const decoders = createDecoders({ start: startChild, slots: hasPixelFile ? pixelSlots : 0, onIncident });
  const { photos, stages } = library;
  const lists = createLists();
  const journal = createJournal();
  const nearCopies = createNearCopies({ library, vectors: async () => (await pack.loaded.get()).vectors, onChange: news.notify });
  const open = (folder: string | null) =>
    openPack({
      library,
      decoders,
      lists,
      leaders: nearCopies.leaders,
      start: startChild,
      load: {
        packFolder: folder ?? packFolder,
        llm,
        llmFixed,
        ...placeInUse(),
        deviceNotes: join(library.folder, "devices"),
      },
      hold: (measuring) => indexer.holdFor(measuring),
      onChange: news.notify,
      onCrash: onIncident,
    });
  let inUse = folderInUse(library, parts, onIncident);
  let pack = open(inUse);
  const indexer = createIndexer({
    library,
    decoders,
    // While it works, the pack is not exchanged.
    models: {
      load: async () => (await pack.loaded.get()).info,
      encodeImages: (...call) => pack.models.api.encodeImages(...call),
      retry: () => pack.models.retry(),
    },
    onChange: news.notify,
    captions: {
      captionImages: (...call) => pack.captionModels.captionImages(...call),
      encodeTexts: (...call) => pack.captionModels.encodeTexts(...call),
    },
    onVectors: (...rows) => {
      pack.loaded.put(...rows);
      nearCopies.changed();
    },
    onCaptions: (...row) => pack.loaded.putCaptions(...row),
    onPresence: () => {
      pack.loaded.reload();
      nearCopies.changed();
    },
    onIncident,
  });
  const changePack = createChangePack({
    library,
    decoders,
    open,
    turn: indexer.turn,
    quietly: indexer.quietly,
    oldVectors: () => oldVectors.list(),
    onSwitch: (next, folder) => {
      pack.closeWhenUnused();
      pack = next;
      inUse = folder;
      nearCopies.changed();
      news.notify();
    },
    onChange: news.notify,
  });
  function status(): IndexStatus {
    const { stages, ...index } = indexer.status();
    const captions = pack.models.info()?.captioner ? stages.captions : null;
    const packChange = changePack.status() ?? undefined;
    return { ...index, stages: { ...stages, captions }, models: pack.models.status(), packChange, incidents: [...incidents] };
  }

  /** The index waits while a user does. */
  function first<T>(query: Promise<T>): Promise<T> {
    indexer.holdFor(query);
    return query;
  }

  /** Words follow a photo: the language model opens while they are typed, or while the photo is read. */
  function expectWords(): void {
    pack.models.api.prepareEdits({}).catch(() => {});
  }

  /** After settings were changed, in whatever way */
  function followSettings<T>(answer: T): T {
    pack.usePlace(placeInUse()).catch(() => {});
    indexer.followSettings();
    return answer;
  }

  const oldVectors = createOldVectors({
    library,
    keysInUse: async () => {
      const { info } = await pack.loaded.get();
      return [info.key, captionsKey(info) ?? info.key, changePack.coming()?.key ?? info.key];
    },
    onRoom: () => {
      changePack.goOnWithRoom();
      if (indexer.status().pausedBy === "disk-full") indexer.resume();
    },
  });

  function detail(photo: number): PhotoDetail {
    const info = pack.models.info();
    const key = info && captionsKey(info);
    if (key === undefined) return photos.detail(photo);
    return photos.detail(photo, library.captions.of(photo, key) ?? [], library.captions.place(photo));
  }

  function readOutside(source: OutsideSource, options?: CallOptions): Promise<Upload> {
    const { during, searchParts, models } = pack;
    return first(during(async () => addReference(source, { ...(await searchParts()), decoders, models: models.api }, options)));
  }

  const notes = createNotes({
    library,
    journal,
    references: { keep: (photo) => pack.references.keep(photo), get: (upload) => pack.references.get(upload) },
    addReference: readOutside,
    packKey: async () => (await pack.loaded.get()).info.key,
  });

  const handlers: EngineHandlers = {
    status: async () => status(),
    async *watchStatus(_, options) {
      while (!options?.signal?.aborted) {
        yield status();
        await news.next(options?.signal);
      }
    },

    async *tryFolders({ paths }, options) {
      const { models, loaded, captionModels, duringStream } = pack;
      const parts = {
        folder,
        hiddenFiles: library.settings.user().hiddenFiles,
        decoders,
        models: models.api,
        captions: captionModels,
        load: async () => (await loaded.get()).info,
      };
      yield* duringStream(() => tryFolders(paths, parts, options?.signal ?? new AbortController().signal));
    },
    addFolder: ({ path }) => indexer.addFolder(path),
    addSamples: () => addSamples(samples, library, indexer.addFolder),
    forgetFolder: async ({ path, erase }) => {
      const forgotten = await indexer.forgetFolder(path, erase);
      lists.clear();
      return { forgotten };
    },
    settleGone: async ({ path, answer }) => {
      await indexer.settleGone(path, answer);
      news.notify();
      return {};
    },
    moveFolder: ({ path, to }) => indexer.moveFolder(path, to),
    rescan: async () => {
      indexer.rescan();
      return {};
    },
    pause: async () => {
      indexer.pause();
      return {};
    },
    setPower: async ({ onBattery }) => {
      indexer.setPower(onBattery);
      return {};
    },
    resume: async () => {
      indexer.resume();
      return {};
    },
    stop: async () => {
      await indexer.stop();
      return {};
    },

    usePack: async ({ folder }) => {
      changePack.start(folder);
      return {};
    },
    packFolders: async () => ({ inUse, coming: changePack.coming()?.folder }),
    checkDevices: async () => {
      await pack.checkDevices();
      return {};
    },
    cancelPackChange: async () => {
      await changePack.cancel();
      return {};
    },
    openLanguageModel: async () => {
      await pack.models.api.prepareEdits({});
      return {};
    },
    oldVectors: oldVectors.list,
    forgetVectors: async ({ key }) => {
      await oldVectors.forget(key);
      return {};
    },

    failures: async ({ offset, limit }) => stages.failures(offset, limit),
    retryFailed: async () => ({ retried: indexer.retryFailed() }),
    retry: async ({ photos }) => ({ retried: indexer.retryFailed(photos) }),
    leaveOut: async ({ photos }) => {
      const leftOut = stages.leaveOut(photos);
      pack.loaded.drop(photos.filter(stages.isLeftOut));
      nearCopies.changed();
      news.notify();
      return { leftOut };
    },

    ...libraryLists(library, lists),
    photo: async ({ photo }) => detail(photo),
    captionNow: ({ photo }, options) =>
      first(pack.during(() => captionNowWith(pack.captionParts(), photo, options))).then((captions) => ({ captions })),
    facets: async () => photos.facets(),
    thumbnail: async ({ photo }) => thumbnailImage(photos.thumbnail(photo) ?? noThumbnail(photo)),
    preview: async ({ photo }, options) =>
      decoders.render({ source: { path: new Uint8Array(photos.path(photo)) }, side: previewSide }, options),

    copyOriginals: (asked, options) => copyOriginals(asked, library, options),
    addReference: (source, options) => {
      expectWords();
      return readOutside(source, options);
    },
    search: (query, options) => {
      const { during, searchParts } = pack;
      return first(during(async () => search(query, await searchParts(), options)));
    },
    async *searchStages(query, options) {
      const { duringStream, searchParts } = pack;
      const over = Promise.withResolvers<void>();
      first(over.promise);
      if (query.references.length > 0) expectWords();
      try {
        yield* duringStream(async function* () {
          yield* searchStages(query, await searchParts(), options);
        });
      } finally {
        over.resolve();
      }
    },

    moreHits: async ({ list, offset, limit }) => ({ hits: lists.get(list).hits?.(offset, limit) ?? [] }),
    why: async ({ list, photo }, options) => {
      const { why } = lists.get(list);
      return why ? first(pack.during(() => why(photo, options))) : { words: [], caption: null };
    },
    ...notes,
    setSettings: (change) => notes.setSettings(change).then(followSettings),
    undo: (change) => notes.undo(change).then(followSettings),
    redo: () => notes.redo({}).then(followSettings),

    ...evaluationHandlers({ folder: library.folder, decoders, pack: () => pack }),
  };

  // What cannot be erased now is erased at the next start.
  eraseTrials(folder).catch(() => {});
  indexer.start();
  nearCopies.changed();
  if (!packFixed) changePack.goOn();
  return {
    handlers,
    async close() {
      nearCopies.close();
      await Promise.all([changePack.close(), indexer.close()]);
      decoders.close();
      pack.close();
      library.close();
    },
  };
}

async function captionNowWith(parts: Promise<CaptionParts>, photo: number, options?: CallOptions): Promise<string[]> {
  return captionNow(photo, await parts, options);
}

/** The pack that this library was changed to, unless the host names one, or it is gone; null: the program's own. */
function folderInUse(library: Library, { packFolder, packFixed }: EngineParts, onIncident: (incident: AppError) => void): string | null {
  if (packFixed) return packFolder;
  const chosen = library.settings.get(settings.inUse) ?? null;
  if (chosen === null || existsSync(join(chosen, "pack.json"))) return chosen;
  const what = `The models in ${chosen} are gone; those of the program are used. Their vectors are kept.`;
  onIncident(
    new AppError("pack-missing", what, 'Get them again, or stay with these: "recompose models use starter".', { data: { path: chosen } }),
  );
  return null;
}

function noThumbnail(photo: number): never {
  throw new AppError("photo-unknown", `Photo ${photo} has no thumbnail yet.`, "It is made when the photo is read.");
}
