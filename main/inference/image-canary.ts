/** What the image encoder must give for the canary, and what it gives. */
import { canaryPicture, cosine } from "./canary.ts";
import { canaryOf } from "./canary-file.ts";
import { type ImageEncoder, type ImageEncoderOptions, openImageEncoder } from "./image-encoder.ts";
import type { Canary, Manifest } from "./manifest.ts";
import type { Pack } from "./pack.ts";
import type { TextEncoder } from "./text-encoder.ts";
import type { Schedule } from "./turns.ts";

export const atOnce: Schedule = (job) => job();

/** `folder`: the pack's. Where the pack states no canary and none is kept, the processor makes it. */
export function expectedCanary(
  pack: Pack,
  folder: string,
  texts: () => Promise<TextEncoder>,
  options: Omit<ImageEncoderOptions, "provider">,
): Promise<Canary> {
  return canaryOf(pack.manifest, folder, {
    image: async (picture) => {
      const encoder = await openImageEncoder(pack, { provider: "cpu", ...options });
      return await encoder.encode(picture, 1).finally(() => encoder.close());
    },
    texts: async (sentences) => (await (await texts()).encode(sentences, atOnce)).embeddings,
  });
}

/** Cosine */
export async function imageCanary(encoder: ImageEncoder, { image }: Manifest, canary: Canary): Promise<number> {
  return cosine(await encoder.encode(canaryPicture(image.size), 1), canary.image);
}
