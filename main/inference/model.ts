/** A pack made ready: checked files, open encoders, a device that proved itself. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { canaryPicture, cosine, leastCosine } from "./canary.ts";
import { type ImageEncoder, openImageEncoder } from "./image-encoder.ts";
import type { Manifest } from "./manifest.ts";
import { type Pack, readPack } from "./pack.ts";
import { chooseProvider } from "./providers.ts";
import { plainReason, threadsFor } from "./sessions.ts";
import type { StartLane } from "./start-lane.ts";
import { openTextEncoder, type TextEncoder } from "./text-encoder.ts";
import type { Schedule } from "./turns.ts";

export interface ModelRequest {
  packFolder: string;
  /** Devices for photos, the first that works is used. Texts are always encoded on the CPU. */
  providers: readonly string[];
  /** 0: chosen here */
  threads: number;
}

export interface Model {
  info: ModelInfo;
  images: ImageEncoder;
  texts: TextEncoder;
}

const atOnce: Schedule = (job) => job();

/** Fails with pack-missing, pack-damaged, pack-newer or model-failed. */
export async function openModel({ packFolder, providers, threads: asked }: ModelRequest, startLane: StartLane): Promise<Model> {
  const pack = await readPack(packFolder);
  const threads = threadsFor(asked);
  const texts = await openTexts(pack, threads);
  const textCanary = await checkTexts(texts, pack.manifest);
  const { encoder, used, reason, canary } = await chooseProvider(
    providers,
    (provider) => openImageEncoder(pack, { provider, threads, startLane }),
    (encoder) => imageCanary(encoder, pack.manifest),
  );
  const provider = { requested: [...providers], used, reason, canary: Math.min(canary, textCanary), threads };
  return { info: infoOf(pack, provider), images: encoder, texts };
}

function infoOf({ manifest, key }: Pack, provider: ModelInfo["provider"]): ModelInfo {
  const { id, version, title, licence, commercialUse, dims, image, weights } = manifest;
  return {
    pack: { id, version, title, licence, commercialUse, dims },
    key,
    image: { side: image.size, resize: image.resize },
    provider,
    weights,
  };
}

async function imageCanary(encoder: ImageEncoder, { image, canary }: Manifest): Promise<number> {
  return cosine(await encoder.encode(canaryPicture(image.size), 1), canary.image);
}

async function openTexts(pack: Pack, threads: number): Promise<TextEncoder> {
  try {
    return await openTextEncoder(pack, threads);
  } catch (error) {
    const what = `The text encoder of "${pack.manifest.title}" cannot be opened: ${plainReason(error)}.`;
    throw new AppError("model-failed", what, "Choose another pack.", { cause: error });
  }
}

/** The least cosine of the canary texts. */
async function checkTexts(encoder: TextEncoder, { dims, canary, title }: Manifest): Promise<number> {
  const { embeddings } = await encoder.encode(
    canary.texts.map(({ text }) => text),
    atOnce,
  );
  const cosines = canary.texts.map(({ embedding }, i) => cosine(embeddings.subarray(i * dims, (i + 1) * dims), embedding));
  const least = Math.min(...cosines);
  if (least >= leastCosine) return least;
  throw new AppError(
    "model-failed",
    `The text encoder of "${title}" computes wrongly on this processor (${least.toFixed(4)} likeness to the right result).`,
    "Choose another pack, or report this with the text above.",
  );
}
