/** A folder that is removed: hidden at once, whole when it comes back, and erased in the end. */
import { copyFileSync, cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLibrary } from "../../../main/engine/store/db.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { expectSums, finishAll, idOf, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

function leave(library: ReturnType<typeof temporaryLibrary>, folder: string): number {
  const left = library.folders.leave(library.folders.byPath(folder)?.id ?? 0);
  expectSums(library);
  return left;
}

async function libraryWith(...files: string[]) {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  for (const name of files) write(folder, name);
  await scanInto(library, folder);
  finishAll(library);
  return { folder, library };
}

test("it is shown nowhere, and its near-copies are none", async () => {
  const { folder, library } = await libraryWith("a.jpg", "b.jpg");
  const other = temporaryFolder();
  write(other, "c.jpg");
  await scanInto(library, other);
  const [a, c] = [idOf(library, "a.jpg"), idOf(library, "c.jpg")];
  library.nearCopies.replace(new Map([[a, c]]));
  library.collections.create("kept", [a]);
  expect(leave(library, folder)).toBe(2);
  expect(names(library)).toEqual(["c.jpg"]);
  expect(library.photos.get(c).copies).toBe(1);
  expect(library.vectors.load("pack").photos).toEqual([]);
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 0, waiting: 1 });
  expect(library.collections.list()).toMatchObject([{ name: "kept", photos: 0 }]);
  expect(library.folders.list().map(({ path }) => path)).toEqual([other]);
  expect(library.folders.leaving()).toMatchObject([{ path: folder, photos: 2 }]);
});

test("a copy in another folder stands for the photo meanwhile", async () => {
  const { folder, library } = await libraryWith("a.jpg");
  const other = temporaryFolder();
  copyFileSync(join(folder, "a.jpg"), join(other, "copy.jpg"));
  await scanInto(library, other);
  expect(leave(library, folder)).toBe(0);
  expect(names(library)).toEqual(["copy.jpg"]);
  await scanInto(library, folder);
  expect(names(library)).toEqual(["a.jpg"]);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 1 });
});

test("added again it has its marks and vectors, and what was missing before is missing still", async () => {
  const { folder, library } = await libraryWith("a.jpg", "b.jpg");
  library.marks.set([idOf(library, "a.jpg")], { stars: 4 });
  rmSync(join(folder, "b.jpg"));
  await scanInto(library, folder);
  leave(library, folder);
  library.folders.add(Buffer.from(folder));
  expectSums(library);
  expect(names(library)).toEqual(["a.jpg"]);
  const a = idOf(library, "a.jpg");
  expect(library.vectors.load("pack").photos).toEqual([a]);
  expect(library.photos.get(a)).toMatchObject({ stars: 4 });
  expect(library.folders.leaving()).toEqual([]);
});

test("a folder in it, or around it, that is added meanwhile keeps what it had", async () => {
  const { folder, library } = await libraryWith("2023/a.jpg", "2024/b.jpg");
  leave(library, folder);
  await scanInto(library, join(folder, "2024"));
  expect(names(library)).toEqual(["b.jpg"]);
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 1 });
  expect(library.folders.leaving()).toMatchObject([{ path: folder, photos: 1 }]);
  leave(library, join(folder, "2024"));
  await scanInto(library, folder);
  expect(library.folders.list()).toMatchObject([{ path: folder, photos: 2 }]);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2 });
  expect(library.folders.leaving()).toEqual([]);
});

test("what is left is erased at the next start, and nothing else", async () => {
  const { folder, library } = await libraryWith("a.jpg", "b.jpg");
  const other = temporaryFolder();
  copyFileSync(join(folder, "a.jpg"), join(other, "copy.jpg"));
  await scanInto(library, other);
  leave(library, folder);
  library.beginErasing();
  expect(library.folders.leaving()).toEqual([]);
  while (library.eraseNext()) expect(names(library)).toEqual(["copy.jpg"]);
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 3, ready: 1, waiting: 1 });
});

test("nothing is erased after a crash: it can be taken back until the program is closed", async () => {
  const { folder, library } = await libraryWith("a.jpg");
  leave(library, folder);
  const left = temporaryFolder();
  cpSync(library.folder, left, { recursive: true });
  const again = openLibrary(left);
  again.beginErasing();
  expect(again.folders.leaving()).toMatchObject([{ path: folder, photos: 1 }]);
  expect(again.eraseNext()).toBe(false);
  again.close();
  const closed = openLibrary(left);
  closed.beginErasing();
  expect(closed.folders.leaving()).toEqual([]);
  expect(closed.eraseNext()).toBe(true);
  closed.close();
});

test("the index reads nothing twice when a removed folder comes back, even while its drive is away", async () => {
  const world = createWorld(goodFiles(5));
  await indexAll(world);
  expect(await world.indexer.forgetFolder(world.folder, false)).toBe(5);
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ found: 0, folders: [], leaving: [{ path: world.folder, photos: 5 }] });
  const away = `${world.folder}-away`;
  renameSync(world.folder, away);
  await world.indexer.addFolder(world.folder);
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ ready: 5, folders: [{ reachable: false, awaySince: expect.any(Number) }], leaving: [] });
  renameSync(away, world.folder);
  world.indexer.rescan();
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ ready: 5, folders: [{ reachable: true, awaySince: null }] });
  expect(world.decoded).toHaveLength(5);
});

test("erased at once, before or after it was removed, it is read anew", async () => {
  const world = createWorld(goodFiles(2));
  await indexAll(world);
  await world.indexer.forgetFolder(world.folder, false);
  expect(await world.indexer.forgetFolder(world.folder, true)).toBe(2);
  expect(world.indexer.status()).toMatchObject({ folders: [], leaving: [] });
  await indexAll(world);
  expect(world.decoded).toHaveLength(4);
});
