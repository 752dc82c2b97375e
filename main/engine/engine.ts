/** The only wiring: a library folder, a pack and a way to start helper processes -> every call of the engine. */
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { IndexStatus } from "../../contract/types.ts";
import { addReference } from "./add-reference.ts";
import { benchmarkIndex } from "./benchmark.ts";
import type { StartChild } from "./child.ts";
import { createDecoders } from "./decoders.ts";
import { evaluateFlickr8k } from "./evaluate/flickr8k.ts";
import { thumbnailImage } from "./image-type.ts";
import { createIndexer } from "./indexer.ts";
import { createLoadedVectors } from "./loaded-vectors.ts";
import { createModels } from "./models.ts";
import { createReferences } from "./references.ts";
import { search } from "./search.ts";
import { createSignal } from "./signal.ts";
import { openLibrary } from "./store/db.ts";
import { createTextVectors } from "./text-vectors.ts";

const mostIncidents = 100;
/** Photos that are decoded and not yet encoded: those ahead and the batches in hand. 8 MB of the starter pack's. */
const pixelSlots = 40;
/** Pixels of the longer side: sharp on a large screen, quick to draw. */
const previewSide = 2560;

export interface EngineParts {
  /** Folder of the library database */
  library: string;
  packFolder: string;
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
export function createEngine({ library: folder, packFolder, providers, threads, startChild, hasPixelFile }: EngineParts): Engine {
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
    load: { packFolder, providers, threads },
    onChange: news.notify,
    onCrash: onIncident,
  });
  const decoders = createDecoders({ start: startChild, slots: hasPixelFile ? pixelSlots : 0, onIncident });
  const loaded = createLoadedVectors(library, models);
  const references = createReferences();
  const encodeTexts = createTextVectors(models.api);
  const indexer = createIndexer({
    library,
    decoders,
    models: { load: async () => (await loaded.get()).info, encodeImages: models.api.encodeImages, retry: models.retry },
    onChange: news.notify,
    onVectors: loaded.put,
    onPresence: loaded.reload,
    onIncident,
  });
  const { photos, stages } = library;

  function status(): IndexStatus {
    return { ...indexer.status(), models: models.status(), incidents: [...incidents] };
  }

  /** The index waits while a user does. */
  function first<T>(query: Promise<T>): Promise<T> {
    indexer.holdFor(query);
    return query;
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
    photo: async ({ photo }) => photos.detail(photo),
    facets: async () => photos.facets(),
    thumbnail: async ({ photo }) => thumbnailImage(photos.thumbnail(photo) ?? noThumbnail(photo)),
    preview: async ({ photo }, options) =>
      decoders.render({ source: { path: new Uint8Array(photos.path(photo)) }, side: previewSide }, options),

    addReference: (source, options) =>
      first(loaded.get().then((parts) => addReference(source, { ...parts, photos, references, decoders, models: models.api }, options))),
    search: (query, options) =>
      first(
        loaded
          .get()
          .then(({ info, vectors }) =>
            search(
              query,
              { photos, vectors, references, encodeTexts, defaultWeights: info.weights.visual, waiting: () => stages.counts().waiting },
              options,
            ),
          ),
      ),

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
