import { expect, test } from "vitest";
import type { Band, Hit, Results } from "../../../contract/types.ts";
import { shownOf } from "../../../renderer/shown.ts";

function resultsOf(bands: Band[], weak: number): Results {
  const hits = bands.map((band, id) => ({ band, photo: { id, takenAt: id } }) as Hit);
  const of = (name: Band) => bands.filter((band) => band === name).length;
  return { hits, bands: { strong: of("strong"), possible: of("possible"), weak } } as Results;
}
const idsOf = ({ hits }: { hits: readonly Hit[] }) => hits.map(({ photo }) => photo.id);

test("weak matches are folded and counted, until they are shown", () => {
  const results = resultsOf(["strong", "possible", "possible", "weak", "weak"], 90);
  const folded = shownOf(results, "match", false);
  expect(idsOf(folded)).toEqual([0, 1, 2]);
  expect(folded.sections.at(-1)).toEqual({ heading: "weak", count: 0, all: 90 });
  expect(idsOf(shownOf(results, "match", true))).toEqual([0, 1, 2, 3, 4]);
});

test("by date, strong and possible ones alone are shown, newest first", () => {
  expect(idsOf(shownOf(resultsOf(["strong", "possible", "weak"], 1), "date", true))).toEqual([1, 0]);
});

test("where nothing matches well, the closest are shown all the same", () => {
  const shown = shownOf(resultsOf(Array<Band>(20).fill("weak"), 300), "match", false);
  expect(shown.sections).toEqual([
    { heading: "closest", count: 12, all: 12 },
    { heading: "weak", count: 0, all: 288 },
  ]);
});
