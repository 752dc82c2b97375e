/** A pack made ready: checked files, open encoders, a device that proved itself. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { canaryPicture, cosine, leastCosine } from "./canary.ts";
import { canaryOf } from "./canary-file.ts";
import { type Captioner, captionerKey, openCaptioner } from "./captioner.ts";
import { createEditor, type Editor } from "./edit-captions.ts";
import { type ImageEncoder, openImageEncoder } from "./image-encoder.ts";
import { lazily } from "./lazily.ts";
import { openLanguageModel } from "./llm.ts";
import { findLlm } from "./llm-file.ts";
import type { Canary, CaptionerManifest, Manifest } from "./manifest.ts";
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
  /** Not even a pack's own language model goes before it. */
  llmFixed: boolean;
  /** Graphics cards are left alone by it. */
  llmOnCpu: boolean;
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
  const { packFolder, llmOnCpu, providers, threads: asked } = request;
  const pack = await readPack(packFolder);
  const threads = threadsFor(asked);
  const texts = await openTexts(pack, threads);
  const expected = await canaryOf(pack.manifest, packFolder, {
    image: (picture) => encodedOnCpu(pack, picture, { threads, startLane }),
    texts: async (sentences) => (await texts.encode(sentences, atOnce)).embeddings,
  });
  const textCanary = await checkTexts(texts, pack.manifest, expected);
  const { encoder, used, reason, canary } = await chooseProvider(
    providers,
    (provider) => openImageEncoder(pack, { provider, threads, startLane }),
    (encoder) => imageCanary(encoder, pack.manifest, expected),
  );
  const provider = { requested: [...providers], used, reason, canary: Math.min(canary, textCanary), threads };
  const found = await findLlm(llmOf(request, pack), pack);
  return {
    info: { ...infoOf(pack, provider), llm: found?.info ?? null },
    images: encoder,
    texts,
    pseudoTokens: createPseudoTokens(pack, threads),
    captioner: lazily(() => openCaptions(pack, encoder, threads)),
    editor: createEditor({
      open: found && (() => openLanguageModel({ ...found, device: llmOnCpu ? false : "auto" })),
      taught: found?.adapter !== null,
    }),
  };
}

function llmOf({ llm, llmFixed }: ModelRequest, { manifest: { languageModel }, path }: Pack): string | null {
  return llm === null || llmFixed || languageModel === undefined ? llm : path(languageModel);
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
    captioner: captioner ? captionerInfo(pack, captioner) : null,
    phi: phiOf(pack.manifest),
  };
}

function captionerInfo(pack: Pack, captioner: CaptionerManifest): NonNullable<ModelInfo["captioner"]> {
  const input = captioner.kind === "grid-decoder" ? {} : { image: { side: captioner.image.size, resize: captioner.image.resize } };
  return { key: captionerKey(pack, captioner), captions: captioner.sampling.captions, ...input };
}

async function imageCanary(encoder: ImageEncoder, { image }: Manifest, canary: Canary): Promise<number> {
  return cosine(await encoder.encode(canaryPicture(image.size), 1), canary.image);
}

async function encodedOnCpu(
  pack: Pack,
  picture: Uint8Array<ArrayBuffer>,
  options: { threads: number; startLane: StartLane },
): Promise<Float32Array> {
  const encoder = await openImageEncoder(pack, { provider: "cpu", ...options });
  return await encoder.encode(picture, 1).finally(() => encoder.close());
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
async function checkTexts(encoder: TextEncoder, { dims, title }: Manifest, canary: Canary): Promise<number> {
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
