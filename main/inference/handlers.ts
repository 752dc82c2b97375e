/** The answers of the inference process. */
import { AppError } from "../../contract/errors.ts";
import type { ModelHandlers } from "../../contract/models.ts";
import { type Model, type ModelRequest, openModel } from "./model.ts";
import type { StartLane } from "./start-lane.ts";
import { tryDevices } from "./try-devices.ts";
import { createTurns, unlessAborted } from "./turns.ts";

/** One pack a process: another one gets a process of its own, and memory is given back by ending the old. */
export function createHandlers(startLane: StartLane): ModelHandlers {
  const turns = createTurns();
  let current: { packFolder: string; model: Promise<Model> } | undefined;

  async function load(request: ModelRequest): Promise<Model> {
    current ??= { packFolder: request.packFolder, model: openModel(request, startLane) };
    if (current.packFolder !== request.packFolder)
      throw new AppError(
        "bad-request",
        `The pack in "${current.packFolder}" is loaded already.`,
        "Start another process for another pack.",
      );
    return current.model.catch((error: unknown) => {
      current = undefined;
      throw error;
    });
  }

  async function loaded(): Promise<Model> {
    if (current) return current.model;
    throw new AppError("bad-request", "No pack was loaded yet.");
  }

  return {
    load: async (request) => (await load(request)).info,
    tryDevices: (request) => tryDevices(request, startLane),
    encodeImages: async ({ pixels, count, soon }, { signal } = {}) => {
      const { images } = await loaded();
      return { embeddings: await images.encode(pixels, count, { soon, signal }) };
    },
    encodeTexts: async ({ texts, pseudo, soon }, { signal } = {}) =>
      (await loaded()).texts.encode(texts, unlessAborted(soon ? turns.soon : turns.later, signal), pseudo),
    pseudoTokens: async ({ phi, embeddings }, { signal } = {}) => {
      const { pseudoTokens } = await loaded();
      return { tokens: await pseudoTokens.encode(phi, embeddings, unlessAborted(turns.soon, signal)) };
    },
    captionImages: async ({ pixels, count, seeds, sampling, soon }, { signal } = {}) => {
      if (seeds.length !== count) throw new AppError("bad-request", `${count} photos need as many seeds, not ${seeds.length}.`);
      const captioner = await (await loaded()).captioner();
      const schedule = unlessAborted(soon ? turns.soon : turns.later, signal);
      const captions: string[][] = [];
      const bytes = pixels.length / count;
      for (const [photo, seed] of seeds.entries())
        captions.push(await captioner.caption({ pixels: pixels.subarray(photo * bytes, (photo + 1) * bytes), seed, sampling }, schedule));
      return { captions };
    },
    editCaptions: async ({ captions, edit, limitMs }, { signal } = {}) =>
      (await loaded()).editor.edit({ captions, instruction: edit, limitMs, signal }),
    prepareEdits: async () => {
      const { editor, info } = await loaded();
      const status = await editor.prepare();
      return { llm: info.llm && status && { title: info.llm.title, ...status } };
    },
    benchmarkImages: async ({ pixels, count, rounds }, { signal } = {}) => {
      const { images } = await loaded();
      return { photosPerSecond: await images.benchmark(pixels, { count, rounds, signal }) };
    },
  };
}
