/** The photos that came with the program: those in the repository, and how they become a folder of a library. */
import { readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addSamples, followSamples } from "../../../main/engine/samples.ts";
import { programPaths } from "../../../main/paths.ts";
import { examples } from "../../../renderer/examples.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { temporaryFolder } from "./support.ts";

const { samples } = programPaths(join(import.meta.dirname, "..", "..", "..", "out", "main"));
const files = readdirSync(samples);
const photos = files.filter((name) => name.endsWith(".jpg"));

test("each of them has its credits, they are small, and there are those of the examples", () => {
  const credits = readFileSync(join(samples, "CREDITS.txt"), "utf8");
  expect(credits.match(/^\S+\.jpg$/gm)).toEqual(photos);
  const licence = /^ {2}\S.*, (public domain|CC0 1\.0|CC BY 2\.0|CC BY 4\.0|CC BY-SA 4\.0), from (GCompris|Lomiri wallpapers|Palapeli)$/gm;
  expect(credits.match(licence)).toHaveLength(photos.length);
  expect(files).toHaveLength(photos.length + 1);
  expect(files.reduce((bytes, name) => bytes + statSync(join(samples, name)).size, 0)).toBeLessThan(3_000_000);
  for (const { photo } of examples) expect(photos).toContain(photo);
});

test("they are a folder of the library that is known as theirs, and no other is", async () => {
  const world = createWorld(goodFiles(2));
  expect(await world.indexer.addFolder(temporaryFolder())).toMatchObject({ samples: false });
  expect(await addSamples(world.folder, world.library, world.indexer.addFolder)).toMatchObject({ path: world.folder, samples: true });
  expect(world.library.folders.list().map(({ samples }) => samples)).toEqual([false, true]);
});

test("a program without them says so", async () => {
  const { library, indexer } = createWorld({});
  for (const nowhere of [undefined, join(temporaryFolder(), "Samples")])
    await expect(addSamples(nowhere, library, indexer.addFolder)).rejects.toMatchObject({ code: "samples-missing" });
  expect(library.folders.list()).toEqual([]);
});

test("they are followed to where the program lies now, unless they are where they were, or the library has that place", async () => {
  const world = createWorld(goodFiles(2));
  const other = temporaryFolder();
  await addSamples(world.folder, world.library, world.indexer.addFolder);
  await indexAll(world);
  followSamples(other, world.library);
  expect(world.library.folders.list()).toMatchObject([{ path: world.folder }]);
  const now = join(temporaryFolder(), "Samples");
  renameSync(world.folder, now);
  await world.indexer.addFolder(other);
  followSamples(other, world.library);
  expect(world.library.folders.list()).toMatchObject([{ path: world.folder }, { path: other }]);
  followSamples(now, world.library);
  expect(world.library.folders.list()).toMatchObject([{ path: now, samples: true, photos: 2 }, { path: other }]);
});
