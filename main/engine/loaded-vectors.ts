/** The vectors of the pack in use, in memory from the moment that the pack is loaded. */
import type { ModelInfo } from "../../contract/models.ts";
import { captionsKey } from "./caption.ts";
import type { Models } from "./models.ts";
import type { Library } from "./store/db.ts";
import type { LoadedVectors as StoredVectors } from "./store/vectors.ts";
import { createVectorIndex, type VectorIndex } from "./vectors.ts";

export interface Loaded {
  info: ModelInfo;
  vectors: VectorIndex;
  /** The means of the photos' captions, of those that have any */
  captionVectors: VectorIndex;
}

export interface LoadedVectors {
  /** Waits until the pack is loaded. Throws what loading it threw, and tries again at the next call. */
  get(): Promise<Loaded>;
  /** New rows of unit length; passed over while nothing is loaded, since loading reads them from the library. */
  put(photos: number[], rows: Float32Array): void;
  /** The same for the mean of a photo's captions */
  putCaptions(photo: number, row: Float32Array): void;
  /** These photos have no vectors any more. */
  drop(photos: readonly number[]): void;
  /** Photos came or went: reads the library again. */
  reload(): void;
}

export function createLoadedVectors(library: Library, models: Models): LoadedVectors {
  let loading: Promise<Loaded> | undefined;
  let loaded: Loaded | undefined;

  async function load(): Promise<Loaded> {
    const info = await models.api.load({ packFolder: "" });
    loaded = { info, ...readAll(info) };
    return loaded;
  }

  function readAll(info: ModelInfo): Omit<Loaded, "info"> {
    const key = captionsKey(info);
    const captions = key ? library.vectors.load(key, "captions") : { photos: [], embeddings: new Float32Array() };
    return { vectors: indexOf(info, library.vectors.load(info.key)), captionVectors: indexOf(info, captions) };
  }

  function indexOf({ pack }: ModelInfo, { photos, embeddings }: StoredVectors): VectorIndex {
    const vectors = createVectorIndex(pack.dims);
    vectors.put(photos, embeddings);
    return vectors;
  }

  return {
    get() {
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return loading;
    },
    put: (photos, rows) => loaded?.vectors.put(photos, rows),
    putCaptions: (photo, row) => loaded?.captionVectors.put([photo], row),
    drop(photos) {
      loaded?.vectors.drop(photos);
      loaded?.captionVectors.drop(photos);
    },
    reload() {
      if (loaded) Object.assign(loaded, readAll(loaded.info));
    },
  };
}
