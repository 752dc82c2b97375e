/** Lists of the library: any part of them, their months, folded near-copies, and an order that stays. */
import { beforeEach, expect, test } from "vitest";
import type { EngineHandlers } from "../../../contract/api.ts";
import { listingSchema } from "../../../contract/types.ts";
import { libraryLists } from "../../../main/engine/library-lists.ts";
import { createLists } from "../../../main/engine/lists.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { idOf, noMetadata, scanInto, temporaryFolder, temporaryLibrary, write } from "../store/support.ts";

let library: Library;
let folder: string;
let calls: Pick<EngineHandlers, "photos" | "months" | "idsOf" | "placeOf" | "copiesOf" | "countsWithout">;

/** Six photos, taken in January, February, March of 2024 and of 2025 */
beforeEach(async () => {
  folder = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg"]) write(folder, name);
  await scanInto(library, folder);
  for (const [index, name] of ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg"].entries()) takenAt(name, index);
  calls = libraryLists(library, createLists());
});

function takenAt(name: string, index: number): void {
  const metadata = { ...noMetadata, takenAt: Date.UTC(2024 + Math.floor(index / 3), index % 3, 10) };
  library.vectors.putDecoded([{ photo: idOf(library, name), decoded: { width: 3, height: 2, metadata, thumbnail: null } }]);
}

const ask = (more: object = {}) => ({ ...listingSchema.parse({}), offset: 0, limit: 10, ...more });
const letters = (photos: { name: string }[]) => photos.map(({ name }) => name[0]).join("");

test("any part of a list can be asked for, in several orders", async () => {
  const { list, total, photos } = await calls.photos(ask({ limit: 2 }));
  expect([total, letters(photos)]).toEqual([6, "fe"]);
  expect(letters((await calls.photos(ask({ list, offset: 4 }))).photos)).toBe("ba");
  expect(letters((await calls.photos(ask({ sort: "oldest" }))).photos)).toBe("abcdef");
  library.marks.set([idOf(library, "c.jpg")], { stars: 5 });
  expect(letters((await calls.photos(ask({ sort: "stars" }))).photos)).toBe("cfedba");
});

test("a list stays as it was while photos come and go; a new one has the news", async () => {
  const { list } = await calls.photos(ask({ limit: 1 }));
  write(folder, "new.jpg");
  await scanInto(library, folder);
  takenAt("a.jpg", 20);
  expect(letters((await calls.photos(ask({ list }))).photos)).toBe("fedcba");
  expect((await calls.photos(ask({ list: "list-unknown" }))).total).toBe(7);
});

test("months say where they begin, and fit the list that they are of", async () => {
  const { list, months } = await calls.months(ask());
  expect(months.slice(0, 2)).toEqual([
    { month: "2025-03", offset: 0, photos: 1 },
    { month: "2025-02", offset: 1, photos: 1 },
  ]);
  expect(months.reduce((sum, { photos }) => sum + photos, 0)).toBe(6);
  expect((await calls.photos(ask({ list, offset: months.at(-1)?.offset }))).photos).toMatchObject([{ name: "a.jpg" }]);
  expect((await calls.months(ask({ sort: "name" }))).months).toEqual([]);
});

test("near-copies are one cell; the first in the list stands for them where their leader is filtered out", async () => {
  const [a, b, e, f] = ["a.jpg", "b.jpg", "e.jpg", "f.jpg"].map((name) => idOf(library, name)) as [number, number, number, number];
  library.nearCopies.replace(
    new Map([
      [f, a],
      [e, a],
    ]),
  );
  const all = await calls.photos(ask({ fold: true }));
  expect(letters(all.photos)).toBe("dcba");
  expect(all.photos.at(-1)).toMatchObject({ id: a, copies: 3 });
  const recent = await calls.photos(ask({ fold: true, filter: { from: Date.UTC(2025, 0) } }));
  expect(letters(recent.photos)).toBe("fd");
  expect(letters((await calls.copiesOf({ photo: e })).photos)).toBe("fea");
  expect(await calls.idsOf({ list: recent.list, offset: 0, limit: 1 })).toEqual({ photos: [f] });
  expect(await calls.placeOf({ list: all.list, photo: e })).toEqual({ offset: 3 });
  expect(await calls.placeOf({ list: recent.list, photo: b })).toEqual({ offset: null });
});

test("filters that leave nothing say what each of them takes away", async () => {
  expect(await calls.countsWithout({ filter: { from: Date.UTC(2025, 0), cameras: ["X-T5"] } })).toEqual({
    total: 0,
    without: [
      { value: "date:2025..", photos: 0 },
      { value: "camera:X-T5", photos: 3 },
    ],
  });
});

test("a list that is no longer kept is named", async () => {
  await expect(calls.idsOf({ list: "list-9", offset: 0, limit: 1 })).rejects.toMatchObject({ code: "list-unknown" });
});
