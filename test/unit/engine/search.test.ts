import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../../contract/errors.ts";
import { type QueryInput, querySchema } from "../../../contract/types.ts";
import { normalise } from "../../../main/engine/compose.ts";
import { createCrops } from "../../../main/engine/crops.ts";
import { createLists } from "../../../main/engine/lists.ts";
import { createPseudoTokens } from "../../../main/engine/pseudo-tokens.ts";
import { createReferences } from "../../../main/engine/references.ts";
import { createRewritings } from "../../../main/engine/rewritings.ts";
import { type SearchParts, search, searchStages } from "../../../main/engine/search.ts";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { createTextVectors } from "../../../main/engine/text-vectors.ts";
import { createVectorIndex } from "../../../main/engine/vectors.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

/** Three directions that words and photos can have. */
const directions: Record<string, Float32Array> = {
  snow: Float32Array.of(1, 0, 0),
  dog: Float32Array.of(0, 1, 0),
  bridge: Float32Array.of(0, 0, 1),
};

let library: Library;
let parts: SearchParts;
let ids: Record<string, number>;
/** Calls of the models, by name */
let asked: string[];
/** Milliseconds that each rewriting was given, and those that are set */
let limits: (number | undefined)[];
let longest: number;
/** Of every reference */
let captions: string[];
/** What the decoders were asked to cut out */
let cut: object[];
/** A file that is never read: crops are decoded by a double. */
const source = { path: new Uint8Array() };

/** A library of five photos whose vectors say what they show, and an encoder that knows the same three words. */
beforeEach(() => {
  library = openLibrary(temporaryFolder());
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
  asked = [];
  limits = [];
  longest = 2000;
  captions = ["bridge", "bridge bridge snow"];
  cut = [];
  const models = {
    encodeImages: async () => {
      asked.push("encodeImages");
      return { embeddings: Float32Array.of(0, 0, 5) };
    },
    encodeTexts: async ({ texts }: { texts: (string | object)[] }) => {
      asked.push("encodeTexts");
      const rows = texts.flatMap((text) => [...mean(wordsOf(text))]);
      return { embeddings: Float32Array.from(rows), leftOut: texts.map((text) => (wordsOf(text).includes("long") ? " story" : "")) };
    },
    editCaptions: async ({ captions, edit, limitMs }: { captions: string[]; edit: string; limitMs?: number | undefined }) => {
      asked.push("editCaptions");
      limits.push(limitMs);
      const edits = captions.map((caption) => `${caption} ${edit}`);
      return { edits, plain: edits, added: ["dog"], by: "llm" as const, reason: null };
    },
    pseudoTokens: async () => ({ tokens: new Float32Array(1) }),
  };
  const encodeTexts = createTextVectors(models);
  const references = createReferences();
  const decodeCrop = async (input: object) => {
    cut.push(input);
    return { pixels: new Uint8Array(3) };
  };
  const image = { side: 1, resize: "squash" as const };
  const captionsOf = async () => {
    asked.push("captionImages");
    return captions;
  };
  parts = {
    photos: library.photos,
    targets: { looks: vectors, captions: createVectorIndex(3) },
    references,
    cropOf: createCrops({
      photos: library.photos,
      references,
      decoders: { decodeCrop },
      models,
      info: async () => ({ image, key: "k", captioner: null }),
    }),
    encodeTexts,
    pseudoToken: createPseudoTokens(models),
    lists: createLists(),
    leaders: () => new Map(),
    rewritings: createRewritings({ models, encodeTexts, captionsOf, limitMs: () => longest }),
    captionsOf: (photo) => (photo === ids["snow-dog.jpg"] ? ["a bridge", "a dog in the snow", "snow"] : []),
    encodeCaptions: encodeTexts,
    normOf: () => 1,
    info: {
      phi: [],
      captioner: { key: "captions", captions: 2 },
      weights: { semantic: { alpha: 0.6, beta: 0.4, gamma: 0.2 }, visual: { alpha: 0.2, beta: 0.6, gamma: 0.1 } },
    },
    waiting: () => 0,
  };
});
afterEach(() => library.close());

function foundFile(name: string, index: number) {
  const extension = name.split(".")[1] ?? "";
  const path = Buffer.from(`/photos/${name}`);
  return { path, directory: "/photos", name, extension, kind: "photo" as const, bytes: 1, modifiedAt: index, fingerprint: name };
}

function wordsOf(text: string | object): string[] {
  return (typeof text === "string" ? text : Object.values(text).join(" ")).split(/[^a-z]+/);
}

function mean(words: string[]): Float32Array {
  const sum = new Float32Array(3);
  for (const word of words) for (const [i, value] of (directions[word] ?? sum).entries()) sum[i] = (sum[i] ?? 0) + value;
  return normalise(sum).unit;
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function namesFor(query: QueryInput): Promise<string[]> {
  return (await search(querySchema.parse(query), parts)).hits.map(({ photo }) => photo.name);
}

describe("a search", () => {
  test("by words ranks what shows them first", async () => {
    expect((await namesFor({ text: "snow dog" })).slice(0, 1)).toEqual(["snow-dog.jpg"]);
  });

  test("by a photo of the library ranks its like, without itself", async () => {
    const names = await namesFor({ references: [{ source: { photo: ids["bridge.jpg"] ?? 0 } }] });
    expect(names).toHaveLength(4);
    expect(names[0]).toBe("bridge-snow.jpg");
    expect(names).not.toContain("bridge.jpg");
  });

  test("by a photo and words finds that photo, but different", async () => {
    expect(await namesFor({ references: [{ source: { photo: ids["bridge.jpg"] ?? 0 } }], text: "snow", limit: 1 })).toEqual([
      "bridge-snow.jpg",
    ]);
  });

  test("by a photo from outside works the same", async () => {
    const upload = parts.references.keep({
      name: "outside.jpg",
      vector: mean(["dog"]),
      norm: 1,
      photo: null,
      pixels: null,
      thumbnail: new Uint8Array(),
      source,
    });
    expect(await namesFor({ references: [{ source: { upload } }], limit: 1 })).toEqual(["dog.png"]);
  });

  test("by a photo from outside finds its copy in the library, but not once there is more to the query", async () => {
    const copyOf = ids["dog.png"] ?? 0;
    const upload = parts.references.keep({
      name: "copy.png",
      vector: mean(["dog"]),
      norm: 1,
      photo: copyOf,
      pixels: null,
      source,
      thumbnail: new Uint8Array(),
    });
    const references = [{ source: { upload } }];
    expect(await namesFor({ references, limit: 1 })).toEqual(["dog.png"]);
    const others: QueryInput[] = [
      { references, text: "dog" },
      { references, without: ["snow"] },
      { references: [...references, { source: { photo: ids["snow.jpg"] ?? 0 } }] },
      { references: [{ source: { upload }, wanted: false }], text: "dog" },
    ];
    for (const query of others) expect(await namesFor(query)).not.toContain("dog.png");
  });

  test("by several photos leaves all of them out, and counts only what was compared", async () => {
    const references = ["snow.jpg", "bridge.jpg"].map((name) => ({ source: { photo: ids[name] ?? 0 } }));
    const { hits, searched, bands } = await search(querySchema.parse({ references, text: "dog" }), parts);
    expect(hits.map(({ photo }) => photo.name).toSorted()).toEqual(["bridge-snow.jpg", "dog.png", "snow-dog.jpg"]);
    expect([searched, bands.strong + bands.possible + bands.weak]).toEqual([3, 3]);
  });

  test("by a part of a photo looks for that part, which is decoded and encoded once", async () => {
    const crop = { left: 0.5, top: 0, width: 0.5, height: 0.5 };
    const upload = parts.references.keep({
      name: "outside.jpg",
      vector: mean(["dog"]),
      norm: 1,
      photo: null,
      pixels: null,
      source,
      thumbnail: new Uint8Array(),
    });
    const references = [{ source: { upload }, crop }];
    expect(await namesFor({ references, limit: 1 })).toEqual(["bridge.jpg"]);
    expect(await namesFor({ references, text: "snow", limit: 1 })).toEqual(["bridge-snow.jpg"]);
    expect(cut).toEqual([expect.objectContaining({ source, crop })]);
    await namesFor({ references: [{ source: { upload }, crop: { ...crop, top: 0.25 } }] });
    expect(asked.filter((call) => call === "encodeImages")).toHaveLength(2);
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
    expect(nothing.unread).toBe(" story");
    expect(nothing.notes).toEqual(["text-cut", "still-indexing", "filters-leave-nothing"]);
  });

  test("says where the words are plainly not English", async () => {
    const notes = async (text: string) => (await search(querySchema.parse({ text }), parts)).notes;
    expect([await notes("ein Hund im Schnee"), await notes("a dog in the snow")]).toEqual([["other-language"], []]);
  });

  test("explains every score to the last digit", async () => {
    const query = querySchema.parse({ references: [{ source: { photo: ids["dog.png"] ?? 0 } }], text: "snow", without: ["bridge"] });
    for (const { score, shares } of (await search(query, parts)).hits) {
      expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 6);
    }
  });
});

describe("feedback", () => {
  test("brings up what is like a liked photo, down what is like a disliked one, and asks no model", async () => {
    const order = async (feedback: QueryInput["feedback"]) => namesFor({ text: "snow dog", feedback });
    expect(await order([])).toEqual(["snow-dog.jpg", "snow.jpg", "dog.png", "bridge-snow.jpg", "bridge.jpg"]);
    asked = [];
    const liked = await order([{ photo: ids["bridge.jpg"] ?? 0, weight: 1 }]);
    expect(liked).toEqual(["snow-dog.jpg", "bridge-snow.jpg", "snow.jpg", "dog.png", "bridge.jpg"]);
    const disliked = await order([{ photo: ids["snow.jpg"] ?? 0, weight: -1 }]);
    expect(disliked).toEqual(["snow-dog.jpg", "dog.png", "snow.jpg", "bridge-snow.jpg", "bridge.jpg"]);
    expect(asked).toEqual([]);
  });

  test("has its share in every score", async () => {
    const feedback = [
      { photo: ids["dog.png"] ?? 0, weight: 1 },
      { photo: ids["bridge.jpg"] ?? 0, weight: -0.5 },
    ];
    parts.targets.captions.put([ids["dog.png"] ?? 0, ids["snow.jpg"] ?? 0], Float32Array.of(0, 0, 1, 0, 1, 0));
    const query = querySchema.parse({ text: "snow", feedback, weights: { alpha: 0, beta: 0, gamma: 0.3 } });
    for (const { score, shares } of (await search(query, parts)).hits) {
      expect(Math.abs(shares.reduce((sum, { value }) => sum + value, 0) - score)).toBeLessThan(1e-6);
      expect(shares.filter(({ part, side }) => part === "feedback" && side === "look").map(({ index }) => index)).toEqual([0, 1]);
    }
  });

  test("of a photo that is no longer there is passed over", async () => {
    expect(await namesFor({ text: "snow", feedback: [{ photo: 999, weight: 1 }] })).toEqual(await namesFor({ text: "snow" }));
  });

  test("alone is nothing to look for", async () => {
    const query = querySchema.parse({ feedback: [{ photo: ids["dog.png"] ?? 0, weight: 1 }] });
    await expect(search(query, parts)).rejects.toMatchObject({ code: "query-empty" });
  });
});

describe("a search in stages", () => {
  const query = () => querySchema.parse({ references: [{ source: { photo: ids["bridge.jpg"] ?? 0 } }], text: "snow" });

  async function stagesOf(input: QueryInput) {
    return gather(searchStages(querySchema.parse(input), parts));
  }

  test("answers at once with photo and words, then with the captions rewritten", async () => {
    const [quick, refined, ...more] = await stagesOf(query());
    expect(more).toEqual([]);
    expect(quick).toMatchObject({ stage: "quick", rewriting: null });
    expect(refined).toMatchObject({
      stage: "refined",
      rewriting: {
        sentence: "bridge snow",
        captions: ["bridge", "bridge bridge snow"],
        edits: ["bridge snow", "bridge bridge snow snow"],
        added: ["dog"],
        by: "llm",
      },
    });
    expect(refined?.hits[0]?.photo.name).toBe("bridge-snow.jpg");
    expect(new Set(refined?.hits[0]?.shares.map(({ part }) => part))).toEqual(new Set(["rewritten", "text", "reference"]));
  });

  test("moves weights without asking a model, quick and refined", async () => {
    await stagesOf(query());
    asked = [];
    for (const alpha of [0, 0.3, 1]) {
      const moved = await search({ ...query(), weights: { alpha, beta: 0, gamma: 0.5 } }, parts);
      expect(moved.stage).toBe("refined");
    }
    expect(asked).toEqual([]);
  });

  test("gives the language model as long as is set, and asks it again once it is given more", async () => {
    await stagesOf(query());
    await stagesOf(query());
    longest = 20_000;
    await stagesOf(query());
    expect(limits).toEqual([2000, 20_000]);
  });

  test("takes the user's own sentence instead of the language model's, at once", async () => {
    const results = await search({ ...query(), rewritten: "dog snow", weights: { alpha: 1, beta: 0, gamma: 0 } }, parts);
    expect(results).toMatchObject({ stage: "refined", rewriting: { sentence: "dog snow", by: "user" } });
    expect(results.hits[0]?.photo.name).toBe("snow-dog.jpg");
    expect(asked).toEqual(["encodeTexts", "encodeTexts"]);
  });

  test("has one stage for words alone, for a photo alone, and without a captioner", async () => {
    expect(await stagesOf({ text: "snow" })).toHaveLength(1);
    expect(await stagesOf({ references: query().references })).toHaveLength(1);
    parts.info = { ...parts.info, captioner: null };
    expect(await stagesOf(query())).toHaveLength(1);
  });

  test("keeps the quick results and says why while the photo has no captions", async () => {
    captions = [];
    const [quick, second] = await stagesOf(query());
    expect(second).toEqual({ ...quick, unrefined: expect.objectContaining({ code: "model-failed" }) });
  });

  test("keeps the quick results and says why when the rewriting fails", async () => {
    parts.rewritings.make = () => Promise.reject(new AppError("file-missing", "The photo is gone.", "Find it."));
    const [quick, second] = await stagesOf(query());
    expect(second).toEqual({ ...quick, unrefined: { code: "file-missing", what: "The photo is gone.", hint: "Find it.", data: {} } });
  });

  test("ends when it is taken back", async () => {
    const controller = new AbortController();
    parts.rewritings.make = async () => {
      controller.abort();
      throw new AppError("aborted", "Taken back.");
    };
    const stages = gather(searchStages(query(), parts, { signal: controller.signal }));
    await expect(stages).rejects.toThrow();
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
