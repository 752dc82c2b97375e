/** Rankings -> the figures that a dataset is known by. */
import type { MethodFigures } from "../../../contract/evaluation.ts";
import type { ComposedQuery, Dataset } from "./dataset.ts";
import type { Ranking } from "./gallery.ts";
import { averageOf, averagePrecisionAt, insideGroup, meanAt, recallAt } from "./metrics.ts";

export interface Answered {
  /** Name of the part of the dataset */
  part: string;
  query: ComposedQuery;
  ranking: Ranking;
}

const recallKs = [1, 5, 10, 50];
const mapKs = [5, 10, 25, 50];
const groupKs = [1, 2, 3];

export function figuresOf(
  dataset: Dataset,
  answered: readonly Answered[],
): Pick<MethodFigures, "recall" | "map" | "recallSubset" | "parts"> {
  const judged = answered.filter(({ query }) => query.targets.length > 0);
  // Of a test split whose targets are hidden there is nothing to tell.
  if (judged.length === 0 && answered.length > 0) return { recall: {} };
  const ofParts = dataset.parts.map(
    ({ name }) =>
      [
        name,
        recallOf(
          judged.filter(({ part }) => part === name),
          dataset,
        ),
      ] as const,
  );
  return {
    recall: averageOf(ofParts.map(([, recall]) => recall)),
    ...(ofParts.length > 1 && { parts: Object.fromEntries(ofParts) }),
    ...(dataset.name === "circo" && {
      map: meanAt(judged, mapKs, ({ query, ranking }, k) => averagePrecisionAt(ranking.names, query.targets, k)),
    }),
    ...(dataset.name === "cirr" && {
      recallSubset: meanAt(judged, groupKs, ({ query, ranking }, k) =>
        recallAt(insideGroup(ranking.group, query.group ?? []), query.targets, k),
      ),
    }),
  };
}

function recallOf(answered: readonly Answered[], { anyTarget }: Dataset): Record<string, number> {
  return meanAt(answered, recallKs, ({ query, ranking }, k) =>
    recallAt(ranking.names, anyTarget ? query.targets : query.targets.slice(0, 1), k),
  );
}
