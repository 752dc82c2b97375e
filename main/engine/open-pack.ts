/** Everything that belongs to one pack: its process, its vectors in memory, and what is remembered of its answers. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { captionPhoto, captionsKey } from "./caption.ts";
import { type CaptionParts, captionNow } from "./caption-photos.ts";
import { createCrops } from "./crops.ts";
import type { Decoders } from "./decoders.ts";
import { createDeviceTrials, type DeviceTrialsParts } from "./device-trials.ts";
import { createLoadedVectors } from "./loaded-vectors.ts";
import { createModels, type ModelPlace, type ModelsOptions } from "./models.ts";
import { createPseudoTokens } from "./pseudo-tokens.ts";
import { createReferenceCaptions } from "./reference-captions.ts";
import { createReferences } from "./references.ts";
import { createRewritings } from "./rewritings.ts";
import type { SearchParts } from "./search.ts";
import type { Library } from "./store/db.ts";
import { createTextVectors } from "./text-vectors.ts";

/** Many photos are captioned in the same words. */
const captionsKept = 2000;

export interface OpenPackParts extends ModelsOptions, Pick<SearchParts, "lists" | "leaders">, Pick<DeviceTrialsParts, "hold"> {
  library: Library;
  decoders: Decoders;
}

export type OpenPack = ReturnType<typeof openPack>;

/** At once; the models load meanwhile. */
export function openPack({ library, decoders, lists, leaders, hold, ...options }: OpenPackParts) {
  const { photos, stages } = library;
  const models = createModels(options);
  const trials = createDeviceTrials({ start: options.start, models, hold });
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
  const rewritings = createRewritings({
    models: models.api,
    encodeTexts,
    captionsOf,
    limitMs: () => library.settings.user().rewriteSeconds * 1000,
  });
  let users = 0;
  let onUnused: (() => void) | undefined;

  function leave(): void {
    users--;
    if (users === 0) onUnused?.();
  }

  function close(): void {
    trials.close();
    models.close();
  }

  /** Throws model-failed when the pack has no captioner. */
  async function captionParts(): Promise<CaptionParts> {
    const { info } = await loaded.get();
    const key = captionsKey(info);
    if (!key) throw new AppError("model-failed", `"${info.pack.title}" has no captioner.`, "Choose another pack.");
    return { library, decoders, models: captionModels, info, key, onCaptions: loaded.putCaptions };
  }

  async function searchParts(): Promise<SearchParts & { info: ModelInfo }> {
    const { info, vectors, captionVectors } = await loaded.get();
    const key = captionsKey(info);
    return {
      photos,
      targets: { looks: vectors, captions: captionVectors },
      references,
      cropOf,
      rewritings,
      lists,
      leaders,
      encodeTexts,
      pseudoToken,
      info,
      captionsOf: (photo) => (key === undefined ? [] : (library.captions.of(photo, key) ?? [])),
      encodeCaptions: captionModels.encodeTexts,
      normOf: (photo) => library.vectors.vectorOf(photo, info.key)?.norm ?? 1,
      waiting: () => stages.counts().waiting,
    };
  }

  return {
    models,
    loaded,
    references,
    pseudoToken,
    captionModels,
    captionParts,
    searchParts,
    /** A call that begins with this pack ends with it, whatever pack is in use by then. */
    async during<T>(work: () => Promise<T>): Promise<T> {
      users++;
      return await work().finally(leave);
    },
    async *duringStream<T>(work: () => AsyncIterable<T>): AsyncGenerator<T> {
      users++;
      try {
        yield* work();
      } finally {
        leave();
      }
    },
    /** Tries all devices in question again; resolves when the one to use is in use. */
    checkDevices: () => trials.run(true),
    /** From now on photos are encoded there, once it was found right. */
    async usePlace({ device, threads }: ModelPlace): Promise<void> {
      const place = models.place();
      if (device === place.device && threads === place.threads) return;
      models.reopen({ device, threads });
      await trials.run(false);
    },
    /** Ends its process once the calls in hand are answered. */
    closeWhenUnused(): void {
      onUnused = close;
      if (users === 0) close();
    },
    close,
  };
}
