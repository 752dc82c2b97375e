/** Photos that were gone and that the user took out: hidden at once, as they were when brought back, and erased in the end. */
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { expectSums, finishAll, idOf, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const away = 30;
const gone = (library: Library) => library.folders.list().map((folder) => folder.gone);
const taken = [{ asked: 0, kept: 0, takenOut: away }];

interface Taken {
  library: Library;
  folder: string;
  id: number;
  /** Of the photo that has all that a photo can have */
  noted: number;
}

/** So many photos that are gone, one of which has stars, a caption and a collection, and one that stays */
async function goneLibrary(): Promise<Taken> {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  write(folder, "stays.jpg");
  for (let index = 0; index < away; index++) write(folder, `trip/${index}.jpg`);
  await scanInto(library, folder);
  finishAll(library);
  const noted = idOf(library, "7.jpg");
  library.marks.set([noted], { stars: 4, label: "red" });
  library.captions.put("captions", { photo: noted, captions: ["a dog"], embedding: new Float32Array([1, 0]), norm: 0.9 });
  library.collections.create("kept", [noted]);
  rmSync(join(folder, "trip"), { recursive: true });
  await scanInto(library, folder);
  return { library, folder, id: library.folders.byPath(folder)?.id ?? 0, noted };
}

/** As every user of the library sees it */
function expectAll({ library, noted }: Pick<Taken, "library" | "noted">): void {
  expectSums(library);
  expect(names(library)).toHaveLength(away + 1);
  expect(library.photos.get(noted)).toMatchObject({ stars: 4, label: "red", reachable: false });
  expect(library.captions.of(noted, "captions")).toEqual(["a dog"]);
  expect(library.collections.list()).toMatchObject([{ name: "kept", photos: 1, cover: noted }]);
  expect(library.vectors.load("pack").photos).toHaveLength(away + 1);
  expect(library.vectors.load("captions", "captions").photos).toEqual([noted]);
}

function expectNone({ library }: Pick<Taken, "library">): void {
  expectSums(library);
  expect(names(library)).toEqual(["stays.jpg"]);
  expect(library.collections.list()).toMatchObject([{ name: "kept", photos: 0 }]);
  expect(library.vectors.load("pack").photos).toHaveLength(1);
  expect(library.photos.count({ exact: ["dog"] })).toBe(0);
}

function eraseAll(library: Library): void {
  while (library.eraseNext()) expectSums(library);
}

test("brought back they have all that they had, and are asked for, or kept, as before", async () => {
  const all = await goneLibrary();
  const { library, folder, id } = all;
  library.files.takeOutGone(id);
  expect(gone(library)).toEqual(taken);
  expectNone(all);
  library.files.bringBackGone(id);
  expect(gone(library)).toEqual([{ asked: away, kept: 0, takenOut: 0 }]);
  expectAll(all);
  library.files.keepGone(id);
  library.files.takeOutGone(id);
  await scanInto(library, folder);
  expect(gone(library)).toEqual(taken);
  library.files.bringBackGone(id);
  expect(gone(library)).toEqual([{ asked: 0, kept: away, takenOut: 0 }]);
  expectAll(all);
});

test("what was found again meanwhile stays as it is, and is not erased", async () => {
  const { library, folder, id } = await goneLibrary();
  library.files.takeOutGone(id);
  write(folder, "trip/7.jpg");
  await scanInto(library, folder);
  expect(gone(library)).toEqual([{ asked: 0, kept: 0, takenOut: away - 1 }]);
  library.erasing.begin(id);
  eraseAll(library);
  expect(names(library)).toEqual(["7.jpg", "stays.jpg"]);
  expect(library.photos.get(idOf(library, "7.jpg"))).toMatchObject({ stars: 4, reachable: true });
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2 });
});

test("after a crash they can be brought back still; at the next start they are erased", async () => {
  const { library, id, noted } = await goneLibrary();
  library.files.takeOutGone(id);
  const left = temporaryFolder();
  cpSync(library.folder, left, { recursive: true });
  const crashed = openLibrary(left);
  onTestFinished(() => crashed.close());
  crashed.beginErasing();
  expect(crashed.eraseNext()).toBe(false);
  expect(gone(crashed)).toEqual(taken);
  crashed.files.bringBackGone(id);
  expectAll({ library: crashed, noted });
  crashed.files.takeOutGone(id);
  crashed.close();

  const next = openLibrary(left);
  onTestFinished(() => next.close());
  next.beginErasing();
  expect(gone(next)).toEqual([{ asked: 0, kept: 0, takenOut: 0 }]);
  next.files.bringBackGone(id);
  expectNone({ library: next });
  eraseAll(next);
  expect(next.photos.takenAt(noted)).toBe(0);
  expect(next.folders.rows()).toMatchObject([{ erasing: false }]);
});

test("what is taken out, or the whole folder, while others are erased can come back", async () => {
  const { library, folder, id } = await goneLibrary();
  for (let index = 0; index < 25; index++) write(folder, `later/${index}.jpg`);
  await scanInto(library, folder);
  library.files.takeOutGone(id);
  library.erasing.begin(id);
  rmSync(join(folder, "later"), { recursive: true });
  await scanInto(library, folder);
  library.files.takeOutGone(id);
  library.folders.leave(id);
  eraseAll(library);
  expect(library.folders.leaving()).toMatchObject([{ path: folder, photos: 1 }]);
  library.folders.add(Buffer.from(folder));
  expect(gone(library)).toEqual([{ asked: 0, kept: 0, takenOut: 25 }]);
  library.files.bringBackGone(id);
  expect(names(library)).toHaveLength(26);
  expectSums(library);
});

test("a RAW whose JPEG is brought back belongs to it again", async () => {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  for (let index = 0; index < 20; index++) for (const ending of ["jpg", "dng"]) write(folder, `${index}.${ending}`);
  await scanInto(library, folder);
  for (let index = 0; index < 20; index++) rmSync(join(folder, `${index}.jpg`));
  await scanInto(library, folder);
  const [before, photo] = [library.stages.counts(), idOf(library, "7.dng")];
  const id = library.folders.byPath(folder)?.id ?? 0;
  library.files.takeOutGone(id);
  expect(idOf(library, "7.dng")).not.toBe(photo);
  library.files.bringBackGone(id);
  expectSums(library);
  expect(library.stages.counts()).toEqual(before);
  expect(idOf(library, "7.dng")).toBe(photo);
});

test("the index reads none of them again after they are brought back, and all after they were erased at once", async () => {
  const world = createWorld(goodFiles(25));
  write(world.folder, "stays.jpg", "good stays");
  await indexAll(world);
  const elsewhere = join(temporaryFolder(), "elsewhere");
  mkdirSync(elsewhere);
  const move = async (from: string, to: string) => {
    for (const name of readdirSync(from)) if (name !== "stays.jpg") renameSync(join(from, name), join(to, name));
    world.indexer.rescan();
    await world.indexer.idle();
  };
  await move(world.folder, elsewhere);
  await world.indexer.settleGone(world.folder, "take-out");
  expect(world.indexer.status()).toMatchObject({ found: 1, folders: [{ gone: { takenOut: 25 } }] });
  await world.indexer.settleGone(world.folder, "bring-back");
  expect(world.indexer.status()).toMatchObject({ found: 26, ready: 26, folders: [{ gone: { asked: 25, takenOut: 0 } }] });
  await move(elsewhere, world.folder);
  expect(world.decoded).toHaveLength(26);
  await move(world.folder, elsewhere);
  await world.indexer.settleGone(world.folder, "erase");
  expect(world.indexer.status()).toMatchObject({ found: 1, folders: [{ gone: { asked: 0, takenOut: 0 } }] });
  await move(elsewhere, world.folder);
  expect(world.indexer.status()).toMatchObject({ found: 26, ready: 26 });
  expect(world.decoded).toHaveLength(51);
});
