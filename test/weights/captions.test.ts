/**
 * The product's captioner against captions of `models/training` (PIL and PyTorch in 32 bits): the same photo files must get
 * the same likeliest captions, and nearly the same scores for the first word.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { decoderApi } from "../../contract/decoder.ts";
import { connect } from "../../contract/rpc.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { openGridDecoder } from "../../main/inference/grid-decoder.ts";
import { openImageEncoder } from "../../main/inference/image-encoder.ts";
import { readPack } from "../../main/inference/pack.ts";
import { greedy } from "../../main/inference/sampling.ts";
import { laneThreads } from "../../main/inference/start-lane.ts";

const root = join(import.meta.dirname, "../..");
const data = join(root, "../shared/data");
const built = join(root, "out/main");
const referenceFile = join(import.meta.dirname, "starter-captions.json");
/** The pack rounds its numbers: scores move a little, and now and then a word. Measured: .013, and all captions alike. */
const mostDifference = 0.1;
const leastEqual = 0.9;

const referenceSchema = z.object({
  photos: z.array(z.object({ file: z.string(), caption: z.string(), first: z.array(z.object({ id: z.number(), logit: z.number() })) })),
});

const missing = [referenceFile, join(built, "decoder.js"), data].find((path) => !existsSync(path));

test("photo files get the captions of the reference", async (context) => {
  if (missing) return context.skip(`${missing} is not there`);
  const { photos } = referenceSchema.parse(JSON.parse(readFileSync(referenceFile, "utf8")));
  const pack = await readPack(join(root, "models/starter"));
  const { captioner, image } = pack.manifest;
  if (captioner?.kind !== "grid-decoder") return context.skip("the starter pack has no captioner");
  const child = nodeChildren(built)("decoder");
  onTestFinished(() => child.kill());
  const decoder = connect(decoderApi, child.port);
  const startLane = laneThreads(join(built, "lane-thread.js"));
  const images = await openImageEncoder(pack, { provider: "cpu", threads: 2, startLane });
  onTestFinished(() => images.close());
  const write = await openGridDecoder(pack, captioner, images, 0);

  const differences: number[] = [];
  const different: string[] = [];
  for (const { file, caption, first } of photos) {
    const path = new Uint8Array(Buffer.from(join(data, file)));
    const input = { side: image.size, resize: image.resize };
    const { pixels } = await decoder.decode({ source: { path }, image: input, thumbnail: false });
    let scores: Float32Array | undefined;
    const choose = (next: Float32Array) => {
      scores ??= next.slice();
      return greedy(next);
    };
    const [said = ""] = await write(pixels, { count: 1, choose, schedule: (job) => job() });
    for (const { id, logit } of first) differences.push(Math.abs((scores?.[id] ?? Number.NaN) - logit));
    if (said !== caption) different.push(`${file}: "${said}" instead of "${caption}"`);
  }
  const most = Math.max(...differences);
  process.stdout.write(`${photos.length} captions, ${different.length} in other words; scores differ by at most ${most.toFixed(3)}\n`);
  for (const line of different) process.stdout.write(`${line}\n`);
  expect(most).toBeLessThan(mostDifference);
  expect(different.length).toBeLessThanOrEqual(photos.length * (1 - leastEqual));
});
