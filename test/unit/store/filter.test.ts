/** Filters of marks, types, places and words, and what they can be set to. */
import { beforeEach, expect, test } from "vitest";
import { parseQueryText } from "../../../contract/filter-text.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { idOf, noMetadata, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

let library: Library;
let folder: string;

/** Vienna, Graz (145 km away), and two photos of nowhere, one of them with its RAW. */
beforeEach(async () => {
  folder = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["2023/vienna.jpg", "2023/graz.HEIC", "2024/raw.jpg", "2024/raw.cr2", "2024/alone.nef"]) write(folder, name);
  await scanInto(library, folder);
  const metadata = {
    "vienna.jpg": { latitude: 48.2, longitude: 16.37, keywords: ["Bridge", "dog"], camera: "X-T5", rating: 2 },
    "graz.HEIC": { latitude: 47.07, longitude: 15.44, title: "The old bridge" },
    "raw.jpg": { rating: 5, camera: "Leica" },
    "alone.nef": {},
  };
  for (const [name, values] of Object.entries(metadata)) {
    const decoded = { width: 3, height: 2, metadata: { ...noMetadata, ...values }, thumbnail: null };
    library.vectors.putDecoded([{ photo: idOf(library, name), decoded }]);
  }
  const [vienna, graz, raw] = ["vienna.jpg", "graz.HEIC", "raw.jpg"].map((name) => idOf(library, name)) as [number, number, number];
  library.marks.set([vienna], { flag: "pick", label: "red" });
  library.marks.set([graz], { flag: "reject", stars: 4 });
  library.collections.create("Österreich", [vienna, graz]);
  library.nearCopies.replace(new Map([[raw, vienna]]));
});

test.each([
  ["flag:pick", "vienna"],
  ["flag:pick flag:none", "alone raw vienna"],
  ["label:red", "vienna"],
  ["-label:red", "alone graz raw"],
  ["rating:2..4", "graz vienna"],
  ["stars:=5", "raw"],
  ["-rating:>=4", "alone vienna"],
  ["type:raw", "alone raw"],
  ["type:raw+jpeg", "raw"],
  ["type:jpeg", "raw vienna"],
  ["type:heic type:raw", "alone graz raw"],
  ["collection:österreich", "graz vienna"],
  ["-collection:Österreich", "alone raw"],
  ["keyword:bridge", "vienna"],
  ["has:gps", "graz vienna"],
  ["has:gps has:label", "vienna"],
  ["-has:gps -has:raw", ""],
  ["has:copies", "raw vienna"],
  ["has:stars -has:flag", "raw"],
  ["near:48.2,16.37,5km", "vienna"],
  ["near:48.2,16.37,200km", "graz vienna"],
  ["near:5km", ""],
  ['"bridge"', "graz vienna"],
  ['"old bridge"', "graz"],
  ['"leica"', "raw"],
  ['"alone.n"', "alone"],
  ["camera:X-T5 -flag:reject", "vienna"],
  ["-camera:X-T5", "alone graz raw"],
])("%s", (typed, expected) => {
  const { filter, problems } = parseQueryText(typed);
  expect(problems).toEqual([]);
  const found = library.photos.list(filter, 0, 9).photos.map(({ name }) => name.split(".")[0]);
  expect(found.sort().join(" ")).toBe(expected);
});

test("a whole path is that folder and those below, not those that only begin like it", () => {
  expect(library.photos.count({ folders: [`${folder}/2023`] })).toBe(2);
  expect(library.photos.count({ folders: [`${folder}/202`] })).toBe(0);
  expect(library.photos.count({ folders: [folder] })).toBe(4);
});

test("suggestions are values with numbers of photos, most first, those with the letters in them", () => {
  const suggest = (field: Parameters<Library["suggestions"]["suggest"]>[0], letters = "") =>
    library.suggestions.suggest(field, letters, 9).map(({ value, photos }) => `${value} ${photos}`);
  expect(suggest("camera", "x-")).toEqual(["X-T5 1"]);
  expect(suggest("keyword")).toEqual(["Bridge 1", "dog 1"]);
  expect(suggest("ext")).toEqual(["jpg 2", "heic 1", "nef 1"]);
  expect(suggest("collection", "ÖST")).toEqual(["Österreich 2"]);
  expect(suggest("folder", folder)).toEqual([`${folder}/2023 2`, `${folder}/2024 2`]);
  library.marks.set([], {});
  library.collections.create("Empty", []);
  expect(suggest("collection")).toEqual(["Österreich 2", "Empty 0"]);
});
