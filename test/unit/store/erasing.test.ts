/** What was removed is erased in pieces, with the library there for others in between, to the end though programs are killed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../../main/engine/store/db.ts";
import { pieceSize } from "../../../main/engine/store/erasing.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { expectSums, finishAll, idOf, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const removed = 2 * pieceSize + 100;
const removedPath = "/removed";

/** A folder of so many photos that was removed, and one of two photos, of which one is in both. Files are rows alone. */
async function libraryWithRemoved(folder = temporaryFolder()) {
  const [library, other] = [openLibrary(folder), temporaryFolder()];
  onTestFinished(() => library.close());
  for (const name of ["one.jpg", "shared.jpg"]) write(other, name);
  await scanInto(library, other);
  const shared = library.files.find(Buffer.from(join(other, "shared.jpg")))?.fingerprint ?? "";
  const found = Array.from({ length: removed }, (_, index) => ({
    path: Buffer.from(`${removedPath}/secret ${index}.jpg`),
    directory: removedPath,
    name: `secret ${index}.jpg`,
    extension: "jpg",
    kind: "photo" as const,
    bytes: 1,
    modifiedAt: 1 + index,
    fingerprint: index === 0 ? shared : `removed ${index}`,
  }));
  const id = library.folders.add(Buffer.from(removedPath));
  library.files.record(id, found);
  finishAll(library);
  const ids = library.photos.matching({ folders: [removedPath] }) ?? new Set();
  library.collections.create("kept", [...ids, idOf(library, "one.jpg")]);
  expect(ids.size).toBe(removed - 1);
  library.folders.leave(id);
  const left = () => [...ids].filter((id) => library.photos.takenAt(id) > 0).length;
  return { library, left };
}

test("a piece has no more than so many photos, and between two of them the rest of the library is whole and can be written", async () => {
  const { library, left } = await libraryWithRemoved();
  library.beginErasing();
  const lefts = [left()];
  let stars = 0;
  while (library.eraseNext()) {
    lefts.push(left());
    expectSums(library);
    expect(names(library)).toEqual(["one.jpg", "shared.jpg"]);
    expect(library.photos.count({})).toBe(2);
    expect(library.vectors.load("pack").photos).toHaveLength(2);
    expect(library.names.called("secret 699")).toEqual([]);
    expect(library.suggestions.suggest("folder", "removed", 9)).toEqual([]);
    expect(library.collections.list()).toMatchObject([{ photos: 1 }]);
    expect(library.folders.leaving()).toEqual([]);
    library.marks.set([idOf(library, "one.jpg")], { stars: ++stars % 5 });
  }
  // Three pieces of the folder; then photos without a file are looked for among those that are left, and there is no folder any more.
  expect(lefts).toEqual([removed - 1, removed - pieceSize, removed - 2 * pieceSize, 0, 0, 0]);
  expect(library.eraseNext()).toBe(false);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2 });
});

test("a step that names what is erased meanwhile is taken back without it: no other photo has its number", async () => {
  const { library } = await libraryWithRemoved();
  library.beginErasing();
  library.eraseNext();
  const bringBack = library.collections.remove(library.collections.list()[0]?.id ?? 0);
  while (library.eraseNext());
  const folder = temporaryFolder();
  for (const name of ["new.jpg", "newer.jpg"]) write(folder, name);
  await scanInto(library, folder);
  bringBack();
  expect(library.collections.list()).toMatchObject([{ name: "kept", photos: 1, cover: idOf(library, "one.jpg") }]);
});

const killed = `
  import { runnerImport } from "vite";
  const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, "../../../main/engine/store/db.ts"))});
  const library = module.openLibrary(process.argv[1]);
  library.beginErasing();
  library.eraseNext();
  console.log("one piece");
  setInterval(() => {}, 1000);`;

test("killed in the middle, the program goes on at its next start, and nothing of it is seen meanwhile", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const { library } = await libraryWithRemoved(folder);
  library.close();
  const child = spawn(process.execPath, ["--input-type=module", "--eval", killed, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");

  const next = temporaryLibrary(folder);
  next.beginErasing();
  expect(next.folders.leaving()).toEqual([]);
  expect(names(next)).toEqual(["one.jpg", "shared.jpg"]);
  expect(next.files.find(Buffer.from(`${removedPath}/secret 5.jpg`))).toBeUndefined();
  expect(next.files.find(Buffer.from(`${removedPath}/secret 699.jpg`))).toMatchObject({ missing: true });
  while (next.eraseNext()) expectSums(next);
  expect(next.files.find(Buffer.from(`${removedPath}/secret 699.jpg`))).toBeUndefined();
  expect(next.folders.isErasing(Buffer.from(removedPath))).toBe(false);
});

test("the index erases after its start; a folder that is added again meanwhile is read anew", async () => {
  const world = createWorld(goodFiles(5));
  await indexAll(world);
  world.library.marks.set([idOf(world.library, "1.jpg")], { stars: 3 });
  await world.indexer.forgetFolder(world.folder, false);
  world.library.beginErasing();
  expect(world.library.folders.isErasing(Buffer.from(join(world.folder, "below")))).toBe(true);
  world.indexer.start();
  expect(await world.indexer.addFolder(world.folder)).toMatchObject({ path: world.folder, photos: 0 });
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ found: 5, ready: 5 });
  expect(world.library.photos.get(idOf(world.library, "1.jpg"))).toMatchObject({ stars: null });
  expect(world.decoded).toHaveLength(10);
  expectSums(world.library);
});

test("a query goes before the next piece, and what is left when the program ends goes after its next start", async () => {
  const world = createWorld(goodFiles(5));
  await indexAll(world);
  await world.indexer.forgetFolder(world.folder, false);
  const query = Promise.withResolvers<void>();
  world.indexer.holdFor(query.promise);
  const erased = world.indexer.forgetFolder(world.folder, true);
  const closing = world.indexer.close();
  query.resolve();
  await expect(erased).rejects.toMatchObject({ code: "closed" });
  await closing;
  expect(world.library.folders.isErasing(Buffer.from(world.folder))).toBe(true);
  expect(world.library.eraseNext()).toBe(true);
});
