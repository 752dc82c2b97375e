/** What every captioner can do, whatever it is made of; the pack's `kind` decides. */
import { createHash } from "node:crypto";
import { AppError } from "../../contract/errors.ts";
import { openBlip } from "./captioners/blip.ts";
import { openBlip2 } from "./captioners/blip2.ts";
import { openFlorence2 } from "./captioners/florence2.ts";
import { openSmolVlm } from "./captioners/smolvlm.ts";
import { openGridDecoder } from "./grid-decoder.ts";
import type { ImageEncoder } from "./image-encoder.ts";
import type { CaptionerManifest } from "./manifest.ts";
import type { Pack } from "./pack.ts";
import { createRandom, greedy, nucleus } from "./sampling.ts";
import { plainReason } from "./sessions.ts";
import type { Schedule } from "./turns.ts";

export interface CaptionRequest {
  /** side x side x 3 bytes of one photo, laid out for the image encoder or as the captioner's manifest says */
  pixels: Uint8Array;
  /** The same captions again for the same seed */
  seed: number;
  sampling: "nucleus" | "greedy";
}

export interface Captioner {
  /** As many captions as the pack says, or one of the likeliest words. Every job of the schedule is short: a step of all captions. */
  caption(request: CaptionRequest, schedule: Schedule): Promise<string[]>;
}

/** Writes `count` captions of one photo, each word chosen by `choose`. */
export type Decode = (
  pixels: Uint8Array,
  options: { count: number; choose: ReturnType<typeof nucleus>; schedule: Schedule },
) => Promise<string[]>;

/** Fails with model-failed or pack-damaged. */
export async function openCaptioner(pack: Pack, manifest: CaptionerManifest, images: ImageEncoder, threads: number): Promise<Captioner> {
  const { sampling: settings } = manifest;
  const decode = await openKind(pack, manifest, images, threads);
  return {
    caption: ({ pixels, seed, sampling }, schedule) =>
      sampling === "greedy"
        ? decode(pixels, { count: 1, choose: greedy, schedule })
        : decode(pixels, { count: settings.captions, choose: nucleus(settings, createRandom(seed)), schedule }),
  };
}

async function openKind(pack: Pack, manifest: CaptionerManifest, images: ImageEncoder, threads: number): Promise<Decode> {
  try {
    if (manifest.kind === "grid-decoder") return await openGridDecoder(pack, manifest, images, threads);
    if (manifest.kind === "blip2") return await openBlip2(pack, manifest, threads);
    if (manifest.kind === "blip") return await openBlip(pack, manifest, threads);
    if (manifest.kind === "smolvlm") return await openSmolVlm(pack, manifest, threads);
    return await openFlorence2(pack, manifest, threads);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const what = `The captioner of "${pack.manifest.title}" cannot be opened: ${plainReason(error)}.`;
    throw new AppError("model-failed", what, "Choose another pack.", { cause: error });
  }
}

/** Names the captions of a captioner as it is set: captions of different keys never meet. */
export function captionerKey({ manifest: { files } }: Pack, captioner: CaptionerManifest): string {
  const { kind, decoder, sampling } = captioner;
  const { topP, temperature, captions, maxTokens, noRepeat } = sampling;
  const name = kind === "grid-decoder" ? files[decoder]?.sha256 : sumOfFolder(files, decoder);
  return `${kind}-${name?.slice(0, 12)}/p${topP}-t${temperature}-n${captions}-m${maxTokens}${noRepeat === undefined ? "" : `-r${noRepeat}`}`;
}

/** Of everything that lies beside a file: large graphs keep their weights in a second one. */
function sumOfFolder(files: Pack["manifest"]["files"], file: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const sums = Object.entries(files).flatMap(([name, { sha256 }]) => (name.startsWith(folder) ? [sha256] : []));
  return createHash("sha256").update(sums.toSorted().join()).digest("hex");
}
