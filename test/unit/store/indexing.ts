/**
 * An indexer on a real library and real files. Decoder and models are processes, tested elsewhere; here they are doubles
 * that do what a file's text says: "damaged", "tiny", "poison" (ends the model process), "goes away", "grows".
 */
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { onTestFinished } from "vitest";
import { AppError } from "../../../contract/errors.ts";
import type { ModelApi, ModelInfo } from "../../../contract/models.ts";
import type { CaptionModels } from "../../../main/engine/caption.ts";
import type { Decoders } from "../../../main/engine/decoders.ts";
import { createIndexer, type Indexer, type IndexerOptions } from "../../../main/engine/indexer.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { expectSums, noMetadata, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const side = 2;
const pixelBytes = side * side * 3;
const poison = 255;
const unsayable = 254;
const grey = 128;

export interface World {
  library: Library;
  folder: string;
  indexer: Indexer;
  /** What the indexer works with */
  doubles: Pick<IndexerOptions, "decoders" | "models"> & { captions: CaptionModels };
  incidents: string[];
  /** Sizes of the batches that were asked for, in order; a grey probe is 0. */
  batches: number[];
  /** Text of every file that was decoded, in order */
  decoded: string[];
  /** Photos whose vectors were announced */
  announced: number[];
  /** Runs before every batch is encoded; what it throws, encoding throws. */
  beforeBatch: (count: number) => void | Promise<void>;
  /** Null: the pack has none. */
  captioner: ModelInfo["captioner"];
  /** The pixels of photos that were captioned, in order; a grey probe is left out. */
  captioned: number[];
  /** Photos whose captions were announced */
  said: number[];
  /** Runs before every photo is captioned; what it throws, captioning throws. */
  beforeCaptions: (pixel: number) => void | Promise<void>;
  /** Set: the models cannot be loaded. */
  loadError: AppError | undefined;
  retries: number;
}

/** Files by name and text; nothing runs until the test says so. */
export function createWorld(files: Record<string, string> = {}, known: { library?: Library; folder?: string } = {}): World {
  const folder = known.folder ?? temporaryFolder();
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  const library = known.library ?? temporaryLibrary();
  const heard = { incidents: [], batches: [], decoded: [], announced: [], captioned: [], said: [] };
  const usual = { beforeBatch: () => {}, captioner: null, beforeCaptions: () => {}, loadError: undefined, retries: 0 };
  const world: World = { library, folder, ...heard, ...usual, indexer: undefined as never, doubles: undefined as never };
  world.doubles = { decoders: decoderDouble(world), models: modelsDouble(world), captions: captionsDouble(world) };
  world.indexer = createIndexer({
    library,
    ...world.doubles,
    onCaptions: (photo) => world.said.push(photo),
    onVectors: (photos) => world.announced.push(...photos),
    onIncident: ({ message }) => world.incidents.push(message),
    onChange: () => expectSums(library),
  });
  onTestFinished(() => world.indexer.close());
  return world;
}

/** Adds the folder and waits until nothing more happens. */
export async function indexAll({ indexer, folder, library }: World): Promise<void> {
  await indexer.addFolder(folder);
  await indexer.idle();
  expectSums(library);
}

/** As many good files as said. */
export function goodFiles(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.jpg`, `good ${index}`]));
}

/** A thumbnail is the file's text. */
function decoderDouble(world: World): Pick<Decoders, "decode" | "decodeAhead" | "free"> {
  return {
    free: () => {},
    decode: async ({ source }) => {
      if (!("bytes" in source)) throw new AppError("bad-request", "Only thumbnails are decoded so.");
      return decoded(Buffer.from(source.bytes).toString());
    },
    decodeAhead: async ({ source }) => {
      if (!("path" in source)) throw new AppError("bad-request", "Only paths are decoded here.");
      const path = Buffer.from(source.path);
      const text = readFileSync(path, "utf8");
      world.decoded.push(text);
      if (text.startsWith("damaged")) throw new AppError("file-damaged", "The file is cut short.");
      if (text.startsWith("goes away")) rmSync(path);
      if (text.startsWith("grows")) appendFileSync(path, "!");
      return decoded(text);
    },
  };
}

function decoded(text: string): Awaited<ReturnType<Decoders["decode"]>> {
  const pixels = new Uint8Array(pixelBytes).fill(pixelOf(text));
  const thumbnail = new Uint8Array(Buffer.from(text));
  return { pixels, thumbnail, width: text.startsWith("tiny") ? 3 : 60, height: 40, metadata: noMetadata };
}

function pixelOf(text: string): number {
  if (text.startsWith("poison")) return poison;
  if (text.startsWith("unsayable")) return unsayable;
  return Number(/\d+$/.exec(text)?.[0] ?? 1) % 100;
}

function captionsDouble(world: World): CaptionModels {
  return {
    captionImages: async ({ pixels }) => {
      const [pixel = 0] = pixels;
      if (pixel !== grey) {
        world.captioned.push(pixel);
        await world.beforeCaptions(pixel);
      }
      if (world.loadError) throw world.loadError;
      if (pixel === unsayable) throw new AppError("model-crashed", "The model process ended.");
      return { captions: [[`a ${pixel}`, `the ${pixel}`, `the ${pixel}`]] };
    },
    encodeTexts: async (texts) =>
      texts.map((text) => ({ vector: String(text).startsWith("the") ? new Float32Array([0, 1]) : new Float32Array([1, 0]), leftOut: "" })),
  };
}

function modelsDouble(world: World): { load(): Promise<ModelInfo>; encodeImages: ModelApi["encodeImages"]; retry(): void } {
  return {
    load: async () => {
      if (world.loadError) throw world.loadError;
      return { ...modelInfo, captioner: world.captioner };
    },
    retry: () => {
      world.retries++;
    },
    encodeImages: async ({ pixels, count }) => {
      const isProbe = pixels[0] === grey;
      world.batches.push(isProbe ? 0 : count);
      if (!isProbe) await world.beforeBatch(count);
      if (world.loadError) throw world.loadError;
      if (pixels.includes(poison)) throw new AppError("model-crashed", "The model process ended.");
      return { embeddings: Float32Array.from({ length: count * 2 }, (_, index) => (index % 2 ? 4 : 3)) };
    },
  };
}

const modelInfo: ModelInfo = {
  pack: { id: "double", version: "1", title: "Double", licence: "none", commercialUse: "yes", dims: 2 },
  key: "double",
  image: { side, resize: "squash" },
  provider: { asked: "cpu", used: "cpu", tried: [], untried: [], possible: [], canary: null, threads: 1 },
  weights: { semantic: { alpha: 0.4, beta: 0.2, gamma: 0.1 }, visual: { alpha: 0.1, beta: 0.1, gamma: 0.1 } },
  captioner: null,
  phi: [],
  llm: null,
};
