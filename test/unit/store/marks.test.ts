/** Stars, flags and labels: set on many photos at once, taken back, and kept through moves and edits of files. */
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Library } from "../../../main/engine/store/db.ts";
import { eraseFolder, idOf, names, noMetadata, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

async function libraryOf(...files: string[]): Promise<{ library: Library; folder: string }> {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  for (const name of files) write(folder, name);
  await scanInto(library, folder);
  return { library, folder };
}

const marksOf = (library: Library, name: string) => {
  const { stars, flag, label } = library.photos.get(idOf(library, name));
  return { stars, flag, label };
};

test("marks are set on many photos, one kind at a time, and taken away", async () => {
  const { library } = await libraryOf("a.jpg", "b.jpg", "c.jpg");
  const [a, b] = [idOf(library, "a.jpg"), idOf(library, "b.jpg")];
  library.marks.set([a, b, 999], { stars: 4, flag: "pick" });
  library.marks.set([b], { label: "green", flag: null });
  expect(marksOf(library, "a.jpg")).toEqual({ stars: 4, flag: "pick", label: null });
  expect(marksOf(library, "b.jpg")).toEqual({ stars: 4, flag: null, label: "green" });
  expect(marksOf(library, "c.jpg")).toEqual({ stars: null, flag: null, label: null });
});

test("a change is undone photo by photo, and made again", async () => {
  const { library } = await libraryOf("a.jpg", "b.jpg");
  const [a, b] = [idOf(library, "a.jpg"), idOf(library, "b.jpg")];
  library.marks.set([a], { stars: 2, label: "red" });
  const undo = library.marks.set([a, b], { stars: 5 });
  const redo = undo();
  expect([marksOf(library, "a.jpg").stars, marksOf(library, "b.jpg").stars]).toEqual([2, null]);
  redo();
  expect([marksOf(library, "a.jpg"), marksOf(library, "b.jpg").stars]).toEqual([{ stars: 5, flag: null, label: "red" }, 5]);
});

test("the user's stars stand before the file's, also none at all", async () => {
  const { library } = await libraryOf("a.jpg", "b.jpg");
  for (const name of ["a.jpg", "b.jpg"]) {
    const decoded = { width: 3, height: 2, metadata: { ...noMetadata, rating: 3 }, thumbnail: null };
    library.vectors.putDecoded([{ photo: idOf(library, name), decoded }]);
  }
  library.marks.set([idOf(library, "a.jpg")], { stars: 0 });
  const found = library.photos.list({ minRating: 3 }, 0, 9).photos;
  expect(found).toMatchObject([{ name: "b.jpg", rating: 3, stars: null }]);
  expect(library.photos.list({ maxRating: 0 }, 0, 9).photos).toMatchObject([{ name: "a.jpg", rating: 3, stars: 0 }]);
});

test("marks stay when a file is renamed, goes away and comes back", async () => {
  const { library, folder } = await libraryOf("a.jpg", "b.jpg");
  library.marks.set([idOf(library, "a.jpg")], { stars: 5 });
  renameSync(join(folder, "a.jpg"), join(folder, "z.jpg"));
  await scanInto(library, folder);
  expect(marksOf(library, "z.jpg").stars).toBe(5);
  renameSync(join(folder, "z.jpg"), join(temporaryFolder(), "z.jpg"));
  await scanInto(library, folder);
  expect(names(library)).toEqual(["b.jpg"]);
  write(folder, "again.jpg", "a.jpg");
  await scanInto(library, folder);
  expect(marksOf(library, "again.jpg").stars).toBe(5);
});

test("a file that was edited keeps its marks and collections, though it is another photo", async () => {
  const { library, folder } = await libraryOf("a.jpg");
  const before = idOf(library, "a.jpg");
  library.marks.set([before], { flag: "pick" });
  const { id } = library.collections.create("Best", [before]);
  write(folder, "a.jpg", "edited");
  await scanInto(library, folder);
  const after = idOf(library, "a.jpg");
  expect(after).not.toBe(before);
  expect(marksOf(library, "a.jpg").flag).toBe("pick");
  expect(library.collections.get(id)).toMatchObject({ photos: 1, cover: after });
});

test("a RAW's marks go to the photo of RAW and JPEG once the JPEG is there", async () => {
  const { library, folder } = await libraryOf("IMG_1.CR2");
  library.marks.set([idOf(library, "IMG_1.CR2")], { stars: 3 });
  write(folder, "IMG_1.JPG");
  await scanInto(library, folder);
  expect(library.photos.list({}, 0, 9).photos).toMatchObject([{ name: "IMG_1.JPG", stars: 3, hasRaw: true }]);
});

test("photo files are not touched, and what is forgotten is gone", async () => {
  const { library, folder } = await libraryOf("a.jpg");
  library.marks.set([idOf(library, "a.jpg")], { stars: 1, label: "blue" });
  expect(readFileSync(join(folder, "a.jpg"), "utf8")).toBe("a.jpg");
  eraseFolder(library, folder);
  await scanInto(library, folder);
  expect(marksOf(library, "a.jpg")).toEqual({ stars: null, flag: null, label: null });
});
