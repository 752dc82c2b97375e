/** The pixels of the index lie in a file that decoders write and the inference process reads. */
import { existsSync, openSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { createDecoders } from "../../main/engine/decoders.ts";
import { openPixelFile } from "../../main/engine/pixel-file.ts";

const root = join(import.meta.dirname, "../..");
const starter = join(root, "models/starter");
const built = join(root, "out/main");
const side = 260;

const gradient = Buffer.from(Array.from({ length: 90 * 60 * 3 }, (_, index) => (index * 7) % 256));
const jpeg = new Uint8Array(
  await sharp(gradient, { raw: { width: 90, height: 60, channels: 3 } })
    .jpeg()
    .toBuffer(),
);
const photo = { source: { bytes: jpeg, name: "a.jpg" }, image: { side, resize: "squash" as const } };

function decodersWith(slots: number, pixelFile = openPixelFile()) {
  const start = nodeChildren(built, pixelFile);
  const decoders = createDecoders({ start, slots, processes: 1 });
  onTestFinished(() => decoders.close());
  return { start, decoders };
}

test("a slot is used again once it was freed; without a free one the pixels come as bytes", async () => {
  const { decoders } = decodersWith(1);
  const first = await decoders.decodeAhead(photo);
  expect(first.pixels).toBe(0);
  expect((await decoders.decodeAhead(photo)).pixels).toHaveLength(3 * side * side);
  decoders.free(first.pixels);
  expect((await decoders.decodeAhead(photo)).pixels).toBe(0);
});

test("a slot is free again when its file was none, or nobody waits for it any more", async () => {
  const { decoders } = decodersWith(1);
  const bad = { ...photo, source: { bytes: new Uint8Array([1, 2, 3]), name: "bad.jpg" } };
  await expect(decoders.decodeAhead(bad)).rejects.toMatchObject({ code: "not-a-picture" });
  const controller = new AbortController();
  const cancelled = decoders.decodeAhead(photo, { signal: controller.signal });
  controller.abort();
  await expect(cancelled).rejects.toMatchObject({ code: "aborted" });
  await decoders.decode(photo);
  expect((await decoders.decodeAhead(photo)).pixels).toBe(0);
});

test("a file that cannot be written, as on a full disk, costs nothing: the pixels come as bytes", async (context) => {
  context.skip(!existsSync("/dev/full"), "there is no /dev/full");
  const { decoders } = decodersWith(1, openSync("/dev/full", "r+"));
  expect((await decoders.decodeAhead(photo)).pixels).toHaveLength(3 * side * side);
});

test("a photo in a slot has the vector of its bytes", async (context) => {
  context.skip(!existsSync(join(starter, "pack.json")), "models/starter is not there");
  const { start, decoders } = decodersWith(2);
  const inference = start("inference");
  onTestFinished(() => inference.kill());
  const models = connect(modelApi, inference.port);
  await models.load({ packFolder: starter });
  const slots = [(await decoders.decodeAhead(photo)).pixels, (await decoders.decodeAhead(photo)).pixels].map(Number);
  const { pixels } = await decoders.decode(photo);
  const { embeddings: ofBytes } = await models.encodeImages({ pixels, count: 1 });
  const { embeddings: ofSlots } = await models.encodeImages({ pixels: slots, count: 2 });
  for (const [index, value] of ofSlots.entries()) expect(value).toBeCloseTo(ofBytes[index % ofBytes.length] ?? Number.NaN, 4);
});
