/**
 * Photos that were read -> captions, newest first, one photo at a time, until nothing waits.
 *
 * [Note: captions of thumbnails] A captioner sees a few hundred pixels a side. The stored thumbnail has them, needs no drive
 * to be connected, cannot change meanwhile, and is decoded in a fraction of the time.
 */
import { AppError, toAppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import { type CaptionModels, captionPhoto } from "./caption.ts";
import type { Decoders } from "./decoders.ts";
import { modelsWork, noteTry } from "./encode.ts";
import { createLookAhead } from "./look-ahead.ts";
import type { Library } from "./store/db.ts";
import { takeWaiting } from "./take-waiting.ts";

export interface CaptionParts {
  library: Library;
  decoders: Pick<Decoders, "decode">;
  models: CaptionModels;
  info: Pick<ModelInfo, "image" | "captioner">;
  /** See captionsKey */
  key: string;
  /** A photo has captions now; their mean vector, of unit length. */
  onCaptions(photo: number, embedding: Float32Array): void;
}

export interface CaptionPhotosOptions extends CaptionParts {
  signal: AbortSignal;
  /** Awaited before every photo: a pause, a query or photos to be read, which go first. */
  turn(): Promise<void>;
  onProgress(): void;
}

type Outcome = { photo: number } & ({ pixels: Uint8Array<ArrayBuffer> } | { error: AppError });

/** Thumbnails that are decoded while a photo is captioned. */
const ahead = 2;

/** Throws on what is no photo's fault: models, disk, an abort. */
export async function captionPhotos(options: CaptionPhotosOptions): Promise<void> {
  const { library, signal, turn, onProgress } = options;
  const handled = new Set<number>();
  const isTaken = (photo: number) => handled.has(photo);
  const lookAhead = createLookAhead(
    takeWaiting({ read: library.captions.waiting, portion: 64, isTaken, handled, signal }),
    ({ photo }) => decode(photo, options),
    ahead,
  );
  while (true) {
    await turn();
    const [outcome] = await lookAhead.next(1);
    signal.throwIfAborted();
    if (!outcome) return;
    await work(outcome, options);
    handled.delete(outcome.photo);
    onProgress();
  }
}

/** The stored captions of one photo, or new ones, made before everything else that waits. Throws photo-unknown. */
export async function captionNow(photo: number, parts: CaptionParts, options?: CallOptions): Promise<string[]> {
  const known = parts.library.captions.of(photo, parts.key);
  if (known) return known;
  const pixels = await pixelsOf(photo, parts, { ...options, urgent: true });
  const made = await captionPhoto(pixels, parts.models, { ...options, soon: true });
  keep(photo, made, parts);
  return made.captions;
}

async function decode(photo: number, options: CaptionPhotosOptions): Promise<Outcome> {
  try {
    return { photo, pixels: await pixelsOf(photo, options, { signal: options.signal }) };
  } catch (error) {
    return { photo, error: toAppError(error) };
  }
}

/** side x side x 3 bytes RGB. Of a photo that was not read yet, from its file. */
async function pixelsOf(
  photo: number,
  { library, decoders, info }: CaptionParts,
  options: CallOptions & { urgent?: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const { name } = library.photos.get(photo);
  const thumbnail = library.photos.thumbnail(photo);
  const source = thumbnail ? { bytes: new Uint8Array(thumbnail), name } : { path: new Uint8Array(library.photos.path(photo)) };
  return (await decoders.decode({ source, image: info.captioner?.image ?? info.image, thumbnail: false }, options)).pixels;
}

async function work(outcome: Outcome, options: CaptionPhotosOptions): Promise<void> {
  const made = "error" in outcome ? outcome.error : await captionsOf(outcome.pixels, options);
  if (!(made instanceof AppError)) keep(outcome.photo, made, options);
  else if (made.code === "aborted" || made.code === "closed") throw made;
  // A photo that was forgotten meanwhile needs no note.
  else if (made.code !== "photo-unknown") noteTry(options.library, outcome.photo, "captions", made);
}

/** The error is one that is this photo's fault: the captioner works on a grey picture. */
async function captionsOf(pixels: Uint8Array<ArrayBuffer>, { models, signal }: CaptionPhotosOptions) {
  try {
    return await captionPhoto(pixels, models, { soon: false, signal });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (signal.aborted || error.code === "closed") throw error;
    const grey = new Uint8Array(pixels.length).fill(128);
    if (await modelsWork(() => captionPhoto(grey, models, { soon: false, signal }), signal)) return error;
    throw error;
  }
}

function keep(photo: number, made: Awaited<ReturnType<typeof captionPhoto>>, { library, key, onCaptions }: CaptionParts): void {
  if (library.captions.put(key, { photo, ...made })) onCaptions(photo, made.embedding);
}
