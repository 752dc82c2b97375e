/** Tries, failures and what becomes of them. */
import { expect, test } from "vitest";
import type { Library } from "../../../main/engine/store/db.ts";
import { expectSums, finishAll, idOf, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const damaged = { code: "picture-too-large", what: "Too large (420 MP).", data: { size: "420 MP" } } as const;

async function libraryOf(...files: string[]): Promise<Library> {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  for (const name of files) write(folder, name);
  await scanInto(library, folder);
  return library;
}

test("a photo waits until its tries are used up, then has failed with the reason", async () => {
  const library = await libraryOf("a.jpg", "b.jpg");
  const photo = idOf(library, "a.jpg");
  const states = [1, 2, 3].map(() => library.stages.tried(photo, "decode", damaged, 3));
  expect(states).toEqual(["waiting", "waiting", "failed"]);
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({ waiting: 1, failed: 1, stages: { decode: { failed: 1 }, look: { skipped: 1 } } });
  expect(library.stages.failures(0, 10)).toMatchObject([
    {
      photo,
      path: expect.stringMatching(/a\.jpg$/),
      stage: "decode",
      code: damaged.code,
      reason: damaged.what,
      data: damaged.data,
      tries: 3,
    },
  ]);
  expect(library.stages.failures(1, 10)).toEqual([]);
});

test("what failed can be tried again and then succeed", async () => {
  const library = await libraryOf("a.jpg");
  library.stages.tried(idOf(library, "a.jpg"), "decode", damaged, 1);
  expect(library.stages.retryFailed()).toBe(1);
  expect(library.stages.waiting(10)).toMatchObject([{ tries: 0, needsDecode: 1 }]);
  finishAll(library);
  expect(library.stages.counts()).toMatchObject({ ready: 1, failed: 0 });
  expect(library.stages.failures(0, 10)).toEqual([]);
});

test("a photo that is left out is skipped with its reason", async () => {
  const library = await libraryOf("a.jpg");
  library.stages.skip(idOf(library, "a.jpg"), "too-small", "The picture has only 3 x 3 pixels.");
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({ found: 1, skipped: 1, skippedBy: { "too-small": 1 } });
});

test("the newest photos come first", async () => {
  const library = await libraryOf("a.jpg", "b.jpg", "c.jpg");
  const listed = library.photos.list({}, 0, 10).photos.map(({ id }) => id);
  expect(library.stages.waiting(2).map(({ photo }) => photo)).toEqual(listed.slice(0, 2));
});

test("photos in a folder that is away go on waiting without being worked on", async () => {
  const library = await libraryOf("a.jpg");
  const [folder] = library.folders.rows();
  library.folders.setReachable(folder?.id ?? 0, false);
  expect(library.stages.waiting(10)).toEqual([]);
  expect(library.stages.counts()).toMatchObject({ waiting: 1 });
});

test("one photo is tried again, another is left out, and that is taken back", async () => {
  const library = await libraryOf("a.jpg", "b.jpg", "c.jpg");
  const [a, b, c] = ["a.jpg", "b.jpg", "c.jpg"].map((name) => idOf(library, name)) as [number, number, number];
  for (const photo of [a, b]) library.stages.tried(photo, "decode", damaged, 1);
  expect(library.stages.retryFailed([a])).toBe(1);
  expect(library.stages.leaveOut([b, c])).toBe(1);
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({ waiting: 2, failed: 0, skipped: 1, skippedBy: { "left-out": 1 } });
  expect(library.stages.retryFailed([b])).toBe(1);
  expect(library.stages.counts()).toMatchObject({ waiting: 3, skipped: 0 });
});

test("a photo that is ready is left out: nothing that was made of it is searched, until it is tried again", async () => {
  const library = await libraryOf("a.jpg", "b.jpg");
  finishAll(library);
  const [a, b] = ["a.jpg", "b.jpg"].map((name) => idOf(library, name)) as [number, number];
  expect(library.stages.leaveOut([a])).toBe(1);
  expect([library.stages.isLeftOut(a), library.stages.isLeftOut(b)]).toEqual([true, false]);
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({ ready: 1, skippedBy: { "left-out": 1 } });
  expect(library.vectors.load("pack").photos).toEqual([b]);
  expect(library.stages.leaveOut([a])).toBe(0);
  expect(library.stages.retryFailed([a])).toBe(1);
  expect(library.stages.waiting(10).map(({ photo }) => photo)).toEqual([a]);
});
