/** The library as grid, filters and loupe see it. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Filter } from "../../../contract/types.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { finishAll, idOf, noMetadata, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

const day = 24 * 60 * 60 * 1000;

/** Four photos, taken on days 1 to 4. */
async function libraryOfFour(): Promise<{ library: Library; folder: string }> {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  const photos = [
    { name: "Weddings/a.jpg", camera: "Leica Q3", lens: "28mm", rating: 5 },
    { name: "Weddings/Tag 2/b.HEIC", camera: "iPhone 15", lens: null, rating: null },
    { name: "ÜBUNG/c.jpg", camera: "Leica Q3", lens: "28mm", rating: 3 },
    { name: "d.png", camera: null, lens: null, rating: null },
  ];
  for (const { name } of photos) write(folder, name);
  await scanInto(library, folder);
  for (const [index, { name, ...values }] of photos.entries()) {
    const metadata = { ...noMetadata, ...values, takenAt: (index + 1) * day, keywords: ["red", "blue"] };
    const photo = idOf(library, name.split("/").at(-1) ?? "");
    library.vectors.putDecoded([{ photo, decoded: { width: 30, height: 20, metadata, thumbnail: new Uint8Array([9]) } }]);
  }
  return { library, folder };
}

test("photos are listed newest first, a page at a time, with their number", async () => {
  const { library } = await libraryOfFour();
  const page = library.photos.list({}, 1, 2);
  expect(page.total).toBe(4);
  expect(page.photos.map(({ name }) => name)).toEqual(["c.jpg", "b.HEIC"]);
  expect(page.photos[0]).toEqual({
    id: idOf(library, "c.jpg"),
    name: "c.jpg",
    width: 30,
    height: 20,
    takenAt: 3 * day,
    rating: 3,
    extension: "jpg",
    reachable: true,
    hasThumbnail: true,
    failed: false,
    hasRaw: false,
    copies: 1,
    stars: null,
    flag: null,
    label: null,
  });
});

test.each<[string, Filter, string[]]>([
  ["dates, the end excluded", { from: 2 * day, to: 4 * day }, ["b.HEIC", "c.jpg"]],
  ["a folder's name, with all that lies below it", { folders: ["weddings"] }, ["a.jpg", "b.HEIC"]],
  ["a part of a folder's name, which is no name", { folders: ["wedding", "Tag"] }, []],
  ["several names of a path, whichever way the slashes lean", { folders: ["Weddings\\Tag 2/"] }, ["b.HEIC"]],
  ["names that do not follow each other", { folders: ["Weddings/2"] }, []],
  ["a folder in any case of any letters", { folders: ["übung"] }, ["c.jpg"]],
  ["a percent sign, which means itself", { folders: ["%"] }, []],
  ["either camera", { cameras: ["iphone 15", "Leica Q3"] }, ["a.jpg", "b.HEIC", "c.jpg"]],
  ["lens and rating together", { lenses: ["28mm"], minRating: 4 }, ["a.jpg"]],
  ["extensions in any case", { extensions: ["HEIC", "png"] }, ["b.HEIC", "d.png"]],
  ["no stars needed", { minRating: 0 }, ["a.jpg", "b.HEIC", "c.jpg", "d.png"]],
])("filter by %s", async (_, filter, expected) => {
  const { library } = await libraryOfFour();
  const { total, photos } = library.photos.list(filter, 0, 10);
  expect(photos.map(({ name }) => name).sort()).toEqual(expected);
  expect(total).toBe(expected.length);
  const matching = library.photos.matching(filter);
  if (matching) expect([...matching].sort()).toEqual(photos.map(({ id }) => id).sort());
});

test("filter by a whole path: that folder, and not its neighbour with a longer name", async () => {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  for (const name of ["Pictures/a.jpg", "Pictures/in/b.jpg", "Pictures2/c.jpg", "My Pictures/d.jpg"]) write(folder, name);
  await scanInto(library, folder);
  const namesIn = (path: string) =>
    library.photos
      .list({ folders: [path] }, 0, 10)
      .photos.map(({ name }) => name)
      .sort();
  expect(namesIn(join(folder, "Pictures"))).toEqual(["a.jpg", "b.jpg"]);
  expect(namesIn("pictures")).toEqual(["a.jpg", "b.jpg"]);
});

test("an empty filter restricts nothing", async () => {
  const { library } = await libraryOfFour();
  expect([library.photos.matching({}), library.photos.matching({ cameras: [], minRating: 0 })]).toEqual([undefined, undefined]);
});

test("facets are what photos have", async () => {
  const { library } = await libraryOfFour();
  expect(library.photos.facets()).toEqual({
    cameras: ["Leica Q3", "iPhone 15"],
    lenses: ["28mm"],
    extensions: ["heic", "jpg", "png"],
  });
});

test("the loupe gets files, folder, metadata and stages", async () => {
  const { library, folder } = await libraryOfFour();
  const detail = library.photos.detail(idOf(library, "a.jpg"));
  expect(detail).toMatchObject({
    folder: join(folder, "Weddings"),
    files: [{ path: join(folder, "Weddings", "a.jpg"), bytes: 14, present: true, raw: false }],
    metadata: { camera: "Leica Q3", keywords: ["red", "blue"] },
    stages: [
      { stage: "decode", state: "done", code: null, reason: null },
      { stage: "look", state: "waiting", code: null, reason: null },
    ],
  });
});

test("a photo is found by path and by content, and its thumbnail is kept", async () => {
  const { library, folder } = await libraryOfFour();
  const photo = idOf(library, "d.png");
  expect(library.photos.byPath(join(folder, "d.png"))).toBe(photo);
  expect(library.photos.byPath(join(folder, "none.png"))).toBeUndefined();
  expect(library.photos.path(photo).toString()).toBe(join(folder, "d.png"));
  expect([...(library.photos.thumbnail(photo) ?? [])]).toEqual([9]);
  expect(() => library.photos.get(999)).toThrow(expect.objectContaining({ code: "photo-unknown" }));
});

test("vectors come back as they went in, and packs never mix", async () => {
  const { library } = await libraryOfFour();
  finishAll(library, "one");
  const photo = idOf(library, "a.jpg");
  const vector = library.vectors.vectorOf(photo, "one");
  expect(vector?.norm).toBe(photo);
  expect([...(vector?.embedding ?? [])]).toEqual([...new Float32Array([0.6, 0.8])]);
  const { photos, embeddings } = library.vectors.load("one");
  expect([photos.length, embeddings.length]).toEqual([4, 8]);
  expect(library.vectors.load("two").photos).toEqual([]);
  expect(() => library.vectors.put("one", 3, [])).toThrow("have 2 numbers, not 3");
});

test("another pack makes photos wait, going back to the first does not", async () => {
  const { library } = await libraryOfFour();
  finishAll(library, "one");
  library.stages.useKey("look", "two");
  expect(library.stages.counts()).toMatchObject({ ready: 0, waiting: 4 });
  expect(library.stages.waiting(1)).toMatchObject([{ needsDecode: 0 }]);
  library.stages.useKey("look", "one");
  expect(library.stages.counts()).toMatchObject({ ready: 4, waiting: 0 });
});
