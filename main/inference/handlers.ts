/** The answers of the inference process. */
import { AppError } from "../../contract/errors.ts";
import type { ModelHandlers } from "../../contract/models.ts";
import { type Model, type ModelRequest, openModel } from "./model.ts";
import { createTurns } from "./turns.ts";

/** One pack a process: another one gets a process of its own, and memory is given back by ending the old. */
export function createHandlers(): ModelHandlers {
  const turns = createTurns();
  let loading: Promise<Model> | undefined;

  function load(request: ModelRequest): Promise<Model> {
    loading ??= openModel(request).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  function loaded(): Promise<Model> {
    if (loading) return loading;
    throw new AppError("bad-request", "No pack was loaded yet.");
  }

  return {
    load: async (request) => (await load(request)).info,
    encodeImages: async ({ pixels, count }) => {
      const { images } = await loaded();
      return { embeddings: await images.encode(pixels, count, turns.later) };
    },
    encodeTexts: async ({ texts }) => (await loaded()).texts.encode(texts, turns.soon),
    benchmarkImages: async ({ pixels, ...options }, { signal } = {}) => {
      const { images } = await loaded();
      return { photosPerSecond: await turns.later(() => images.benchmark(pixels, { ...options, ...(signal && { signal }) })) };
    },
  };
}
