/**
 * Decoded photos -> vectors in the library.
 *
 * [Note: whose fault a crash is] A crash does not say which photo of a batch it was for. First a grey picture is encoded: if
 * that fails too, it is the models, and no photo is blamed. Otherwise each photo of the batch has had a try and goes on
 * alone, the suspects taking turns. Whatever fails alone often enough has failed; everything else is done.
 */
import { AppError, type ErrorCode, toAppError } from "../../contract/errors.ts";
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import { normalise } from "./compose.ts";
import type { Pixels } from "./decoders.ts";
import type { Library } from "./store/db.ts";
import type { Stage } from "./store/stages.ts";
import type { Decoded, Result } from "./store/vectors.ts";

export interface DecodedPhoto {
  photo: number;
  pixels: Pixels;
  decoded: Decoded;
  tries: number;
}

export interface Encoder {
  library: Library;
  info: ModelInfo;
  models: Pick<ModelApi, "encodeImages">;
  signal: AbortSignal;
  onResults(results: Result[]): void;
}

export const mostTries = 3;
/** What may go well next time; all else is final after one try. */
const passing = new Set<ErrorCode>(["decoder-crashed", "model-crashed", "file-missing", "file-changed"]);

/** Notes a failed try of one photo; true if it may be tried again. */
export function noteTry({ stages }: Library, photo: number, stage: Stage, error: AppError, isLast = !passing.has(error.code)): boolean {
  return stages.tried(photo, stage, error, isLast ? 1 : mostTries) === "waiting";
}

/** Encodes and writes photos, all that can be. Throws when it is not the photos' fault: models, disk, an abort. */
export async function encodePhotos(photos: DecodedPhoto[], encoder: Encoder): Promise<void> {
  const fresh = photos.filter(({ tries }) => tries === 0);
  const suspects = photos.filter(({ tries }) => tries > 0);
  const inSlots = fresh.filter(({ pixels }) => typeof pixels === "number");
  const asBytes = fresh.filter(({ pixels }) => typeof pixels !== "number");
  const groups = [inSlots, asBytes, ...suspects.map((photo) => [photo])].filter((group) => group.length > 0);
  for (let group = groups.shift(); group; group = groups.shift()) {
    const results = await encodeGroup(group, encoder);
    if (Array.isArray(results)) write(results, encoder);
    else groups.push(...suspectsAfter(results, group, encoder.library).map((photo) => [photo]));
  }
}

/** A result a photo, or the error that is one of the photos' fault. */
async function encodeGroup(group: DecodedPhoto[], encoder: Encoder): Promise<Result[] | AppError> {
  const slots = group.flatMap(({ pixels }) => (typeof pixels === "number" ? [pixels] : []));
  const pixels = slots.length > 0 ? slots : joined(group);
  try {
    const { embeddings } = await encoder.models.encodeImages({ pixels, count: group.length }, { signal: encoder.signal });
    return resultsOf(group, embeddings);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (encoder.signal.aborted || error.code === "closed") throw error;
    const grey = new Uint8Array(encoder.info.image.side ** 2 * 3).fill(128);
    if (await modelsWork(() => encoder.models.encodeImages({ pixels: grey, count: 1 }, { signal: encoder.signal }), encoder.signal))
      return error;
    throw error;
  }
}

function joined(group: DecodedPhoto[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(group.flatMap(({ pixels }) => (typeof pixels === "number" ? [] : [pixels]))));
}

/** Each row apart, at unit length, with the length it had. Throws model-failed for numbers that are none. */
function resultsOf(group: DecodedPhoto[], embeddings: Float32Array): Result[] {
  const dims = embeddings.length / group.length;
  return group.map(({ photo, decoded }, index) => {
    const row = embeddings.subarray(index * dims, (index + 1) * dims);
    const { unit, norm } = normalise(row);
    if (!(norm > 0 && norm < Number.POSITIVE_INFINITY)) throw new AppError("model-failed", "The image encoder gave no usable vector.");
    return { photo, decoded, embedding: unit, norm };
  });
}

/** Whether the models do what they should with a harmless picture. Asked a few times, since they may just be starting again. */
export async function modelsWork(ask: () => Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < mostTries && !signal.aborted; tries++) {
    try {
      await ask();
      return true;
    } catch {
      // The error that led here says more.
    }
  }
  return false;
}

/** The photos of a group that failed with `error` and are to be tried alone. The others have failed for good. */
function suspectsAfter(error: AppError, group: DecodedPhoto[], library: Library): DecodedPhoto[] {
  if (group.length > 1 && !passing.has(error.code)) return group;
  const suspects = group.filter(({ photo }) => noteTry(library, photo, "look", error));
  library.vectors.putDecoded(group.filter((photo) => !suspects.includes(photo)));
  return suspects;
}

function write(results: Result[], { library, info, onResults }: Encoder): void {
  onResults(library.vectors.put(info.key, info.pack.dims, results));
}
