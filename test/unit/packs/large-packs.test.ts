/** The paper's largest pack: bigG/14, and BLIP-2 in 4 bits, both with weights beside their graphs, against PyTorch. */
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canaryPicture } from "../../../main/inference/canary.ts";
import { openBlip2 } from "../../../main/inference/captioners/blip2.ts";
import { createLane } from "../../../main/inference/lane.ts";
import type { Pack } from "../../../main/inference/pack.ts";
import { greedy } from "../../../main/inference/sampling.ts";
import { openTextEncoder } from "../../../main/inference/text-encoder.ts";
import { createHandlers } from "../../../main/packs/handlers.ts";
import catalogue from "../../../models/catalogue.json" with { type: "json" };
import { temporaryFolder } from "../../helpers/folders.ts";
import { startHub } from "../../helpers/hub.ts";
import { largestProfile, tinyCatalogue } from "../../helpers/tiny-catalogue.ts";
import { floatsOf, greatestDifference, tinyFile, tinyFileIn, tinyReference } from "../../helpers/tiny-hub.ts";

const clip = { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] } as const;
const width = 32;

describe("bigG/14", () => {
  interface Text {
    text: string;
    embedding: string;
    pseudo: string;
    place: number;
    withPseudo: string;
  }
  const { texts, image } = tinyReference<{ texts: Text[]; image: string }>("bigg");

  function openWords() {
    const names = { encoder: "text_model.onnx", tokenizer: "tokenizer.json", tokenizerConfig: "tokenizer_config.json" };
    const manifest = { dims: width, text: { ...names, maxTokens: 77, pseudo: { token: "$", width } } };
    return openTextEncoder({ manifest, path: (file: string) => tinyFile("bigg", file) } as unknown as Pack, 1);
  }

  test("gives texts the vectors of open_clip", async () => {
    const { encode } = await openWords();
    const { embeddings } = await encode(
      texts.map(({ text }) => text),
      (job) => job(),
    );
    for (const [row, { embedding }] of texts.entries())
      expect(greatestDifference(embeddings.slice(row * width, (row + 1) * width), floatsOf(embedding))).toBeLessThan(1e-4);
  });

  test("puts a pseudo token into a text as open_clip would", async () => {
    const { encode } = await openWords();
    const withToken = texts.filter(({ text }) => text.includes("$"));
    expect(withToken).toHaveLength(1);
    for (const { text, pseudo, withPseudo } of withToken) {
      const { embeddings } = await encode([text], (job) => job(), floatsOf(pseudo));
      expect(greatestDifference(embeddings, floatsOf(withPseudo))).toBeLessThan(1e-4);
    }
  });

  test("gives the canary picture the vector of open_clip", async () => {
    const lane = createLane();
    const [mean, std] = [[...clip.mean] as [number, number, number], [...clip.std] as [number, number, number]];
    const options = { provider: "cpu", threads: 1, side: 32, mean, std, dims: width, batch: 1, counted: false };
    await lane.open({ file: tinyFile("bigg", "vision_model.onnx"), ...options });
    const { embeddings } = await lane.encode({ pixels: canaryPicture(32) });
    expect(greatestDifference(embeddings, floatsOf(image))).toBeLessThan(1e-4);
  });
});

describe("BLIP-2 in 4 bits", () => {
  const reference = tinyReference<{ prompt: number[]; words: number[]; scores: string; end: number; caption: string }>("blip2-int4");
  const wanted = floatsOf(reference.scores);
  const size = wanted.length / reference.words.length;

  /** `decoder`: the folder of the decoder. The greatest difference of all words' scores, when PyTorch's words are taken. */
  async function written(decoder: string) {
    const path = (file: string) => (file === "decoder_model.onnx" ? join(decoder, file) : tinyFileIn(["blip2-int4", "blip2"], file));
    const names = { vision: "vision_encoder.onnx", qformer: "qformer.onnx", embed: "embed_tokens.onnx", decoder: "decoder_model.onnx" };
    const words = { tokenizer: "tokenizer.json", tokenizerConfig: "tokenizer_config.json", prompt: "a photo of" };
    const image = { size: 28, resize: "squash", ...clip } as never;
    const sampling = { topP: 0.9, temperature: 1, captions: 15, maxTokens: reference.words.length };
    const [begin = 0] = reference.prompt;
    const write = await openBlip2({ path } as Pack, { kind: "blip2", ...names, ...words, image, begin, end: reference.end, sampling }, 1);
    let [step, difference] = [0, 0];
    const choose = (scores: Float32Array) => {
      difference = Math.max(difference, greatestDifference(scores, wanted.subarray(step * size, (step + 1) * size)));
      return reference.words[step++] ?? greedy(scores);
    };
    const [caption] = await write(canaryPicture(28), { count: 1, choose, schedule: (job) => job() });
    return { caption, difference };
  }

  test("gives every word the scores of the same weights in PyTorch, when its products are not rounded", async () => {
    const folder = temporaryFolder();
    const exact = readFileSync(tinyFile("blip2-int4", "decoder_model.onnx"), "latin1").replaceAll(
      "accuracy_level\x18\x04",
      "accuracy_level\x18\x01",
    );
    writeFileSync(join(folder, "decoder_model.onnx"), exact, "latin1");
    copyFileSync(tinyFile("blip2-int4", "decoder_model.onnx_data"), join(folder, "decoder_model.onnx_data"));
    const { caption, difference } = await written(folder);
    expect(caption).toBe(reference.caption);
    expect(difference).toBeLessThan(1e-4);
  });

  test("rounds its products as it is exported, and stays near", async () => {
    const { difference } = await written(tinyFile("blip2-int4"));
    expect(difference).toBeGreaterThan(1e-4);
    expect(difference).toBeLessThan(0.1);
  });
});

test("the exported files are those that the catalogue names", () => {
  const { files } = tinyCatalogue(temporaryFolder(), largestProfile);
  for (const { id, files: wanted } of catalogue.parts.filter(({ id }) => id === "clip-bigg14" || id === "cap-blip2-6.7b-coco"))
    expect(Object.keys(files)).toEqual(expect.arrayContaining(wanted.map(({ name }) => `/${id}/${name}`)));
});

describe("weights beside graphs", () => {
  async function prepare() {
    const folder = temporaryFolder();
    const { catalogue, files } = tinyCatalogue(folder, largestProfile);
    const packs = createHandlers({ folder: join(folder, "packs"), catalogue });
    return { folder, files, packs, part: join(folder, "packs", "parts", "cap-blip2-6.7b-coco") };
  }

  test("are fetched with them, and checked like them", async () => {
    const { folder, files, packs } = await prepare();
    const { url } = await startHub(files);
    for await (const _ of packs.get({ id: largestProfile, hub: url, unpinned: false }));
    const profile = join(folder, "packs", "profiles", largestProfile);
    expect(readdirSync(join(profile, "clip-bigg14"))).toContain("text_model.onnx_data");
    const data = join(profile, "cap-blip2-6.7b-coco", "decoder_model.onnx_data");
    const content = readFileSync(data);
    content[100] = (content[100] ?? 0) ^ 1;
    writeFileSync(data, content);
    const wrong = (await packs.verify({ id: largestProfile })).files.filter((file) => file.wrong !== null);
    expect(wrong).toEqual([{ file: "cap-blip2-6.7b-coco/decoder_model.onnx_data", wrong: "it was changed" }]);
  });

  test("are brought with them, and without them nothing is taken", async () => {
    const { folder, packs, part } = await prepare();
    const exported = join(folder, "exported");
    for (const folder of ["blip2", "blip2-int4"]) cpSync(tinyFile(folder), exported, { recursive: true });
    rmSync(join(exported, "vision_encoder.onnx_data"));
    await expect(packs.importFrom({ path: exported, part: "cap-blip2-6.7b-coco" })).rejects.toMatchObject({ code: "pack-incomplete" });
    cpSync(tinyFile("blip2-int4"), exported, { recursive: true });
    await packs.importFrom({ path: exported, part: "cap-blip2-6.7b-coco" });
    expect(readdirSync(part)).toEqual(
      expect.arrayContaining(["decoder_model.onnx", "decoder_model.onnx_data", "vision_encoder.onnx_data"]),
    );
  });
});
