/** Results in their order: pages that fit together, by match or by date, near-copies folded. */
import { expect, test } from "vitest";
import type { Band } from "../../../contract/types.ts";
import { rank } from "../../../main/engine/ranking.ts";
import { randomNumbers } from "../../helpers/random.ts";

/** Photos 1 to 6 with scores that fall; 5 and 6 are weak. Photo 1 is the oldest. */
const scored = { photos: Int32Array.of(3, 1, 2, 6, 5, 4), scores: Float32Array.of(0.5, 0.75, 0.625, 0.125, 0.25, 0.5) };
const parts = {
  bands: { of: (score: number): Band => (score < 0.4 ? "weak" : "possible"), counts: { strong: 0, possible: 4, weak: 2 } },
  leaders: () =>
    new Map([
      [1, 2],
      [5, 4],
    ]),
  times: (photos: readonly number[]) => photos.map((photo) => photo * 1000),
};
const ids = (ranked: { photo: number }[]) => ranked.map(({ photo }) => photo);

test("the best first, equal ones by number; pages fit together, whatever was asked for before", () => {
  const ranking = rank(scored, { sort: "match", fold: false }, parts);
  expect(ids(ranking.page(0, 3))).toEqual([1, 2, 3]);
  expect(ids(ranking.page(3, 9))).toEqual([4, 5, 6]);
  expect(ids(ranking.page(0, 9))).toEqual(ranking.ids());
  expect([ranking.total, ranking.listed]).toEqual([6, { strong: 0, possible: 4, weak: 2 }]);
});

test("by date: the newest first, and no weak ones", () => {
  const ranking = rank(scored, { sort: "date", fold: false }, parts);
  expect([ranking.total, ranking.ids(), ranking.listed.weak]).toEqual([4, [4, 3, 2, 1], 0]);
});

test("the best of near-copies stands for them, whoever leads them in the library", () => {
  const ranking = rank(scored, { sort: "match", fold: true }, parts);
  expect(ranking.page(0, 9).map(({ photo, folded }) => [photo, folded])).toEqual([
    [1, 2],
    [3, 1],
    [4, 2],
    [6, 1],
  ]);
  expect(ranking.listed).toEqual({ strong: 0, possible: 3, weak: 1 });
  expect([ranking.total, ranking.standIn(2), ranking.standIn(5), ranking.standIn(6)]).toEqual([4, 1, 4, 6]);
});

test("a near-copy whose leader is filtered out counts as one", () => {
  const filtered = { photos: Int32Array.of(1, 3), scores: Float32Array.of(0.5, 0.25) };
  expect(rank(filtered, { sort: "match", fold: true }, parts).page(0, 9)).toEqual([
    { photo: 1, score: 0.5, folded: 1 },
    { photo: 3, score: 0.25, folded: 1 },
  ]);
});

test("scores of either sign, and equal ones, are in the order that comparing them gives", () => {
  const random = randomNumbers(7);
  const photos = Int32Array.from({ length: 3000 }, (_, index) => index + 1).sort(() => random() - 0.5);
  const scores = Float32Array.from(photos, () => Math.round((random() - 0.5) * 400) / 200);
  const expected = [...photos.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (photos[a] ?? 0) - (photos[b] ?? 0));
  expect(rank({ photos, scores }, { sort: "match", fold: false }, parts).ids()).toEqual(expected.map((index) => photos[index]));
});
