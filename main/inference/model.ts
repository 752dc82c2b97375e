/** A pack made ready: checked files, open encoders, a device that proved itself. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo } from "../../contract/models.ts";
import { cosine, leastCosine } from "./canary.ts";
import { type Captioner, captionerKey, openCaptioner } from "./captioner.ts";
import { hostFacts } from "./device-host.ts";
import { type DeviceNotes, openDeviceNotes, withoutResult } from "./device-notes.ts";
import { deviceOrder } from "./device-order.ts";
import { createEditor, type Editor } from "./edit-captions.ts";
import { atOnce, expectedCanary, imageCanary } from "./image-canary.ts";
import { type ImageEncoder, openImageEncoder } from "./image-encoder.ts";
import { lazily } from "./lazily.ts";
import { openLanguageModel } from "./llm.ts";
import { findLlm } from "./llm-file.ts";
import type { Canary, CaptionerManifest, Manifest } from "./manifest.ts";
import { type Pack, readPack } from "./pack.ts";
import { chooseProvider, decide } from "./providers.ts";
import { createPseudoTokens, type PseudoTokens, phiOf } from "./pseudo-token.ts";
import { plainReason, runtimeVersion, threadsFor } from "./sessions.ts";
import type { StartLane } from "./start-lane.ts";
import { openTextEncoder, type TextEncoder } from "./text-encoder.ts";

export interface ModelRequest {
  packFolder: string;
  /** A GGUF file; null: captions are edited by rules. */
  llm: string | null;
  /** Not even a pack's own language model goes before it. */
  llmFixed: boolean;
  /** Graphics cards are left alone by it. */
  llmOnCpu: boolean;
  /** For photos: "auto", "cpu", or the name of a device. Texts are always encoded on the CPU. */
  device: string;
  /** Where it is kept what trying devices gave; null: nowhere */
  deviceNotes: string | null;
  /** 0: chosen here */
  threads: number;
  /** So often in a row the process ended that had this pack. */
  crashes: number;
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

/** Fails with pack-missing, pack-damaged, pack-newer or model-failed. */
export async function openModel(request: ModelRequest, startLane: StartLane): Promise<Model> {
  const { packFolder, llmOnCpu, device: asked, deviceNotes, crashes } = request;
  const pack = await readPack(packFolder);
  const threads = threadsFor(request.threads);
  const texts = await openTexts(pack, threads);
  const expected = await expectedCanary(pack, packFolder, async () => texts, { threads, startLane });
  const textCanary = await checkTexts(texts, pack.manifest, expected);
  const notes = notesOf(pack, { deviceNotes, threads });
  blame(notes, asked, crashes);
  const { encoder, canary, ...decision } = await chooseProvider(
    { asked, notes },
    (provider) => openImageEncoder(pack, { provider, threads, startLane }),
    (encoder) => imageCanary(encoder, pack.manifest, expected),
  );
  const provider = { asked, ...decision, possible: [...deviceOrder()], canary: Math.min(canary, textCanary), threads };
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

/** Of one pack on this computer, with so many threads. */
export function notesOf(pack: Pack, { deviceNotes, threads }: { deviceNotes: string | null; threads: number }): DeviceNotes {
  const { files, image } = pack.manifest;
  const encoder = files[image.encoder]?.sha256 ?? "";
  return openDeviceNotes(deviceNotes, pack.key, { ...hostFacts(runtimeVersion), encoder, threads: String(threads) });
}

/** The device over which the process ended: the one that was being opened, or, at the second time, the one in use. */
function blame(notes: DeviceNotes, asked: string, crashes: number): void {
  const { used } = decide(asked, notes.tried());
  const device = crashes > 0 ? notes.unfinished() : undefined;
  if (device !== undefined) notes.put(withoutResult(device, "crashed"));
  else if (crashes > 1 && used !== "cpu") notes.put(withoutResult(used, "crashed"));
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
