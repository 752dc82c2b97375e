/**
 * The product's own path against the reference of `models/training` (PIL and PyTorch in 32 bits): the same texts and photo
 * files must get the same vectors.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { decoderApi } from "../../contract/decoder.ts";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { cosine } from "../../main/inference/canary.ts";

const root = join(import.meta.dirname, "../..");
const starter = join(root, "models/starter");
const data = join(root, "../shared/data");
const built = join(root, "out/main");
const start = nodeChildren(built);
const referenceFile = join(import.meta.dirname, "starter-reference.json");
const leastCosine = 0.999;

/** Little-endian float32 in base64, unit length */
const vector = z.base64().transform((text) => new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer));
const referenceSchema = z.object({
  images: z.array(z.object({ file: z.string(), embedding: vector })),
  texts: z.array(z.object({ text: z.string(), embedding: vector })),
});
let reference: z.output<typeof referenceSchema>;

beforeAll(() => {
  if (existsSync(referenceFile)) reference = referenceSchema.parse(JSON.parse(readFileSync(referenceFile, "utf8")));
});

const noReference = existsSync(referenceFile) ? undefined : "test/weights/starter-reference.json is not there";
const noDecoder = existsSync(join(built, "decoder.js")) ? undefined : "out/main/decoder.js is not built";
const noData = existsSync(data) ? undefined : "../shared/data is not there";

async function openModels() {
  const child = start("inference");
  onTestFinished(() => child.kill());
  const models = connect(modelApi, child.port);
  return { models, info: await models.load({ packFolder: starter }) };
}

function openDecoder() {
  const child = start("decoder");
  onTestFinished(() => child.kill());
  return connect(decoderApi, child.port);
}

/** Prints the least cosine with what has it, and fails if it is too small. */
function judge(kind: string, cosines: { name: string; cosine: number }[]): void {
  const least = cosines.reduce((a, b) => (b.cosine < a.cosine ? b : a));
  process.stdout.write(`${cosines.length} ${kind}: least cosine ${least.cosine.toFixed(5)} (${least.name})\n`);
  expect(cosines.filter(({ cosine }) => !(cosine >= leastCosine))).toEqual([]);
}

test("texts have the vectors of the reference", async (context) => {
  if (noReference) return context.skip(noReference);
  const { models, info } = await openModels();
  const { embeddings } = await models.encodeTexts({ texts: reference.texts.map(({ text }) => text) });
  const row = (i: number) => embeddings.subarray(i * info.pack.dims, (i + 1) * info.pack.dims);
  judge(
    "texts",
    reference.texts.map(({ text, embedding }, i) => ({ name: text, cosine: cosine(row(i), embedding) })),
  );
});

test("photo files, decoded by the decoder process, have the vectors of the reference", async (context) => {
  const why = noReference ?? noDecoder ?? noData;
  if (why) return context.skip(why);
  const { models, info } = await openModels();
  const decoder = openDecoder();
  const cosines: { name: string; cosine: number }[] = [];
  for (const { file, embedding } of reference.images) {
    const path = new Uint8Array(Buffer.from(join(data, file)));
    const { pixels } = await decoder.decode({ source: { path }, image: info.image, thumbnail: false });
    const { embeddings } = await models.encodeImages({ pixels, count: 1 });
    cosines.push({ name: file, cosine: cosine(embeddings, embedding) });
  }
  judge("photos", cosines);
});
