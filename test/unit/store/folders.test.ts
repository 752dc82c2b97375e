/** Chosen folders: nested ones are one, and a forgotten one leaves nothing behind. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { isInside } from "../../../main/engine/store/folders.ts";
import { eraseFolder, expectSums, finishAll, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

test("a folder inside a chosen one is covered by it", () => {
  const { folders } = temporaryLibrary();
  const photos = folders.add(Buffer.from("/photos"));
  expect(folders.add(Buffer.from("/photos/2024"))).toBe(photos);
  expect(folders.add(Buffer.from("/photos"))).toBe(photos);
  expect(folders.add(Buffer.from("/photos-too"))).not.toBe(photos);
  expect(folders.list().map(({ path, name }) => [path, name])).toEqual([
    ["/photos", "photos"],
    ["/photos-too", "photos-too"],
  ]);
});

test("a folder around chosen ones takes their photos over; nothing is read again", async () => {
  const around = temporaryFolder();
  const library = temporaryLibrary();
  for (const name of ["2023/a.jpg", "2024/b.jpg", "c.jpg"]) write(around, name);
  await scanInto(library, join(around, "2023"));
  await scanInto(library, join(around, "2024"));
  finishAll(library);
  await scanInto(library, around);
  expect(library.folders.list()).toMatchObject([{ path: around, photos: 3 }]);
  expect(library.stages.counts()).toMatchObject({ found: 3, ready: 2, waiting: 1 });
});

test("a forgotten folder leaves nothing behind, except what another folder has too", async () => {
  const [forgotten, kept] = [temporaryFolder(), temporaryFolder()];
  const library = temporaryLibrary();
  for (const name of ["a.jpg", "b.jpg", "edited.jpg", "c.mp4"]) write(forgotten, name);
  copyFileSync(join(forgotten, "a.jpg"), join(kept, "copy of a.jpg"));
  await scanInto(library, forgotten);
  await scanInto(library, kept);
  finishAll(library);
  write(forgotten, "edited.jpg", "edited");
  await scanInto(library, forgotten);
  expect(eraseFolder(library, forgotten)).toBe(2);
  expectSums(library);
  expect(names(library)).toEqual(["copy of a.jpg"]);
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 1 });
  library.close();
  const raw = new Database(join(library.folder, "library.db"), { readonly: true });
  const rows = ["files", "photos", "vectors", "thumbnails"].map((table) => raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  raw.close();
  expect(rows).toEqual([1, 1, 1, 1]);
});

test("nothing of a forgotten folder can be read from the library's files", async () => {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  write(folder, "a name to forget.jpg");
  await scanInto(library, folder);
  await library.backUpIfDue();
  eraseFolder(library, folder);
  for (const name of readdirSync(library.folder)) {
    expect(readFileSync(join(library.folder, name)).includes("a name to forget")).toBe(false);
  }
});

test("a folder that was forgotten can be added again", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "sub"));
  write(folder, "sub/a.jpg");
  const library = temporaryLibrary();
  await scanInto(library, folder);
  eraseFolder(library, folder);
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 1, waiting: 1 });
});

test("inside means below, not beginning with the same letters", () => {
  const inside = (path: string, folder: string) => isInside(Buffer.from(path), Buffer.from(folder));
  expect([inside("/a/b", "/a"), inside("/ab", "/a"), inside("/a", "/a"), inside("/a", "/")]).toEqual([true, false, false, true]);
});
