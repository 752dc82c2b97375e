/**
 * Packs that were put together of files of a hub state no canary: nobody could run them beforehand. The processor's own
 * vectors of the first time, in 32 bits, take its place. They are kept beside the pack, and whatever computes later, this
 * processor with another version of the program or another device, must give them again.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canaryPicture } from "./canary.ts";
import { type Canary, canarySchema, type Manifest } from "./manifest.ts";

const sentences = ["a dog runs through the snow", "two children play on a beach", "a red car parked in a street at night"];

export interface CanaryEncoders {
  /** A picture of the pack's size, on the processor -> dims */
  image(picture: Uint8Array<ArrayBuffer>): Promise<Float32Array>;
  /** -> texts x dims */
  texts(texts: readonly string[]): Promise<Float32Array>;
}

/** The pack's own canary, or the one kept, or one made now. A folder that cannot be written to keeps none. */
export async function canaryOf(manifest: Manifest, folder: string, encoders: CanaryEncoders): Promise<Canary> {
  const file = join(folder, `canary-${manifest.version}.json`);
  return manifest.canary ?? (await keptIn(file, manifest.dims)) ?? (await make(manifest, file, encoders));
}

async function keptIn(file: string, dims: number): Promise<Canary | undefined> {
  const text = await readFile(file, "utf8").catch(() => "null");
  const kept = canarySchema.safeParse(parsed(text)).data;
  const isWhole = kept && [kept.image, ...kept.texts.map(({ embedding }) => embedding)].every(({ length }) => length === dims);
  return isWhole ? kept : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function make({ dims, image }: Manifest, file: string, encoders: CanaryEncoders): Promise<Canary> {
  const picture = await encoders.image(canaryPicture(image.size));
  const embeddings = await encoders.texts(sentences);
  const texts = sentences.map((text, index) => ({ text, embedding: embeddings.slice(index * dims, (index + 1) * dims) }));
  const written = { image: inBase64(picture), texts: texts.map(({ text, embedding }) => ({ text, embedding: inBase64(embedding) })) };
  await writeFile(`${file}.new`, JSON.stringify(written))
    .then(() => rename(`${file}.new`, file))
    .catch(() => {});
  return { image: new Float32Array(picture), texts };
}

function inBase64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString("base64");
}
