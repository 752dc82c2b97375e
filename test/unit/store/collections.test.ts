/** Collections, and the way back from every change of them. */
import { beforeEach, expect, test } from "vitest";
import type { Library } from "../../../main/engine/store/db.ts";
import { idOf, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

let library: Library;
let [a, b, c, d] = [0, 0, 0, 0];

beforeEach(async () => {
  const folder = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]) write(folder, name);
  await scanInto(library, folder);
  [a, b, c, d] = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"].map((name) => idOf(library, name)) as [number, number, number, number];
});

/** The names of its photos, in its order */
function inOrder(name: string): string {
  const ids = library.photos.ordered({ collections: [name] }, "collection");
  return library.photos
    .inOrder(ids)
    .map(({ name }) => name[0])
    .join("");
}

const listed = () => library.collections.list().map(({ name, photos }) => `${name} ${photos}`);

test("a collection has a name, photos in the order they came, and the first as its cover", () => {
  const { id } = library.collections.create("Best", [b, a]);
  library.collections.add(id, [c, a, 999]);
  expect(library.collections.list()).toEqual([{ id, name: "Best", photos: 3, cover: b }]);
  expect(inOrder("best")).toBe("bac");
  library.collections.take(id, [a]);
  expect(inOrder("Best")).toBe("bc");
});

test("no two collections have the same name, whatever the case", () => {
  const { id } = library.collections.create("Österreich", []);
  const other = library.collections.create("Other", []);
  expect(() => library.collections.create("österreich", [])).toThrow(expect.objectContaining({ code: "name-taken" }));
  expect(() => library.collections.rename(other.id, "ÖSTERREICH")).toThrow(expect.objectContaining({ code: "name-taken" }));
  library.collections.rename(id, "österreich");
  expect(listed()).toEqual(["österreich 0", "Other 0"]);
});

test.each([
  ["one to the front", () => [[d], a], "dabc"],
  ["several, in the order given, before one", () => [[d, b], c], "adbc"],
  ["to the end", () => [[a], null], "bcda"],
  ["before one that moves too", () => [[b, c], c], "abcd"],
  ["a stranger: nothing", () => [[999], a], "abcd"],
] as [string, () => [number[], number | null], string][])("photos move: %s", (_, move, expected) => {
  const { id } = library.collections.create("Best", [a, b, c, d]);
  const undo = library.collections.move(id, ...move());
  expect(inOrder("Best")).toBe(expected);
  undo();
  expect(inOrder("Best")).toBe("abcd");
});

test("collections are listed in the user's order", () => {
  const [one, two, three] = ["one", "two", "three"].map((name) => library.collections.create(name, []).id);
  const undo = library.collections.arrange([three ?? 0, one ?? 0]);
  expect(listed()).toEqual(["three 0", "one 0", "two 0"]);
  undo();
  expect(library.collections.list().map(({ id }) => id)).toEqual([one, two, three]);
});

test("everything can be undone and made again", () => {
  const { id, step } = library.collections.create("Best", [a, b]);
  const undoDelete = library.collections.remove(id);
  expect(listed()).toEqual([]);
  const deleteAgain = undoDelete();
  expect([listed(), inOrder("Best")]).toEqual([["Best 2"], "ab"]);
  deleteAgain()();
  const undoAdd = library.collections.add(id, [c]);
  const addAgain = undoAdd();
  expect(inOrder("Best")).toBe("ab");
  addAgain();
  expect(inOrder("Best")).toBe("abc");
  library.collections.rename(id, "Better")();
  expect(listed()).toEqual(["Best 3"]);
  step()();
  expect(inOrder("Best")).toBe("abc");
});

test("a collection that comes back to a name that was taken meanwhile gets a number", () => {
  const undo = library.collections.remove(library.collections.create("Best", [a]).id);
  library.collections.create("Best", []);
  undo();
  expect(
    library.collections
      .list()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["Best", "Best 2"]);
  expect(inOrder("Best 2")).toBe("a");
});

test("a collection that is gone is named", () => {
  expect(() => library.collections.add(7, [a])).toThrow(expect.objectContaining({ code: "collection-unknown" }));
});
