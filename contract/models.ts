/** What the engine asks of the inference process. Embeddings are rows of one Float32Array, NOT normalised (phi needs them so). */
import { z } from "zod";
import { slotSchema } from "./pixel-slots.ts";
import { type Client, call, type Handlers } from "./rpc.ts";
import { packInfoSchema, pathText, providerReportSchema, weightsSchema } from "./types.ts";

const rows = z.instanceof(Float32Array);

export const resizeSchema = z.enum(["squash", "clip", "targetpad"]);

/** How pixels must be laid out for the image encoder: `side` x `side` RGB, resized in this way. */
export const imageInputSchema = z.object({ side: z.number().int(), resize: resizeSchema });
export type ImageInput = z.infer<typeof imageInputSchema>;

export const modelInfoSchema = z.object({
  pack: packInfoSchema,
  /** Names the vectors that this pack and preprocessing make: vectors of different keys never meet. */
  key: z.string(),
  image: imageInputSchema,
  provider: providerReportSchema,
  weights: z.object({ semantic: weightsSchema, visual: weightsSchema }),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

export const modelApi = {
  /** Loads and checks a pack: files by size and sha256, devices by the canary. Asked again, it answers from memory. */
  load: call(
    z.object({ packFolder: pathText, providers: z.array(z.string()).default(["cpu"]), threads: z.number().int().min(0).default(0) }),
    modelInfoSchema,
  ),
  /** pixels: count x side x side x 3 bytes, RGB, row by row -> count x dims; or the slots of the pixel file that hold them, one
   *  a photo. `soon`: a person waits, so it goes before the index's photos. */
  encodeImages: call(
    z.object({
      pixels: z.union([z.instanceof(Uint8Array), z.array(slotSchema)]),
      count: z.number().int().min(1),
      soon: z.boolean().default(false),
    }),
    z.object({ embeddings: rows }),
  ),
  /** -> texts x dims; `cut[i]`: text i was longer than the encoder reads, its end was left out */
  encodeTexts: call(z.object({ texts: z.array(z.string()).min(1) }), z.object({ embeddings: rows, cut: z.array(z.boolean()) })),
  /** The encoder alone, as the index uses it, on these pixels again and again: photos per second. */
  benchmarkImages: call(
    z.object({
      pixels: z.instanceof(Uint8Array),
      count: z.number().int().min(1),
      rounds: z.number().int().min(1),
    }),
    z.object({ photosPerSecond: z.number() }),
  ),
};

export type ModelApi = Client<typeof modelApi>;
export type ModelHandlers = Handlers<typeof modelApi>;
