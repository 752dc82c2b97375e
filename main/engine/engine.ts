/** The only wiring: a library folder, a pack and a way to start helper processes -> every call of the engine. */
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { IndexStatus, PhotoDetail } from "../../contract/types.ts";
import { addReference } from "./add-reference.ts";
import { benchmarkIndex } from "./benchmark.ts";
import { captionPhoto, captionsKey } from "./caption.ts";
import { type CaptionParts, captionNow } from "./caption-photos.ts";
import type { StartChild } from "./child.ts";
import { createCrops } from "./crops.ts";
import { createDecoders } from "./decoders.ts";
import { openCache } from "./evaluate/cache.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { evaluateFlickr8k } from "./evaluate/flickr8k.ts";
import type { Kit } from "./evaluate/kit.ts";
import { evaluateNothingMatches } from "./evaluate/nothing-matches.ts";
import { thumbnailImage } from "./image-type.ts";
import { createIndexer } from "./indexer.ts";
import { createLoadedVectors } from "./loaded-vectors.ts";
import { createModels } from "./models.ts";
import { createPseudoTokens } from "./pseudo-tokens.ts";
import { createReferenceCaptions } from "./reference-captions.ts";
import { createReferences } from "./references.ts";
import { createRewritings } from "./rewritings.ts";
import { type SearchParts, search, searchStages } from "./search.ts";
import { createSignal } from "./signal.ts";
import { openLibrary } from "./store/db.ts";
import { createTextVectors } from "./text-vectors.ts";

/** Every text is encoded once; 1.5 KB each. */
const mostTextsOfEvaluation = 20_000;
const mostIncidents = 100;
/** Photos that are decoded and not yet encoded: those ahead and the batches in hand. 8 MB of the starter pack's. */
const pixelSlots = 40;
/** Pixels of the longer side: sharp on a large screen, quick to draw. */
const previewSide = 2560;
/** Many photos are captioned in the same words. */
const captionsKept = 2000;

export interface EngineParts {
  /** Folder of the library database */
  library: string;
  packFolder: string;
  /** The language model, a GGUF file; null or missing: captions are edited by rules. */
  llm: string | null;
  /** Devices in the order in which they are tried */
  providers: string[];
  /** Threads of the models; 0: one for each core */
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
  const { library: folder, packFolder, llm, providers, threads, startChild, hasPixelFile } = parts;
  const library = openLibrary(folder);
  const news = createSignal();
  const incidents: string[] = [];
  const onIncident = (incident: string) => {
    incidents.push(incident);
    incidents.splice(0, incidents.length - mostIncidents);
    news.notify();
  };
  const models = createModels({
    start: startChild,
    load: { packFolder, llm, providers, threads },
    onChange: news.notify,
    onCrash: onIncident,
  });
  const decoders = createDecoders({ start: startChild, slots: hasPixelFile ? pixelSlots : 0, onIncident });
  const { photos, stages } = library;
  const loaded = createLoadedVectors(library, models);
  const references = createReferences();
  const encodeTexts = createTextVectors(models.api);
  const pseudoToken = createPseudoTokens(models.api);
  // Its own memory of texts: captions by the thousand would push out a query's.
  const captionModels = { captionImages: models.api.captionImages, encodeTexts: createTextVectors(models.api, captionsKept) };
  const cropOf = createCrops({ photos, references, decoders, models: models.api, info: async () => (await loaded.get()).info });
  const captionsOf = createReferenceCaptions({
    references,
    cropOf,
    ofLibrary: async (photo, options) => captionNow(photo, await captionParts(), options),
    ofPixels: async (pixels, options) => (await captionPhoto(pixels, captionModels, { soon: true, ...options })).captions,
  });
  const rewritings = createRewritings({ models: models.api, encodeTexts, captionsOf });
  const indexer = createIndexer({
    library,
    decoders,
    models: { load: async () => (await loaded.get()).info, encodeImages: models.api.encodeImages, retry: models.retry },
    onChange: news.notify,
    captions: captionModels,
    onVectors: loaded.put,
    onCaptions: loaded.putCaptions,
    onPresence: loaded.reload,
    onIncident,
  });
  function status(): IndexStatus {
    const { stages, ...index } = indexer.status();
    const captions = models.info()?.captioner ? stages.captions : null;
    return { ...index, stages: { ...stages, captions }, models: models.status(), incidents: [...incidents] };
  }

  /** The index waits while a user does. */
  function first<T>(query: Promise<T>): Promise<T> {
    indexer.holdFor(query);
    return query;
  }

  /** Throws model-failed when the pack has no captioner. */
  async function captionParts(): Promise<CaptionParts> {
    const { info } = await loaded.get();
    const key = captionsKey(info);
    if (!key) throw new AppError("model-failed", `"${info.pack.title}" has no captioner.`, "Choose another pack.");
    return { library, decoders, models: captionModels, info, key, onCaptions: loaded.putCaptions };
  }

  function detail(photo: number): PhotoDetail {
    const info = models.info();
    const key = info && captionsKey(info);
    return photos.detail(photo, key === undefined ? null : (library.captions.of(photo, key) ?? []));
  }

  async function searchParts(): Promise<SearchParts & { info: ModelInfo }> {
    const { info, vectors, captionVectors } = await loaded.get();
    return {
      photos,
      targets: { looks: vectors, captions: captionVectors },
      references,
      cropOf,
      rewritings,
      encodeTexts,
      pseudoToken,
      info,
      normOf: (photo) => library.vectors.vectorOf(photo, info.key)?.norm ?? 1,
      waiting: () => stages.counts().waiting,
    };
  }

  async function* withKit<T>(options: CallOptions, work: (kit: Kit) => AsyncGenerator<T>): AsyncGenerator<T> {
    const { info } = await loaded.get();
    const cache = openCache(library.folder);
    try {
      const encodeAll = createTextVectors(models.api, mostTextsOfEvaluation);
      yield* work({ decoders, models: models.api, info, cache, encodeTexts: encodeAll, pseudoToken, options });
    } finally {
      cache.close();
    }
  }

  const handlers: EngineHandlers = {
    status: async () => status(),
    async *watchStatus(_, options) {
      while (!options?.signal?.aborted) {
        yield status();
        await news.next(options?.signal);
      }
    },

    addFolder: ({ path }) => indexer.addFolder(path),
    forgetFolder: async ({ path }) => ({ forgotten: await indexer.forgetFolder(path) }),
    rescan: async () => {
      indexer.rescan();
      return {};
    },
    pause: async () => {
      indexer.pause();
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

    failures: async ({ offset, limit }) => stages.failures(offset, limit),
    retryFailed: async () => ({ retried: indexer.retryFailed() }),

    photos: async ({ filter, offset, limit }) => photos.list(filter, offset, limit),
    photo: async ({ photo }) => detail(photo),
    captionNow: ({ photo }, options) =>
      first(captionParts().then((parts) => captionNow(photo, parts, options))).then((captions) => ({ captions })),
    facets: async () => photos.facets(),
    thumbnail: async ({ photo }) => thumbnailImage(photos.thumbnail(photo) ?? noThumbnail(photo)),
    preview: async ({ photo }, options) =>
      decoders.render({ source: { path: new Uint8Array(photos.path(photo)) }, side: previewSide }, options),

    addReference: (source, options) =>
      first(searchParts().then((parts) => addReference(source, { ...parts, decoders, models: models.api }, options))),
    search: (query, options) => first(searchParts().then((parts) => search(query, parts, options))),
    async *searchStages(query, options) {
      const over = Promise.withResolvers<void>();
      first(over.promise);
      try {
        yield* searchStages(query, await searchParts(), options);
      } finally {
        over.resolve();
      }
    },

    async *evaluate(input, options = {}) {
      yield* withKit(options, (kit) => evaluate(input, kit));
    },
    async *evaluateNothingMatches({ root }, options = {}) {
      yield* withKit(options, (kit) => evaluateNothingMatches(root, kit));
    },
    async *evaluateFlickr8k({ root }, options) {
      yield* evaluateFlickr8k(root, { decoders, models: models.api, info: (await loaded.get()).info }, options?.signal);
    },
    async *benchmarkIndex({ folder, limit }, options) {
      const { info } = await loaded.get();
      yield* benchmarkIndex({ folder, limit, info, decoders, models: models.api }, options?.signal);
    },
  };

  indexer.start();
  return {
    handlers,
    async close() {
      await indexer.close();
      decoders.close();
      models.close();
      library.close();
    },
  };
}

function noThumbnail(photo: number): never {
  throw new AppError("photo-unknown", `Photo ${photo} has no thumbnail yet.`, "It is made when the photo is read.");
}
