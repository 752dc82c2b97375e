/** Many photos of a folder that are not found at once: kept, until the user says otherwise. */
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Library } from "../../../main/engine/store/db.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { expectSums, finishAll, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const gone = (library: Library) => library.folders.list().map((folder) => folder.gone);

/** So many photos in "trip" and so many beside it, all with vectors */
async function libraryOf(trip: number, others: number): Promise<{ library: Library; folder: string; trip: string }> {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  for (let index = 0; index < trip; index++) write(folder, `trip/${index}.jpg`);
  for (let index = 0; index < others; index++) write(folder, `other ${index}.jpg`);
  await scanInto(library, folder);
  finishAll(library);
  return { library, folder, trip: join(folder, "trip") };
}

test.each([
  ["nineteen are removed", 19, 1, 0, 1],
  ["twenty are asked for", 20, 1, 20, 21],
  ["less than a tenth is removed", 20, 181, 0, 181],
  ["a tenth is asked for", 20, 180, 20, 200],
])("%s", async (_, trip, others, asked, listed) => {
  const { library, folder, trip: away } = await libraryOf(trip, others);
  rmSync(away, { recursive: true });
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked, kept: 0, takenOut: 0 }]);
  expect(names(library)).toHaveLength(listed);
});

test("they stay listed, searched and marked as away, and another scan asks nothing new", async () => {
  const { library, folder, trip } = await libraryOf(30, 1);
  rmSync(trip, { recursive: true });
  await scanInto(library, folder);
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked: 30, kept: 0, takenOut: 0 }]);
  expect(library.vectors.load("pack").photos).toHaveLength(31);
  expect(library.photos.list({}, 0, 100).photos.filter(({ reachable }) => !reachable)).toHaveLength(30);
});

test("kept, they are not asked for again; later ones are", async () => {
  const { library, folder, trip } = await libraryOf(30, 30);
  rmSync(trip, { recursive: true });
  await scanInto(library, folder);
  const [{ id } = { id: 0 }] = library.folders.rows();
  library.files.keepGone(id);
  for (const name of readdirSync(folder).slice(1)) rmSync(join(folder, name));
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked: 29, kept: 30, takenOut: 0 }]);
  library.files.takeOutGone(id);
  expectSums(library);
  expect(gone(library)).toEqual([{ asked: 0, kept: 0, takenOut: 59 }]);
  expect(names(library)).toHaveLength(1);
});

test("what comes back is there again, answered for or not, and nothing of it is read again", async () => {
  const world = createWorld(goodFiles(25));
  write(world.folder, "stays.jpg", "good stays");
  await indexAll(world);
  const away = temporaryFolder();
  const move = (from: string, to: string) => {
    for (const name of readdirSync(from)) if (name !== "stays.jpg") renameSync(join(from, name), join(to, name));
    world.indexer.rescan();
    return world.indexer.idle();
  };
  await move(world.folder, away);
  expect(gone(world.library)).toEqual([{ asked: 25, kept: 0, takenOut: 0 }]);
  await world.indexer.settleGone(world.folder, "keep");
  expect(gone(world.library)).toEqual([{ asked: 0, kept: 25, takenOut: 0 }]);
  await move(away, world.folder);
  expect(gone(world.library)).toEqual([{ asked: 0, kept: 0, takenOut: 0 }]);
  await move(world.folder, away);
  await world.indexer.settleGone(world.folder, "take-out");
  expect(world.indexer.status()).toMatchObject({ found: 1, ready: 1 });
  await move(away, world.folder);
  expect(world.indexer.status()).toMatchObject({ found: 26, ready: 26 });
  expect(world.decoded).toHaveLength(26);
  await expect(world.indexer.settleGone("/never/added", "keep")).rejects.toMatchObject({ code: "folder-unknown" });
});

test("moved within the library they are not gone, and a copy elsewhere stands for one that is", async () => {
  const { library, folder, trip } = await libraryOf(30, 1);
  mkdirSync(join(folder, "2024"));
  renameSync(trip, join(folder, "2024", "trip"));
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked: 0, kept: 0, takenOut: 0 }]);
  const other = temporaryFolder();
  write(other, "copy.jpg", "trip/0.jpg");
  await scanInto(library, other);
  rmSync(join(folder, "2024"), { recursive: true });
  await scanInto(library, folder);
  expect(gone(library)).toEqual([
    { asked: 30, kept: 0, takenOut: 0 },
    { asked: 0, kept: 0, takenOut: 0 },
  ]);
  expect(library.photos.list({}, 0, 100).photos.filter(({ reachable }) => reachable)).toHaveLength(2);
});

test("a RAW whose JPEG is gone and was taken out is a photo of its own", async () => {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  for (let index = 0; index < 20; index++) for (const ending of ["jpg", "dng"]) write(folder, `${index}.${ending}`);
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 40, waiting: 20, skippedBy: { "raw-pair": 20 } });
  for (let index = 0; index < 20; index++) rmSync(join(folder, `${index}.jpg`));
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked: 20, kept: 0, takenOut: 0 }]);
  library.files.takeOutGone(library.folders.rows()[0]?.id ?? 0);
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({ found: 20, waiting: 20, skippedBy: {} });
  expect(names(library).every((name) => name.endsWith(".dng"))).toBe(true);
});
