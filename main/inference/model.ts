/** A pack made ready: checked files, open encoders, a device that proved itself. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { canaryPicture, cosine, leastCosine } from "./canary.ts";
import { type Captioner, captionerKey, openCaptioner } from "./captioner.ts";
import { createEditor, type Editor } from "./edit-captions.ts";
import { type ImageEncoder, openImageEncoder } from "./image-encoder.ts";
import { lazily } from "./lazily.ts";
import { openLanguageModel } from "./llm.ts";
import { findLlm } from "./llm-file.ts";
import type { Manifest } from "./manifest.ts";
import { type Pack, readPack } from "./pack.ts";
import { chooseProvider } from "./providers.ts";
import { createPseudoTokens, type PseudoTokens, phiOf } from "./pseudo-token.ts";
import { plainReason, threadsFor } from "./sessions.ts";
import type { StartLane } from "./start-lane.ts";
import { openTextEncoder, type TextEncoder } from "./text-encoder.ts";
import type { Schedule } from "./turns.ts";

export interface ModelRequest {
  packFolder: string;
  /** A GGUF file; null: captions are edited by rules. */
  llm: string | null;
  /** Devices for photos, the first that works is used. Texts are always encoded on the CPU. */
  providers: readonly string[];
  /** 0: chosen here */
  threads: number;
}

export interface Model {
  info: ModelInfo;
  images: ImageEncoder;
  texts: TextEncoder;
  pseudoTokens: PseudoTokens;
  /** Opened when it is first needed; throws model-failed where the pack has none. */
  captioner(): Promise<Captioner>;
  /** Its language model is opened when it is first needed. */
  editor: Editor;
}

const atOnce: Schedule = (job) => job();

/** Fails with pack-missing, pack-damaged, pack-newer or model-failed. */
export async function openModel(request: ModelRequest, startLane: StartLane): Promise<Model> {
  const { packFolder, llm, providers, threads: asked } = request;
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
  const found = await findLlm(llm, pack);
  return {
    info: { ...infoOf(pack, provider), llm: found?.info ?? null },
    images: encoder,
    texts,
    pseudoTokens: createPseudoTokens(pack, threads),
    captioner: lazily(() => openCaptions(pack, encoder, threads)),
    editor: createEditor({ open: found && (() => openLanguageModel(found)), taught: found?.adapter !== null }),
  };
}

async function openCaptions(pack: Pack, images: ImageEncoder, threads: number): Promise<Captioner> {
  const { captioner, title } = pack.manifest;
  if (captioner) return await openCaptioner(pack, captioner, images, threads);
  throw new AppError("model-failed", `"${title}" has no captioner.`, "Choose another pack.");
}

function infoOf(pack: Pack, provider: ModelInfo["provider"]): Omit<ModelInfo, "llm"> {
  const { id, version, title, licence, commercialUse, dims, image, captioner, weights } = pack.manifest;
  return {
    pack: { id, version, title, licence, commercialUse, dims },
    key: pack.key,
    image: { side: image.size, resize: image.resize },
    provider,
    weights,
    captioner: captioner ? { key: captionerKey(pack, captioner), captions: captioner.sampling.captions } : null,
    phi: phiOf(pack.manifest),
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
