/** What reading some folders will take: counted and measured beforehand, with nothing left behind. */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Trial } from "../../contract/trial.ts";
import { eraseTrials, tryFolders } from "../../main/engine/trial.ts";
import { createWorld, goodFiles, type World } from "./store/indexing.ts";
import { temporaryFolder, write } from "./store/support.ts";

function tryIn(world: World, folders: string[], signal = new AbortController().signal): AsyncGenerator<Trial> {
  const { decoders, models, captions } = world.doubles;
  return tryFolders(folders, { folder: world.library.folder, hiddenFiles: false, decoders, models, captions, load: models.load }, signal);
}

async function lastOf(trial: AsyncGenerator<Trial>): Promise<Trial> {
  let last: Trial | undefined;
  for await (const news of trial) last = news;
  if (!last) throw new Error("The trial said nothing.");
  return last;
}

const trialsIn = ({ library }: World) => readdirSync(library.folder).filter((name) => name.startsWith("trial-"));

test("photos are counted, twenty of them are tried, and the library knows nothing of it", async () => {
  const world = createWorld({ ...goodFiles(60), "film.mp4": "film", "notes.txt": "text" });
  const trial = await lastOf(tryIn(world, [world.folder]));
  expect(trial).toMatchObject({ folders: [{ path: world.folder, photos: 60, counted: true, problem: null }], tried: 20, done: true });
  expect(trial.bytesPerPhoto).toBeGreaterThan(0);
  expect(trial.secondsPerPhoto).toBeGreaterThan(0);
  expect(trial.captionSecondsPerPhoto).toBeNull();
  expect(trial.freeBytes).toBeGreaterThan(0);
  expect(world.library.stages.counts().found).toBe(0);
  expect(trialsIn(world)).toEqual([]);
});

test("captions are measured where the pack has a captioner", async () => {
  const world = createWorld(goodFiles(5));
  world.captioner = { key: "captioner", captions: 3, image: { side: 2, resize: "squash" } };
  expect((await lastOf(tryIn(world, [world.folder]))).captionSecondsPerPhoto).toBeGreaterThan(0);
  expect(world.captioned).toHaveLength(5);
});

test("the photos that are tried come from all over the folders", async () => {
  const world = createWorld(goodFiles(100));
  const other = temporaryFolder();
  for (let index = 0; index < 100; index++) write(other, `${index}.jpg`, `other ${index}`);
  await lastOf(tryIn(world, [world.folder, other]));
  expect(world.decoded.filter((text) => text.startsWith("good"))).toHaveLength(10);
  expect(world.decoded.filter((text) => text.startsWith("other"))).toHaveLength(10);
});

test("a folder that cannot be read says so, an empty one has no photos, and neither holds up the other", async () => {
  const world = createWorld(goodFiles(3));
  const [empty, none] = [join(temporaryFolder(), "empty"), join(temporaryFolder(), "none")];
  mkdirSync(empty);
  const { folders, tried } = await lastOf(tryIn(world, [empty, none, world.folder]));
  expect(folders).toMatchObject([{ photos: 0, problem: null }, { photos: 0, problem: { code: "folder-missing" } }, { photos: 3 }]);
  expect(tried).toBe(3);
});

test("without models there is a number of photos all the same", async () => {
  const world = createWorld(goodFiles(3));
  const { models } = world.doubles;
  world.doubles.models = { ...models, load: () => Promise.reject(new Error("No pack.")) };
  expect(await lastOf(tryIn(world, [world.folder]))).toMatchObject({ folders: [{ photos: 3 }], secondsPerPhoto: null, done: true });
});

test("cancelled, it ends at once and leaves nothing; what a killed program left is erased", async () => {
  const world = createWorld(goodFiles(40));
  const controller = new AbortController();
  world.beforeBatch = () => controller.abort();
  await expect(lastOf(tryIn(world, [world.folder], controller.signal))).rejects.toMatchObject({ name: "AbortError" });
  expect(trialsIn(world)).toEqual([]);
  mkdirSync(join(world.library.folder, "trial-abc"));
  await eraseTrials(world.library.folder);
  expect(trialsIn(world)).toEqual([]);
});
