/** Captioners out of graphs, on tiny models of the true architectures: every word's scores are PyTorch's. */
import { describe, expect, test } from "vitest";
import { canaryPicture } from "../../../main/inference/canary.ts";
import type { Decode } from "../../../main/inference/captioner.ts";
import { openBlip } from "../../../main/inference/captioners/blip.ts";
import { openBlip2 } from "../../../main/inference/captioners/blip2.ts";
import { openFlorence2 } from "../../../main/inference/captioners/florence2.ts";
import { openSmolVlm, shortAnswer } from "../../../main/inference/captioners/smolvlm.ts";
import type { Pack } from "../../../main/inference/pack.ts";
import { normalise } from "../../../main/inference/preprocess.ts";
import { createRandom, greedy, nucleus } from "../../../main/inference/sampling.ts";
import { flags, floats, openSession } from "../../../main/inference/sessions.ts";
import { openTokenizer } from "../../../main/inference/tokenizer.ts";
import { floatsOf, greatestDifference, tinyFile, tinyReference } from "../../helpers/tiny-hub.ts";

interface Reference {
  prompt: number[];
  words: number[];
  /** words x vocabulary */
  scores: string;
  end: number;
  caption: string;
}

const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
const clip = { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] };
const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
const words = { tokenizer: "tokenizer.json", tokenizerConfig: "tokenizer_config.json", prompt: "a photo of" };
const sampling = { topP: 0.9, temperature: 1, captions: 15, maxTokens: 8 };

function packOf(model: string): Pack {
  return { path: (file: string) => tinyFile(model, file) } as Pack;
}

const kinds: [string, number, (reference: Reference) => Promise<Decode>][] = [
  [
    "blip2",
    28,
    ({ prompt, end }) =>
      openBlip2(
        packOf("blip2"),
        {
          kind: "blip2",
          vision: "vision_encoder.onnx",
          qformer: "qformer.onnx",
          embed: "embed_tokens.onnx",
          decoder: "decoder_model.onnx",
          ...words,
          image: { size: 28, resize: "squash", ...clip } as never,
          begin: prompt[0] ?? 0,
          end,
          sampling,
        },
        1,
      ),
  ],
  [
    "blip",
    32,
    ({ prompt, end }) =>
      openBlip(
        packOf("blip"),
        {
          kind: "blip",
          vision: "vision_model.onnx",
          decoder: "text_decoder.onnx",
          ...words,
          image: { size: 32, resize: "squash", ...clip } as never,
          begin: prompt[0] ?? 0,
          end,
          sampling,
        },
        1,
      ),
  ],
  [
    "florence2",
    64,
    ({ end }) =>
      openFlorence2(
        packOf("florence2"),
        {
          kind: "florence2",
          vision: "vision_encoder.onnx",
          embed: "embed_tokens.onnx",
          encoder: "encoder_model.onnx",
          decoder: "decoder_model_merged.onnx",
          ...words,
          prompt: "What does the image describe?",
          image: { size: 64, resize: "squash", ...imageNet } as never,
          start: 2,
          begin: 0,
          end,
          sampling: { ...sampling, noRepeat: 3 },
        },
        1,
      ),
  ],
  [
    "smolvlm",
    32,
    ({ prompt, end }) =>
      openSmolVlm(
        packOf("smolvlm"),
        {
          kind: "smolvlm",
          vision: "vision_encoder.onnx",
          embed: "embed_tokens.onnx",
          decoder: "decoder_model_merged.onnx",
          ...words,
          prompt: "Can you describe this image?",
          image: { size: 32, resize: "squash", ...half } as never,
          begin: prompt[0] ?? 0,
          end,
          sampling,
        },
        1,
      ),
  ],
];

describe.each(kinds)("%s", (model, side, open) => {
  const reference = tinyReference<Reference>(model);
  const picture = canaryPicture(side);

  test("gives every word the scores that PyTorch gives it, and the same caption", async () => {
    const write = await open(reference);
    const wanted = floatsOf(reference.scores);
    const size = wanted.length / reference.words.length;
    const differences: number[] = [];
    let step = 0;
    const choose = (scores: Float32Array) => {
      differences.push(greatestDifference(scores, wanted.subarray(step * size, ++step * size)));
      return greedy(scores);
    };
    expect(await write(picture, { count: 1, choose, schedule: (job) => job() })).toEqual([reference.caption]);
    expect(Math.max(...differences)).toBeLessThan(1e-4);
  });

  test("reads the photo once, and writes many captions side by side as it would one by one", async () => {
    const write = await open(reference);
    let jobs = 0;
    const schedule = <T>(job: () => Promise<T>) => {
      jobs++;
      return job();
    };
    const together = await write(picture, { count: 6, choose: nucleus(sampling, createRandom(3)), schedule });
    expect(jobs).toBeLessThanOrEqual(2 + sampling.maxTokens);
    expect(new Set(together).size).toBeGreaterThan(1);
    // Rows that all take the likeliest words cannot disturb each other: each is the caption alone.
    expect(await write(picture, { count: 3, choose: greedy, schedule })).toEqual(Array(3).fill(reference.caption));
  });

  test("refuses pixels of another size", async () => {
    const write = await open(reference);
    await expect(write(new Uint8Array(12), { count: 1, choose: greedy, schedule: (job) => job() })).rejects.toMatchObject({
      code: "bad-request",
    });
  });
});

describe("SmolVLM", () => {
  const reference = tinyReference<{ pixels: string; features: string; prompt: number[]; texts: [string, number[]][] }>("smolvlm");

  test("sees the pixels that transformers prepares without tiles, and makes of them the same words", async () => {
    const pixels = normalise(canaryPicture(32), 32, { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
    expect(greatestDifference(pixels, floatsOf(reference.pixels))).toBeLessThan(1e-6);
    const vision = await openSession(tinyFile("smolvlm", "vision_encoder.onnx"), "cpu", 1);
    const inputs = {
      pixel_values: floats(pixels, [1, 1, 3, 32, 32]),
      pixel_attention_mask: flags(Array(32 * 32).fill(true), [1, 1, 32, 32]),
    };
    const [features] = await vision.tensors(inputs, ["image_features"]);
    expect(features?.dims).toEqual([1, 4, 32]);
    expect(greatestDifference(features?.data ?? new Float32Array(), floatsOf(reference.features))).toBeLessThan(1e-4);
    await vision.close();
  });

  test("its tokens are those of the tokenizers library", async () => {
    const tokenizer = await openTokenizer(tinyFile("smolvlm", "tokenizer.json"), tinyFile("smolvlm", "tokenizer_config.json"), 200);
    for (const [text, ids] of reference.texts) expect(tokenizer.idsOf(text)).toEqual(ids);
    const photo = `<fake_token_around_image><global-img>${"<image>".repeat(4)}<fake_token_around_image>`;
    const asked = `<|im_start|>User:${photo}Can you describe this image?<end_of_utterance>\nAssistant:`;
    expect(tokenizer.idsOf(asked)).toEqual(reference.prompt);
  });

  test("of a long answer the first sentence is kept, all on one line", () => {
    expect(shortAnswer("A dog.\nIt runs.")).toBe("A dog. It runs.");
    expect(shortAnswer(`A dog runs at 3.5 m/s. ${"It is brown. ".repeat(20)}`)).toBe("A dog runs at 3.5 m/s.");
    const unfinished = "a dog and ".repeat(20).trim();
    expect(shortAnswer(unfinished)).toBe(unfinished);
  });
});
