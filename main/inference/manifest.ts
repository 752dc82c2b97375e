/** pack.json: what a pack says about itself. */
import { z } from "zod";
import { phiNameSchema, resizeSchema } from "../../contract/models.ts";
import { packInfoSchema, weightsSchema } from "../../contract/types.ts";

/** Raised when an older Recompose could not use a pack; additions that it may ignore do not raise it. */
export const manifestFormat = 1;

/** A plain name, or one in a folder of a plain name: with no leading dots, it can't leave the pack. */
const fileName = z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,99}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "must be a plain file name");
const plain = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$/, "must be short and of plain characters");
const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const spread = z.number().positive();
const descentSteps = z.number().int().min(1).max(1000);

/** Little-endian float32 in base64 -> vector of unit length */
const unitVector = z.base64().transform((text, context) => {
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  if (bytes.length % 4 !== 0) {
    context.addIssue("must be whole float32 numbers");
    return z.NEVER;
  }
  return new Float32Array(bytes.buffer);
});

export const canarySchema = z.object({
  image: unitVector,
  texts: z.array(z.object({ text: z.string(), embedding: unitVector })).min(1),
});
export type Canary = z.output<typeof canarySchema>;

/** Finds tokens by descent: how fast, and in how many steps from noise or from a network's token, see inversion.ts. */
const inversionSchema = z.object({
  gradient: fileName,
  rate: z.number().positive(),
  decay: z.number().min(0).max(1),
  steps: z.object({ "searle-oti": descentSteps, palavra: descentSteps }),
});

const sampling = z.object({
  topP: z.number().gt(0).max(1),
  temperature: z.number().gt(0),
  captions: z.number().int().min(1).max(64),
  maxTokens: z.number().int().min(1).max(256),
  /** No run of so many words comes twice in a caption */
  noRepeat: z.number().int().min(2).max(16).optional(),
});

/** How pixels become the numbers that a graph reads. */
const pixelsSchema = z.object({
  size: z.number().int().min(16).max(1024),
  resize: resizeSchema,
  mean: perChannel,
  std: z.tuple([spread, spread, spread]),
});

const tokenId = z.number().int().min(0);

/** What captioners with a tokenizer and an image encoder of their own have in common. */
const writer = {
  tokenizer: fileName,
  tokenizerConfig: fileName,
  image: pixelsSchema,
  /** What the model is asked, or the words that every caption begins with */
  prompt: z.string().max(200),
  /** Tokens that begin the prompt and end a caption */
  begin: tokenId,
  end: tokenId,
  sampling,
};

/** Writes captions; each kind has a file of its own. */
const captionerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("grid-decoder"), memory: fileName, decoder: fileName, tokens: fileName, sampling }),
  z.object({ kind: z.literal("blip2"), vision: fileName, qformer: fileName, embed: fileName, decoder: fileName, ...writer }),
  z.object({ kind: z.literal("blip"), vision: fileName, decoder: fileName, ...writer }),
  z.object({ kind: z.literal("smolvlm"), vision: fileName, embed: fileName, decoder: fileName, ...writer }),
  /** start: the token that every caption begins with, before `begin` */
  z.object({
    kind: z.literal("florence2"),
    vision: fileName,
    embed: fileName,
    encoder: fileName,
    decoder: fileName,
    start: tokenId,
    ...writer,
  }),
]);
export type CaptionerManifest = z.output<typeof captionerSchema>;
/** Of one kind */
export type CaptionerOf<Kind extends CaptionerManifest["kind"]> = Extract<CaptionerManifest, { kind: Kind }>;

/** The files of a captioner. */
function filesOf(captioner: CaptionerManifest): string[] {
  const names = ["memory", "tokens", "vision", "qformer", "embed", "encoder", "decoder", "tokenizer", "tokenizerConfig"];
  return Object.entries(captioner).flatMap(([key, value]) => (names.includes(key) && typeof value === "string" ? [value] : []));
}

const shape = packInfoSchema.extend({
  format: z.literal(manifestFormat),
  id: plain,
  version: plain,
  dims: z.number().int().min(1).max(8192),
  files: z.record(fileName, z.object({ bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  image: pixelsSchema.extend({
    encoder: fileName,
    /** The encoder's second output: features of side x side parts of the photo */
    grid: z.object({ channels: z.number().int().min(1).max(8192), side: z.number().int().min(1).max(256) }).optional(),
  }),
  text: z.object({
    encoder: fileName,
    tokenizer: fileName,
    tokenizerConfig: fileName,
    maxTokens: z.number().int().min(3).max(4096),
    pseudo: z.object({ token: z.string(), width: z.number().int().min(1).max(8192) }),
  }),
  captioner: captionerSchema.optional(),
  /** Networks that make pseudo tokens of photos, by the way in which they were trained */
  phi: z.partialRecord(phiNameSchema.exclude(["searle-oti"]), fileName).default({}),
  inversion: inversionSchema.optional(),
  /** Teaches one language model to rewrite captions: a LoRA adapter in GGUF form, and the file for which it was made */
  llm: z.object({ adapter: fileName, for: z.object({ bytes: z.number().int().min(0), sha256: z.string() }) }).optional(),
  /** A language model of its own, a GGUF file */
  languageModel: fileName.optional(),
  weights: z.object({ semantic: weightsSchema, visual: weightsSchema }),
  /** What the encoders give for the canary picture and some texts, from the machine that made the pack. Left out: see canary-file.ts */
  canary: canarySchema.optional(),
});

export const manifestSchema = shape.check(({ value, issues }) => {
  const { files, image, text, captioner, phi, inversion, llm, languageModel, canary, dims } = value;
  for (const name of [
    image.encoder,
    text.encoder,
    text.tokenizer,
    text.tokenizerConfig,
    ...(captioner ? filesOf(captioner) : []),
    ...Object.values(phi),
    ...(inversion ? [inversion.gradient] : []),
    ...(llm ? [llm.adapter] : []),
    ...(languageModel === undefined ? [] : [languageModel]),
  ])
    if (!Object.hasOwn(files, name)) issues.push({ code: "custom", input: name, message: `"${name}" is not among its files` });
  if (captioner?.kind === "grid-decoder" && !image.grid)
    issues.push({ code: "custom", input: image, message: "its captioner reads a grid that its image encoder does not give" });
  for (const vector of canary ? [canary.image, ...canary.texts.map((item) => item.embedding)] : [])
    if (vector.length !== dims) issues.push({ code: "custom", input: vector.length, message: `canary vectors must have ${dims} numbers` });
});

export type Manifest = z.output<typeof manifestSchema>;
