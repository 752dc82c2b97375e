/** What the engine asks of the inference process. Embeddings are rows of one Float32Array, NOT normalised (phi needs them so). */
import { z } from "zod";
import { providerReportSchema, triedDeviceSchema } from "./devices.ts";
import { slotSchema } from "./pixel-slots.ts";
import { type Client, call, type Handlers, stream } from "./rpc.ts";
import { llmStatusSchema, packInfoSchema, pathText, weightsSchema } from "./types.ts";

const rows = z.instanceof(Float32Array);

export const resizeSchema = z.enum(["squash", "clip", "targetpad"]);

/** How pixels must be laid out for the image encoder: `side` x `side` RGB, resized in this way. */
export const imageInputSchema = z.object({ side: z.number().int(), resize: resizeSchema });
export type ImageInput = z.infer<typeof imageInputSchema>;

/**
 * Ways to make a pseudo token of a photo (method.md, the compared methods): by a network, found by descent ("searle-oti"), or
 * by a network and then descent ("palavra").
 */
export const phiNames = ["lincir", "pic2word", "searle", "searle-oti", "palavra"] as const;
export const phiNameSchema = z.enum(phiNames);
export type PhiName = z.infer<typeof phiNameSchema>;

/** A text, or one that is shortened word by word from the end of its middle until the whole fits the encoder (method.md, query step 6). */
const sentenceSchema = z.union([z.string(), z.object({ before: z.string(), cuttable: z.string(), after: z.string() })]);
export type Sentence = z.infer<typeof sentenceSchema>;

const modelInfoSchema = z.object({
  pack: packInfoSchema,
  /** Names the vectors that this pack and preprocessing make: vectors of different keys never meet. */
  key: z.string(),
  image: imageInputSchema,
  provider: providerReportSchema,
  weights: z.object({ semantic: weightsSchema, visual: weightsSchema }),
  /** Null: this pack has none. key: captions of different keys are never mixed. */
  captioner: z
    .object({
      key: z.string(),
      captions: z.number().int(),
      /** How it wants its pixels; left out: as the image encoder does */
      image: imageInputSchema.optional(),
    })
    .nullable(),
  /** The ways that this pack has to make pseudo tokens; empty: none */
  phi: z.array(phiNameSchema),
  /** Null: none is installed, and the rule-based edit stands in. key: model, adapter and prompt version. How it runs: prepareEdits. */
  llm: z.object({ key: z.string(), title: z.string() }).nullable(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

/** Where a pack is to run. */
const placeSchema = z.object({
  packFolder: pathText,
  /** "auto", "cpu", or the name of a device */
  device: z.string().max(40).default("cpu"),
  /** Where it is kept what trying devices gave; null: nowhere */
  deviceNotes: pathText.nullable().default(null),
  /** 0: chosen by the inference process */
  threads: z.number().int().min(0).default(0),
});

export const modelApi = {
  /**
   * Loads and checks a pack: files by size and sha256, the device by the canary. Devices that were not tried yet are left for
   * `tryDevices`. Asked again, it answers from memory.
   */
  load: call(
    placeSchema.extend({
      /** A GGUF file; null: captions are edited by rules. */
      llm: pathText.nullable().default(null),
      /** Used even if the pack brings a language model of its own */
      llmFixed: z.boolean().default(false),
      /** No graphics card for it: one ended the process before. */
      llmOnCpu: z.boolean().default(false),
      /** So often in a row the process ended that had this pack. */
      crashes: z.number().int().min(0).default(0),
    }),
    modelInfoSchema,
  ),
  /**
   * Tries the devices that are preferred to the one in use, and notes what came of it; in a process of its own, which may be
   * killed at any time. again: also those of which something is known. lost: the process before this one ended over a device.
   * Says which device it is at, and whether it measures: then nothing else should run. Last, what is known now.
   */
  tryDevices: stream(
    placeSchema.extend({
      again: z.boolean().default(false),
      lost: z.object({ device: z.string(), outcome: triedDeviceSchema.shape.outcome }).nullable().default(null),
    }),
    z.union([
      z.object({ trying: z.string(), measuring: z.boolean() }),
      providerReportSchema.pick({ used: true, tried: true, untried: true }),
    ]),
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
  /**
   * -> texts x dims; `leftOut[i]`: the end of text i (or of its middle) where it was longer than the encoder reads.
   * pseudo: one row of pseudo-token width for each text, put in the place of its first `$`; a text without `$`, or cut before
   * it, passes its row over. `soon`: false for the index's texts, so that a query's go first.
   */
  encodeTexts: call(
    z.object({ texts: z.array(sentenceSchema).min(1), pseudo: rows.optional(), soon: z.boolean().default(true) }),
    z.object({ embeddings: rows, leftOut: z.array(z.string()) }),
  ),
  /** Image embeddings as the encoder gave them, NOT normalised (count x dims) -> count x pseudo-token width (method.md, query step 2). */
  pseudoTokens: call(z.object({ phi: phiNameSchema, embeddings: rows }), z.object({ tokens: rows })),
  /**
   * Captions of photos, the same again for the same seed (method.md, query step 3). One seed for each photo. "nucleus": as
   * many as `captioner.captions`, sampled; "greedy": one, of the likeliest words. pixels: as `captioner.image` says.
   */
  captionImages: call(
    z.object({
      pixels: z.instanceof(Uint8Array),
      count: z.number().int().min(1),
      seeds: z.array(z.number().int()),
      sampling: z.enum(["nucleus", "greedy"]).default("nucleus"),
      soon: z.boolean().default(false),
    }),
    z.object({ captions: z.array(z.array(z.string())) }),
  ),
  /**
   * Captions and what should be different -> the captions rewritten, one for each, and what was added (method.md, query step 4).
   * The language model writes those of the first few captions, rules the others. `by`: who wrote it; "rules" with the reason when
   * the language model could not, or not all. `plain`: the rule-based edits, one for each caption, to stand in for edits that went
   * wrong.
   */
  editCaptions: call(
    z.object({
      captions: z.array(z.string()).min(1).max(15),
      edit: z.string(),
      /** For all of them; what the language model has not written by then is edited by rules. */
      limitMs: z.number().int().min(1).max(3_600_000).default(2000),
    }),
    z.object({
      edits: z.array(z.string()),
      plain: z.array(z.string()),
      added: z.array(z.string()),
      by: z.enum(["llm", "rules"]),
      reason: z.string().nullable(),
    }),
  ),
  /** Opens the language model, so that the next edit need not wait for it, and says how it runs. Null: there is none. */
  prepareEdits: call(z.object({}), z.object({ llm: llmStatusSchema.nullable() })),
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

/** Of a pack that is in use: devices are tried elsewhere. */
export type ModelApi = Omit<Client<typeof modelApi>, "tryDevices">;
export type TrialRequest = Parameters<Client<typeof modelApi>["tryDevices"]>[0];
export type ModelHandlers = Handlers<typeof modelApi>;
