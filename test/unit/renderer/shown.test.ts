import { expect, test } from "vitest";
import type { Band, Hit, Results } from "../../../contract/types.ts";
import { hitsOfPage, type Shown, shownOf } from "../../../renderer/shown.ts";

const hitOf = (band: Band, id: number) => ({ band, photo: { id, takenAt: id } }) as Hit;

/** `bands`: of the hits that came; `weak`: how many weak ones there are in all */
function resultsOf(bands: Band[], weak: number): Results {
  const of = (name: Band) => bands.filter((band) => band === name).length;
  const counts = { strong: of("strong"), possible: of("possible"), weak };
  return { hits: bands.map(hitOf), bands: counts, listed: counts, total: counts.strong + counts.possible + weak } as Results;
}
const idsOf = ({ hits }: Shown) => hits.map((hit) => hit?.photo.id);

test("weak matches are folded and counted, until they are shown, all of them", () => {
  const results = resultsOf(["strong", "possible", "possible", "weak", "weak"], 90);
  const folded = shownOf(results, {}, "match", false);
  expect(idsOf(folded)).toEqual([0, 1, 2]);
  expect(folded.sections.at(-1)).toEqual({ heading: "weak", count: 0, all: 90 });
  const whole = shownOf(results, {}, "match", true);
  expect([whole.hits.length, whole.sections.at(-1)]).toEqual([93, { heading: "weak", count: 90, all: 90 }]);
  expect(idsOf(whole).slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
});

test("what was fetched behind the first hits stands in its place, with gaps where nothing was", () => {
  const results = resultsOf(["strong", "weak"], 900);
  const page = Array.from({ length: hitsOfPage }, (_, index) => hitOf("weak", 1000 + index));
  const { hits } = shownOf(results, { 0: page, 3: page }, "match", true);
  expect([0, 1, 2, 199, 200, 600, 799, 800].map((place) => hits[place]?.photo.id)).toEqual([
    0,
    1,
    1002,
    1199,
    undefined,
    1000,
    1199,
    undefined,
  ]);
  expect(hits.length).toBe(901);
});

test("good matches that have not come yet have their places, too", () => {
  const results = { ...resultsOf(["strong"], 5), listed: { strong: 3, possible: 1, weak: 5 }, total: 9 };
  expect(shownOf(results, {}, "match", false).hits.length).toBe(4);
});

test("by date, strong and possible ones alone are shown, newest first", () => {
  expect(idsOf(shownOf(resultsOf(["strong", "possible", "weak"], 1), {}, "date", true))).toEqual([1, 0]);
});

test("where nothing matches well, the closest are shown all the same", () => {
  const shown = shownOf(resultsOf(Array<Band>(20).fill("weak"), 300), {}, "match", false);
  expect(shown.sections).toEqual([
    { heading: "closest", count: 12, all: 12 },
    { heading: "weak", count: 0, all: 288 },
  ]);
});
