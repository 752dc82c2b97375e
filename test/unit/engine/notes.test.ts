/** Undo and redo over all that users note, saved searches, and settings; as the engine's calls. */
import { beforeEach, expect, test } from "vitest";
import type { EngineHandlers } from "../../../contract/api.ts";
import { usualSettings } from "../../../contract/settings.ts";
import { querySchema, type Upload } from "../../../contract/types.ts";
import { createJournal } from "../../../main/engine/journal.ts";
import { createNotes } from "../../../main/engine/notes.ts";
import { createReferences, type References } from "../../../main/engine/references.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { openLibrary } from "../../../main/engine/store/db.ts";
import { idOf, scanInto, temporaryFolder, temporaryLibrary, write } from "../store/support.ts";

let library: Library;
let references: References;
let calls: ReturnType<typeof createNotes>;
let packKey: string;
/** Photos from outside that were read anew */
let read: string[];

beforeEach(async () => {
  const folder = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["a.jpg", "b.jpg"]) write(folder, name);
  await scanInto(library, folder);
  packKey = "pack@1";
  read = [];
  begin(library);
});

/** As at a start of the program */
function begin(opened: Library): void {
  references = createReferences();
  calls = createNotes({ library: opened, journal: createJournal(), references, packKey: async () => packKey, addReference: readAgain });
}

async function readAgain({ name }: { name: string }): Promise<Upload> {
  read.push(name);
  return { upload: "read-again", name, photo: null, thumbnail: { type: "image/webp", bytes: new Uint8Array() } };
}

const starsOfA = () => library.photos.get(idOf(library, "a.jpg")).stars;

test("changes are undone one after the other, and made again, until there is another change", async () => {
  const photos = [idOf(library, "a.jpg")];
  await calls.mark({ photos, stars: 1 });
  await calls.mark({ photos, stars: 2 });
  expect((await calls.undo({})).undone).toMatchObject({ kind: "marks", photos: 1 });
  expect(starsOfA()).toBe(1);
  await calls.redo({});
  expect(starsOfA()).toBe(2);
  await calls.undo({});
  await calls.createCollection({ name: "Best", photos });
  expect(await calls.redo({})).toEqual({ redone: null });
  expect((await calls.undo({})).undone?.kind).toBe("collection-created");
  await calls.undo({});
  expect([starsOfA(), await calls.undo({})]).toEqual([null, { undone: null }]);
});

test("one change can be undone by its number, whatever came after it", async () => {
  const { change } = await calls.createCollection({ name: "Best", photos: [] });
  await calls.mark({ photos: [idOf(library, "a.jpg")], flag: "pick" });
  expect((await calls.undo({ change: change.change })).undone).toEqual(change);
  expect((await calls.collections({})).collections).toEqual([]);
  expect(await calls.undo({ change: change.change })).toEqual({ undone: null });
});

const outside = {
  name: "holiday.jpg",
  vector: Float32Array.of(0.6, 0.8),
  norm: 7,
  photo: null,
  pixels: new Uint8Array([1, 2, 3]),
  thumbnail: new Uint8Array([4, 5]),
  source: { name: "holiday.jpg", bytes: new Uint8Array([4, 5]) },
};
const query = (upload: string) =>
  querySchema.parse({
    references: [{ source: { upload }, weight: 0.5 }, { source: { photo: idOf(library, "a.jpg") } }],
    text: "at night",
    without: ["people"],
    weights: { alpha: 0.5, beta: 0.25, gamma: 0.25 },
    filter: { minRating: 4 },
  });

test("a saved search keeps the whole query, also its photos from outside, over the end of the program", async () => {
  const folder = library.folder;
  const asked = query(references.keep(outside));
  const { search } = await calls.saveSearch({ name: "Night", query: asked });
  library.close();
  library = openLibrary(folder);
  begin(library);
  expect((await calls.savedSearches({})).searches).toMatchObject([{ id: search.id, name: "Night", query: { text: "at night" } }]);
  const line = "drop:holiday.jpg weight=0.5 ref:a.jpg change:(at night) -people weights=0.5,0.25,0.25 rating:>=4";
  expect([search.line, (await calls.savedSearches({})).searches[0]?.line]).toEqual([line, line]);
  const opened = await calls.openSearch({ search: search.id });
  const [upload] = opened.uploads;
  expect(opened.uploads).toMatchObject([{ name: "holiday.jpg", photo: null }]);
  expect(references.get(upload?.upload ?? "")).toEqual(outside);
  const [first, ...others] = asked.references;
  expect(opened.query).toEqual({ ...asked, references: [{ ...first, source: { upload: upload?.upload } }, ...others] });
  library.close();
});

test("with another pack its photos from outside are read anew", async () => {
  const { search } = await calls.saveSearch({ name: "Night", query: query(references.keep(outside)) });
  packKey = "pack@2";
  expect((await calls.openSearch({ search: search.id })).query.references[0]?.source).toEqual({ upload: "read-again" });
  expect(read).toEqual(["holiday.jpg"]);
});

test("a photo from outside that lies in the library is kept as that photo", async () => {
  const photo = idOf(library, "b.jpg");
  const { search } = await calls.saveSearch({ name: "B", query: query(references.keep({ ...outside, photo, pixels: null })) });
  expect(search.query.references[0]?.source).toEqual({ photo });
});

test("saved searches are renamed, saved over, deleted, and all of that undone", async () => {
  const { search } = await calls.saveSearch({ name: "Night", query: query(references.keep(outside)) });
  const names = async () => (await calls.savedSearches({})).searches.map(({ name, query }) => `${name}: ${query.text}`);
  await expect(calls.saveSearch({ name: "NIGHT", query: querySchema.parse({}) })).rejects.toMatchObject({ code: "name-taken" });
  await calls.renameSearch({ search: search.id, name: "Dark" });
  await calls.saveSearch({ name: "Dark", query: querySchema.parse({ text: "snow" }), search: search.id });
  expect(await names()).toEqual(["Dark: snow"]);
  await calls.deleteSearch({ search: search.id });
  await expect(calls.openSearch({ search: search.id })).rejects.toMatchObject({ code: "search-unknown" });
  for (const _ of [1, 2, 3]) await calls.undo({});
  expect(await names()).toEqual(["Night: at night"]);
  expect((await calls.openSearch({ search: search.id })).uploads).toHaveLength(1);
});

test("saved searches go on asking for a collection that was renamed, and again by its old name once that is undone", async () => {
  const { collection } = await calls.createCollection({ name: "Best", photos: [] });
  await calls.saveSearch({ name: "In", query: querySchema.parse({ filter: { collections: ["best", "Other"] } }) });
  await calls.saveSearch({ name: "Out", query: querySchema.parse({ filter: { minRating: 4, not: { collections: ["Best"] } } }) });
  const filters = async () => (await calls.savedSearches({})).searches.map(({ query }) => query.filter);
  const before = await filters();
  await calls.renameCollection({ collection: collection.id, name: "Finest" });
  expect(await filters()).toEqual([{ collections: ["Finest", "Other"] }, { minRating: 4, not: { collections: ["Finest"] } }]);
  await calls.undo({});
  expect(await filters()).toEqual(before);
  expect((await calls.collections({})).collections).toMatchObject([{ name: "Best" }]);
});

test("saved searches follow a folder that moved, where they name it by its path, also those that are put back; its line is read the same", async () => {
  const [from, to] = [Buffer.from("/photos/of me"), Buffer.from('/media/big "one"/it\'s (mine)')];
  library.folders.add(from);
  const folder = library.folders.rows().at(-1);
  const asking = { folders: ["/photos/of me/2024/Day 2", "/photos/of me/"], not: { folders: ["/photos/of me"] } };
  const others = { folders: ["/photos/of me too", "/PHOTOS/of me", "photos/of me", "of me", "/photos", "/x/photos/of me"] };
  const { search } = await calls.saveSearch({ name: "Asks", query: querySchema.parse({ filter: asking }) });
  await calls.saveSearch({ name: "Others", query: querySchema.parse({ filter: others }) });
  await calls.renameSearch({ search: search.id, name: "Renamed" });
  await calls.deleteSearch({ search: search.id });
  if (folder) library.moveFolder(folder, to);
  const filters = async () => (await calls.savedSearches({})).searches.map(({ query }) => query.filter);
  expect(await filters()).toEqual([others]);
  const moved = { folders: [`${to}/2024/Day 2`, String(to)], not: { folders: [String(to)] } };
  await calls.undo({});
  await calls.undo({});
  expect(await filters()).toEqual([moved, others]);
  const [{ line } = { line: "" }] = (await calls.savedSearches({})).searches;
  expect((await calls.readQuery({ line })).query.filter).toEqual(moved);
  const [back] = library.folders.rows().slice(-1);
  if (back) library.moveFolder(back, from);
  expect(await filters()).toEqual([{ ...asking, folders: ["/photos/of me/2024/Day 2", "/photos/of me"] }, others]);
});

test("settings are as usual until they are set, and can be undone", async () => {
  expect(await calls.settings({})).toEqual(usualSettings);
  const input: Parameters<EngineHandlers["setSettings"]>[0] = { language: "de", showNearCopies: true };
  expect((await calls.setSettings(input)).settings).toEqual({ ...usualSettings, ...input });
  await calls.undo({});
  expect(await calls.settings({})).toEqual(usualSettings);
});

test("settings of another version that make no sense here are as usual", async () => {
  library.settings.set("user-settings", JSON.stringify({ theme: "sepia", cellSize: 200, wings: 2 }));
  expect(await calls.settings({})).toEqual({ ...usualSettings, cellSize: 200 });
});
