/** Vectors and captions of a dataset's photos, made once for each pack: an interrupted run goes on where it was. */
import { stat } from "node:fs/promises";
import { pMapIterable } from "p-map";
import { z } from "zod";
import { toAppError } from "../../../contract/errors.ts";
import type { EvaluationProgress } from "../../../contract/evaluation.ts";
import type { ImageInput } from "../../../contract/models.ts";
import { captionPhoto, captionsKey } from "../caption.ts";
import { captionPixels } from "../caption-pixels.ts";
import { normalise } from "../compose.ts";
import { bytesOf, floatsOf, textOf } from "./cache.ts";
import { type Kit, progressOf } from "./kit.ts";

export interface PhotoFeatures {
  /** Unit length, and the length that the encoder gave */
  vector: Float32Array;
  norm: number;
  /** None: the pack has no captioner, or nobody needs them */
  captions: string[];
  /** t_c, unit length */
  captionMean: Float32Array | undefined;
}

export interface Features {
  photos: Map<string, PhotoFeatures>;
  /** Names of those that are not there or cannot be read */
  missing: string[];
}

/** As the photo lies there now: a changed file is another photo. */
interface Place {
  path: string;
  key: string;
}

const listSchema = z.array(z.string());
const atOnce = 4;
const reportEvery = 20;

/** Yields progress; returns what is known of each photo. */
export async function* readFeatures(
  names: readonly string[],
  pathOf: (name: string) => string,
  withCaptions: boolean,
  kit: Kit,
): AsyncGenerator<EvaluationProgress, Features> {
  const photos = new Map<string, PhotoFeatures>();
  const missing: string[] = [];
  const progress = progressOf(withCaptions ? "captions" : "photos", names.length);
  let cached = 0;
  const all = pMapIterable(names, async (name) => ({ name, ...(await featuresOf(pathOf(name), withCaptions, kit)) }), {
    concurrency: atOnce,
  });
  for await (const { name, features, made } of all) {
    kit.options.signal?.throwIfAborted();
    if (!made) cached += 1;
    if (features) photos.set(name, features);
    else missing.push(name);
    const done = photos.size + missing.length;
    if (done % reportEvery === 0) yield progress(done, cached);
  }
  return { photos, missing };
}

async function featuresOf(path: string, withCaptions: boolean, kit: Kit): Promise<{ features: PhotoFeatures | undefined; made: boolean }> {
  const place = await placeOf(path);
  if (!place) return { features: undefined, made: false };
  const read = onceOnly(async () => (await decode(place.path, kit.info.image, kit)).pixels);
  try {
    const look = await lookOf(place, read, kit);
    const captions = withCaptions ? await captionsOf(place, read, kit) : { captions: [], captionMean: undefined };
    return { features: { ...look, ...captions }, made: read.asked() };
  } catch (thrown) {
    if (kit.options.signal?.aborted || !isFaultOfPhoto(thrown)) throw thrown;
    return { features: undefined, made: true };
  }
}

async function lookOf({ key }: Place, read: () => Promise<Uint8Array<ArrayBuffer>>, { cache, info, models, options }: Kit) {
  const kind = `look ${info.key}`;
  const known = cache.get(kind, key);
  const embedding = known ? floatsOf(known) : (await models.encodeImages({ pixels: await read(), count: 1 }, options)).embeddings;
  if (!known) cache.put(kind, key, bytesOf(embedding));
  const { unit, norm } = normalise(embedding);
  return { vector: unit, norm };
}

async function captionsOf({ path, key }: Place, read: () => Promise<Uint8Array<ArrayBuffer>>, kit: Kit) {
  const { cache, info, models, encodeTexts, options } = kit;
  const kind = `captions ${captionsKey(info)}`;
  const [captions, mean] = [cache.get(kind, key), cache.get(`${kind}, mean`, key)];
  if (captions && mean) return { captions: listSchema.parse(JSON.parse(textOf(captions))), captionMean: floatsOf(mean) };
  const pixels = await captionPixels(await read(), info, (image) => decode(path, image, kit));
  const made = await captionPhoto(pixels, { captionImages: models.captionImages, encodeTexts }, { ...options, soon: false });
  cache.put(kind, key, Buffer.from(JSON.stringify(made.captions)));
  cache.put(`${kind}, mean`, key, bytesOf(made.embedding));
  return { captions: made.captions, captionMean: made.embedding };
}

function decode(path: string, image: ImageInput, { decoders, options }: Kit) {
  return decoders.decode({ source: { path: Buffer.from(path) }, image, thumbnail: false }, options);
}

async function placeOf(path: string): Promise<Place | undefined> {
  const file = await stat(path).catch(() => undefined);
  return file?.isFile() ? { path, key: JSON.stringify([path, file.size, file.mtimeMs]) } : undefined;
}

/** All else, such as models that do not work, concerns the whole run. */
function isFaultOfPhoto(thrown: unknown): boolean {
  return !["model-failed", "model-crashed", "closed", "aborted", "internal", "disk-full"].includes(toAppError(thrown).code);
}

function onceOnly<T>(make: () => Promise<T>): (() => Promise<T>) & { asked(): boolean } {
  let made: Promise<T> | undefined;
  return Object.assign(() => (made ??= make()), { asked: () => made !== undefined });
}
