import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type QueryInput, querySchema } from "../../../contract/types.ts";
import { normalise } from "../../../main/engine/compose.ts";
import { createReferences } from "../../../main/engine/references.ts";
import { type SearchParts, search } from "../../../main/engine/search.ts";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { createVectorIndex } from "../../../main/engine/vectors.ts";

/** Three directions that words and photos can have. */
const directions: Record<string, Float32Array> = {
  snow: Float32Array.of(1, 0, 0),
  dog: Float32Array.of(0, 1, 0),
  bridge: Float32Array.of(0, 0, 1),
};

let library: Library;
let parts: SearchParts;
let ids: Record<string, number>;

/** A library of five photos whose vectors say what they show, and an encoder that knows the same three words. */
beforeEach(() => {
  library = openLibrary(mkdtempSync(join(tmpdir(), "recompose-search-")));
  const folder = library.folders.add(Buffer.from("/photos"));
  const shows: Record<string, string[]> = {
    "snow.jpg": ["snow"],
    "snow-dog.jpg": ["snow", "dog"],
    "dog.png": ["dog"],
    "bridge.jpg": ["bridge"],
    "bridge-snow.jpg": ["bridge", "snow"],
  };
  library.files.record(folder, Object.keys(shows).map(foundFile));
  const vectors = createVectorIndex(3);
  ids = Object.fromEntries(Object.keys(shows).map((name) => [name, library.photos.byPath(`/photos/${name}`) ?? -1]));
  for (const [name, words] of Object.entries(shows)) vectors.put([ids[name] ?? -1], mean(words));
  parts = {
    photos: library.photos,
    vectors,
    references: createReferences(),
    encodeTexts: async (texts) => texts.map((text) => ({ vector: mean(text.split(" ")), cut: text.includes("long") })),
    defaultWeights: { alpha: 0.2, beta: 0.6, gamma: 0.1 },
    waiting: () => 0,
  };
});
afterEach(() => library.close());

function foundFile(name: string, index: number) {
  const extension = name.split(".")[1] ?? "";
  const path = Buffer.from(`/photos/${name}`);
  return { path, directory: "/photos", name, extension, kind: "photo" as const, bytes: 1, modifiedAt: index, fingerprint: name };
}

function mean(words: string[]): Float32Array {
  const sum = new Float32Array(3);
  for (const word of words) for (const [i, value] of (directions[word] ?? sum).entries()) sum[i] = (sum[i] ?? 0) + value;
  return normalise(sum).unit;
}

async function namesFor(query: QueryInput): Promise<string[]> {
  return (await search(querySchema.parse(query), parts)).hits.map(({ photo }) => photo.name);
}

describe("a search", () => {
  test("by words ranks what shows them first", async () => {
    expect((await namesFor({ text: "snow dog" })).slice(0, 1)).toEqual(["snow-dog.jpg"]);
  });

  test("by a photo of the library ranks that photo first, then its like", async () => {
    const names = await namesFor({ references: [{ source: { photo: ids["bridge.jpg"] ?? 0 } }], limit: 2 });
    expect(names).toEqual(["bridge.jpg", "bridge-snow.jpg"]);
  });

  test("by a photo and words finds that photo, but different", async () => {
    expect(await namesFor({ references: [{ source: { photo: ids["bridge.jpg"] ?? 0 } }], text: "snow", limit: 1 })).toEqual([
      "bridge-snow.jpg",
    ]);
  });

  test("by a photo from outside works the same", async () => {
    const upload = parts.references.keep({ name: "outside.jpg", vector: mean(["dog"]) });
    expect(await namesFor({ references: [{ source: { upload } }], limit: 1 })).toEqual(["dog.png"]);
  });

  test("keeps away from the words to avoid", async () => {
    expect(await namesFor({ text: "snow", without: ["dog"], limit: 2 })).toEqual(["snow.jpg", "bridge-snow.jpg"]);
  });

  test("looks only at what passes the filter", async () => {
    const results = await search(querySchema.parse({ text: "snow", filter: { extensions: ["png"] } }), parts);
    expect(results.hits.map(({ photo }) => photo.name)).toEqual(["dog.png"]);
    expect(results.searched).toBe(1);
  });

  test("says when filters leave nothing, when a text was cut, and when photos still wait", async () => {
    const nothing = await search(querySchema.parse({ text: "a long story", filter: { minRating: 5 } }), { ...parts, waiting: () => 3 });
    expect(nothing.hits).toEqual([]);
    expect(nothing.notes).toEqual(["text-cut", "still-indexing", "filters-leave-nothing"]);
  });

  test("explains every score to the last digit", async () => {
    const query = querySchema.parse({ references: [{ source: { photo: ids["dog.png"] ?? 0 } }], text: "snow", without: ["bridge"] });
    for (const { score, shares } of (await search(query, parts)).hits) {
      expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 6);
    }
  });
});

describe("a search that makes no sense is refused with a reason:", () => {
  test.each([
    ["nothing asked", {}, "query-empty"],
    ["only blanks", { text: " \n ", without: [" "] }, "query-empty"],
    ["only words to avoid", { without: ["dog"] }, "query-empty"],
    ["10,000 characters", { text: "x".repeat(10_000) }, "query-too-long"],
    ["a photo that is not in the library", { references: [{ source: { photo: 999 } }] }, "photo-unknown"],
    ["a reference that was forgotten", { references: [{ source: { upload: "gone" } }] }, "reference-unknown"],
  ])("%s", async (_, query, code) => {
    await expect(search(querySchema.parse(query), parts)).rejects.toMatchObject({ code });
  });
});
