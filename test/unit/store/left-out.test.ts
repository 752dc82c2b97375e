/** Photos that are left out: searched no more, there again with all that was made of them, and erased in the end. */
import { cpSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { pieceSize } from "../../../main/engine/store/erasing.ts";
import { createWorld, goodFiles, indexAll } from "./indexing.ts";
import { expectSums, finishAll, idOf, noMetadata, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

async function libraryOfTwo() {
  const [folder, library] = [temporaryFolder(), temporaryLibrary()];
  for (const name of ["a.jpg", "b.jpg"]) write(folder, name);
  await scanInto(library, folder);
  finishAll(library);
  const [a, b] = [idOf(library, "a.jpg"), idOf(library, "b.jpg")];
  library.captions.put("captions", { photo: a, captions: ["a dog"], embedding: new Float32Array([1, 0]), norm: 0.9 });
  library.vectors.put("old pack", 2, [{ photo: a, decoded: null, embedding: new Float32Array([0, 1]), norm: 1 }]);
  return { library, a, b };
}

/** As the index does it */
function takeBack(library: Library, photo: number): number {
  const back = library.stages.bringBack([photo]);
  library.stages.retryFailed([photo]);
  library.stages.useKey("look", "pack");
  library.stages.useKey("captions", "captions");
  expectSums(library);
  return back;
}

test("nothing of one is searched; taken back it is as it was, for other packs too", async () => {
  const { library, a, b } = await libraryOfTwo();
  const before = [library.stages.counts(), library.vectors.vectorOf(a, "pack"), library.vectors.vectorOf(a, "old pack")];
  expect(library.stages.leaveOut([a])).toBe(1);
  expectSums(library);
  expect(library.vectors.load("pack").photos).toEqual([b]);
  expect(library.vectors.load("captions", "captions").photos).toEqual([]);
  expect([library.photos.count({ has: ["captions"] }), library.photos.count({ exact: ["dog"] })]).toEqual([0, 0]);
  expect(takeBack(library, a)).toBe(1);
  expect([library.stages.counts(), library.vectors.vectorOf(a, "pack"), library.vectors.vectorOf(a, "old pack")]).toEqual(before);
  expect(library.captions.of(a, "captions")).toEqual(["a dog"]);
  expect(takeBack(library, a)).toBe(0);
});

test("it can be taken back after a crash, and from the next start on it is read again", async () => {
  const { library, a } = await libraryOfTwo();
  library.stages.leaveOut([a]);
  const left = temporaryFolder();
  cpSync(library.folder, left, { recursive: true });
  const crashed = openLibrary(left);
  onTestFinished(() => crashed.close());
  crashed.beginErasing();
  expect(crashed.eraseNext()).toBe(false);
  expect(takeBack(crashed, a)).toBe(1);
  expect(crashed.stages.counts()).toMatchObject({ ready: 2 });
  crashed.stages.leaveOut([a]);
  crashed.close();

  const next = openLibrary(left);
  onTestFinished(() => next.close());
  next.beginErasing();
  expect([next.eraseNext(), next.eraseNext()]).toEqual([true, false]);
  expect(next.stages.counts()).toMatchObject({ ready: 1, skippedBy: { "left-out": 1 } });
  expect(takeBack(next, a)).toBe(0);
  expect(next.stages.waiting(9)).toMatchObject([{ photo: a, needsDecode: 1 }]);
});

test("very many are erased in pieces", async () => {
  const library = temporaryLibrary();
  const found = Array.from({ length: pieceSize + 1 }, (_, index) => ({
    path: Buffer.from(`/many/${index}.jpg`),
    directory: "/many",
    name: `${index}.jpg`,
    extension: "jpg",
    kind: "photo" as const,
    bytes: 1,
    modifiedAt: index,
    fingerprint: `${index}`,
  }));
  library.files.record(library.folders.add(Buffer.from("/many")), found);
  finishAll(library);
  const ids = library.photos.ordered({}, "newest");
  expect(library.stages.leaveOut(ids)).toBe(pieceSize + 1);
  library.beginErasing();
  library.close();
  const next = openLibrary(library.folder);
  onTestFinished(() => next.close());
  next.beginErasing();
  expect([next.eraseNext(), next.eraseNext(), next.eraseNext()]).toEqual([true, true, false]);
  expect(next.stages.bringBack(ids)).toBe(0);
});

test("the index reads one that is taken back no second time, and one that could not be read once more", async () => {
  const world = createWorld({ ...goodFiles(3), "damaged.jpg": "damaged" });
  await indexAll(world);
  const [good, damaged] = [idOf(world.library, "1.jpg"), idOf(world.library, "damaged.jpg")];
  const read = world.decoded.length;
  expect(world.library.stages.leaveOut([good, damaged])).toBe(2);
  expect(world.indexer.status()).toMatchObject({ ready: 2, skipped: 2 });
  expect(world.indexer.retryFailed([good, damaged])).toBe(2);
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ ready: 3, failed: 1, skipped: 0 });
  expect(world.decoded.slice(read).filter((text) => text !== "damaged")).toEqual([]);
  expect(world.library.photos.detail(good).metadata).toEqual(noMetadata);
  expectSums(world.library);
});
