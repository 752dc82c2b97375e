/** What a photo shows of the words, by its place in a library of forty photos whose vectors say what they show. */
import { expect, test } from "vitest";
import { normalise } from "../../../main/engine/compose.ts";
import { createTextVectors } from "../../../main/engine/text-vectors.ts";
import { createVectorIndex } from "../../../main/engine/vectors.ts";
import { type AnsweredQuery, whyOf } from "../../../main/engine/why.ts";
import { randomNumbers } from "../../helpers/random.ts";

const directions = ["dog", "snow", "street"];
const [bothShown, dogShown, nothingShown] = [0, 1, 2];
const captions = ["a street", "a dog in the snow", "a dog"];

/** Every photo shows a little of everything; the first two, much of what they are called after. */
function library(photos: number) {
  const random = randomNumbers(7);
  const looks = createVectorIndex(directions.length + 1);
  const strengths: Record<number, number[]> = { [bothShown]: [1, 1, 0], [dogShown]: [1, 0, 0], [nothingShown]: [0, 0, 0] };
  for (let photo = 0; photo < photos; photo++) {
    const chance = () => random() * 0.2;
    const row = strengths[photo] ?? [chance(), chance(), chance()];
    looks.put([photo], normalise(Float32Array.of(...row, 1)).unit);
  }
  return { looks, captions: createVectorIndex(directions.length + 1) };
}

function setUp(photos = 40) {
  const encoded: string[] = [];
  const encodeTexts = createTextVectors({
    encodeTexts: async ({ texts }) => {
      encoded.push(...texts.map(String));
      const rows = texts.flatMap((text) => [...directions.map((word) => Number(String(text).includes(word))), 0.1]);
      return { embeddings: Float32Array.from(rows), leftOut: texts.map(() => "") };
    },
  });
  const captionsOf = (photo: number) => (photo === bothShown ? captions : []);
  const parts = { targets: library(photos), encodeTexts, captionsOf, encodeCaptions: encodeTexts };
  const terms = [{ part: "text" as const, index: 0, weight: 1, vector: normalise(Float32Array.of(1, 1, 0, 0)).unit }];
  const query: AnsweredQuery = { text: "with a dog", without: ["snow"], rewriting: null, terms };
  return { encoded, ask: (photo: number, change: Partial<AnsweredQuery> = {}) => whyOf(photo, { ...query, ...change }, parts) };
}

test("a photo shows what it stands out by among all photos, and does not show what most show more of", async () => {
  const { ask } = setUp();
  expect((await ask(bothShown)).words).toEqual([
    { word: "dog", verdict: "yes" },
    { word: "snow", verdict: "yes" },
  ]);
  expect((await ask(nothingShown)).words.map(({ verdict }) => verdict)).toEqual(["no", "no"]);
  expect((await ask(dogShown)).words.map(({ verdict }) => verdict)).toEqual(["yes", "no"]);
});

test("what the rewritten sentence names is asked as well, each thing once", async () => {
  const rewriting = { sentence: "a dog on a street", captions: [], edits: [], added: [], by: "rules" as const, reason: null, replaced: 0 };
  const { words } = await setUp().ask(bothShown, { rewriting });
  expect(words.map(({ word }) => word)).toEqual(["dog", "snow", "street"]);
});

test("among too few photos nothing can be said", async () => {
  const { words } = await setUp(20).ask(bothShown);
  expect(words.map(({ verdict }) => verdict)).toEqual(["unsure", "unsure"]);
});

test("the caption that is nearest to the query is told; none where there are none", async () => {
  const { ask } = setUp();
  expect((await ask(bothShown)).caption).toBe("a dog in the snow");
  expect((await ask(dogShown)).caption).toBeNull();
});

test("a word and a caption are encoded once, whatever photo is asked about", async () => {
  const { ask, encoded } = setUp();
  for (const photo of [bothShown, dogShown, bothShown]) await ask(photo);
  expect(encoded).toEqual(["a photo of dog", "a photo of snow", ...captions]);
});
