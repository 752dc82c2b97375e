/** The stage of captions: after photos were read, resumable, and never of two captioners at once. */
import { expect, test } from "vitest";
import { AppError } from "../../contract/errors.ts";
import { captionPhoto } from "../../main/engine/caption.ts";
import { captionNow } from "../../main/engine/caption-photos.ts";
import { createWorld, goodFiles, indexAll, type World } from "./store/indexing.ts";
import { expectSums, idOf, write } from "./store/support.ts";

const captioner = { key: "words", captions: 3 };
const key = "double words";

function createCaptionWorld(...input: Parameters<typeof createWorld>): World {
  return Object.assign(createWorld(...input), { captioner });
}

/** The photos by their number, newest first: the order of the grid. */
function numbers({ library }: World): number[] {
  return library.photos.list({}, 0, 1000).photos.map(({ name }) => Number.parseInt(name, 10));
}

test("photos are captioned once all are read, newest first, each with its mean vector", async () => {
  const world = createCaptionWorld(goodFiles(10));
  const states: string[] = [];
  world.beforeCaptions = () => void states.push(world.indexer.status().state);
  await indexAll(world);
  expect(world.captioned).toEqual(numbers(world));
  expect(new Set(states)).toEqual(new Set(["captioning"]));
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 10, stages: { captions: { done: 10, waiting: 0 } } });
  const photo = idOf(world.library, "7.jpg");
  // method.md, library: t_c is the mean of the captions' unit vectors, normalised. The nearest to it comes first.
  expect(world.library.captions.of(photo, key)).toEqual(["the 7", "the 7", "a 7"]);
  const { photos, embeddings } = world.library.vectors.load(key, "captions");
  expect(photos).toHaveLength(10);
  expect(embeddings[0]).toBeCloseTo(1 / Math.sqrt(5));
  expect(embeddings[1]).toBeCloseTo(2 / Math.sqrt(5));
  expect(world.said.sort((a, b) => a - b)).toEqual(photos);
});

test("a photo that waits for captions knows its place", async () => {
  const world = createCaptionWorld(goodFiles(3));
  world.beforeCaptions = () => world.indexer.pause();
  await indexAll(world);
  const places = () => numbers(world).map((name) => world.library.captions.place(idOf(world.library, `${name}.jpg`)));
  expect(places()).toEqual([null, 1, 2]);
  world.beforeCaptions = () => {};
  world.indexer.resume();
  await world.indexer.idle();
  expect(places()).toEqual([null, null, null]);
});

test("the mean of a photo's captions has unit length, and says how alike they are", async () => {
  const vectors = { same: [1, 0], other: [0, 1] };
  const of = (...captions: (keyof typeof vectors)[]) =>
    captionPhoto(
      new Uint8Array(12),
      {
        captionImages: async () => ({ captions: [captions] }),
        encodeTexts: async () => captions.map((caption) => ({ vector: Float32Array.from(vectors[caption]), leftOut: "" })),
      },
      { soon: false },
    );
  expect(await of("same", "same")).toEqual({ captions: ["same", "same"], embedding: Float32Array.of(1, 0), norm: 1 });
  const { norm, embedding } = await of("same", "other");
  expect(norm).toBeCloseTo(Math.SQRT1_2);
  expect([...embedding]).toEqual([expect.closeTo(Math.SQRT1_2), expect.closeTo(Math.SQRT1_2)]);
  await expect(of()).rejects.toMatchObject({ code: "model-failed" });
});

test("a pack without captioner has no such stage", async () => {
  const world = createWorld(goodFiles(2));
  await indexAll(world);
  expect(world.captioned).toEqual([]);
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 2 });
  const { stages, captions } = world.library.photos.detail(idOf(world.library, "0.jpg"));
  expect(stages.map(({ stage }) => stage)).toEqual(["decode", "look"]);
  expect(captions).toEqual([]);
});

test("what could not be read is not captioned, and the counts still add up", async () => {
  const world = createCaptionWorld({ ...goodFiles(2), "a.jpg": "damaged", "b.jpg": "tiny", "c.jpg": "poison" });
  await indexAll(world);
  expect(world.indexer.status().stages.captions).toEqual({ done: 2, waiting: 0, failed: 0, skipped: 3 });
  write(world.folder, "a.jpg", "repaired 5");
  world.indexer.rescan();
  await world.indexer.idle();
  expect(world.indexer.status().stages.captions).toEqual({ done: 3, waiting: 0, failed: 0, skipped: 2 });
});

test("of a photo over which the captioner crashes the captions fail after three tries; the rest is finished", async () => {
  const world = createCaptionWorld({ ...goodFiles(3), "bad.jpg": "unsayable" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 4, failed: 0, stages: { captions: { done: 3, failed: 1 } } });
  expect(world.library.stages.failures(0, 9)).toMatchObject([
    { photo: idOf(world.library, "bad.jpg"), stage: "captions", code: "model-crashed", tries: 3 },
  ]);
  expect(world.indexer.retryFailed()).toBe(1);
  await world.indexer.idle();
  expect(world.captioned.filter((pixel) => pixel === 254)).toHaveLength(6);
});

test("a captioner that does not work at all holds the index up and blames no photo", async () => {
  const world = createCaptionWorld(goodFiles(3));
  world.beforeCaptions = () => {
    world.loadError = new AppError("model-failed", "The captioner cannot be opened.", "Choose another pack.");
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ pausedBy: "models", ready: 3, stages: { captions: { waiting: 3, failed: 0 } } });
  world.loadError = undefined;
  world.beforeCaptions = () => {};
  world.indexer.resume();
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ state: "idle", stages: { captions: { done: 3 } } });
});

test("no captions are written while the user wants none; wanted again, the rest follow", async () => {
  const world = createCaptionWorld(goodFiles(6));
  const want = (captions: boolean) => {
    world.library.settings.setUser({ captions });
    world.indexer.followSettings();
  };
  world.beforeCaptions = () => {
    if (world.captioned.length === 2) want(false);
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 6, stages: { captions: { waiting: 4 } } });
  world.beforeCaptions = () => {};
  want(true);
  want(false);
  want(true);
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ state: "idle", stages: { captions: { done: 6, waiting: 0 } } });
});

test("a pause holds after the photo in hand; resume goes on, also in the next program, with what is left", async () => {
  const world = createCaptionWorld(goodFiles(6));
  world.beforeCaptions = () => {
    if (world.captioned.length === 2) world.indexer.pause();
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "paused", pausedBy: "user", stages: { captions: { done: 2, waiting: 4 } } });
  await world.indexer.close();
  const later = createCaptionWorld({}, world);
  later.indexer.resume();
  await later.indexer.idle();
  expect([...world.captioned, ...later.captioned]).toEqual(numbers(world));
});

test("a photo in hand when the program ended is captioned by the next one", async () => {
  const world = createCaptionWorld(goodFiles(3));
  const reached = Promise.withResolvers<void>();
  world.beforeCaptions = () => {
    if (world.captioned.length < 2) return;
    reached.resolve();
    return new Promise((_, reject) => setImmediate(() => reject(new AppError("closed", "The connection was closed."))));
  };
  await world.indexer.addFolder(world.folder);
  await reached.promise;
  await world.indexer.close();
  const later = createCaptionWorld({}, world);
  later.indexer.start();
  await later.indexer.idle();
  expect(later.captioned).toEqual(numbers(world).slice(1));
});

test("new photos are read before captions go on", async () => {
  const world = createCaptionWorld(goodFiles(3));
  const captionedWhileReading = new Set<number>();
  world.beforeBatch = async () => {
    if (world.captioned.length === 0) return;
    await expect.poll(() => world.library.stages.counts().stages.captions.done).toBe(1);
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    captionedWhileReading.add(world.captioned.length);
  };
  world.beforeCaptions = async () => {
    if (world.captioned.length > 1) return;
    write(world.folder, "50.jpg", "good 50");
    world.indexer.rescan();
    await expect.poll(() => world.library.stages.counts().found).toBe(4);
  };
  await indexAll(world);
  expect([...captionedWhileReading]).toEqual([1]);
  expect(world.captioned).toHaveLength(4);
});

test("a query goes before the next photo", async () => {
  const world = createCaptionWorld(goodFiles(4));
  const query = Promise.withResolvers<void>();
  world.beforeCaptions = () => {
    if (world.captioned.length === 1) world.indexer.holdFor(query.promise);
  };
  await world.indexer.addFolder(world.folder);
  await expect.poll(() => world.library.stages.counts().stages.captions.done).toBe(1);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(world.captioned).toHaveLength(1);
  query.resolve();
  await world.indexer.idle();
  expect(world.captioned).toHaveLength(4);
});

test("captions of two captioners stay apart, and those that are there are not made again", async () => {
  const world = createCaptionWorld(goodFiles(3));
  await indexAll(world);
  await world.indexer.close();
  const second = Object.assign(createWorld({}, world), { captioner: { key: "other", captions: 3 } });
  second.beforeCaptions = () => second.indexer.pause();
  second.indexer.start();
  await second.indexer.idle();
  expect(second.indexer.status().stages.captions).toMatchObject({ done: 1, waiting: 2 });
  expect(world.library.vectors.load("double other", "captions").photos).toHaveLength(1);
  expect(world.library.vectors.load(key, "captions").photos).toHaveLength(3);
  await second.indexer.close();
  const again = createCaptionWorld({}, world);
  again.indexer.resume();
  await again.indexer.idle();
  expect(again.captioned).toEqual([]);
  expect(again.indexer.status().stages.captions).toMatchObject({ done: 3, waiting: 0 });
  expectSums(world.library);
});

test("a photo that is asked for has its captions at once, and keeps them", async () => {
  const world = createCaptionWorld(goodFiles(3));
  world.beforeCaptions = () => world.indexer.pause();
  await indexAll(world);
  const photo = idOf(world.library, `${numbers(world)[2]}.jpg`);
  const asked: boolean[] = [];
  const info = { image: { side: 2, resize: "squash" }, captioner: null } as const;
  const decode = async () => ({ pixels: new Uint8Array(12).fill(9), thumbnail: null, width: 2, height: 2, metadata: {} as never });
  const models = {
    captionImages: async ({ soon = false }) => {
      asked.push(soon);
      return { captions: [["a 9"]] };
    },
    encodeTexts: async () => [{ vector: new Float32Array([1, 0]), leftOut: "" }],
  };
  const parts = { library: world.library, decoders: { decode }, models, info, key, onCaptions: () => {} };
  expect(await captionNow(photo, parts)).toEqual(["a 9"]);
  expect(await captionNow(photo, parts)).toEqual(["a 9"]);
  expect(asked).toEqual([true]);
  await expect(captionNow(999, parts)).rejects.toMatchObject({ code: "photo-unknown" });
  world.indexer.resume();
  await world.indexer.idle();
  expect(world.captioned).toHaveLength(2);
});
