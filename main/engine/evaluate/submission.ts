/** Files in the form that the servers of CIRCO and CIRR take. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../contract/errors.ts";
import { imageId } from "./datasets/circo.ts";
import type { Answered } from "./figures.ts";

/** Their servers look this far. */
const deepestInGroup = 3;

/** Returns the paths of what was written. */
export async function writeSubmission(folder: string, dataset: string, method: string, answered: readonly Answered[]): Promise<string[]> {
  const files = submissionFiles(dataset, answered);
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = join(folder, `${dataset}_${method.toLowerCase()}${name}.json`);
      await writeFile(path, JSON.stringify(content));
      return path;
    }),
  );
}

export function submissionFiles(dataset: string, answered: readonly Answered[]): Record<string, Record<string, unknown>> {
  const byQuery = (value: (answer: Answered) => unknown) => Object.fromEntries(answered.map((answer) => [answer.query.id, value(answer)]));
  if (dataset === "circo") return { "": byQuery(({ ranking }) => ranking.names.map(imageId)) };
  if (dataset === "cirr")
    return {
      _recall: { version: "rc2", metric: "recall", ...byQuery(({ ranking }) => ranking.names) },
      _recall_subset: { version: "rc2", metric: "recall_subset", ...byQuery(({ ranking }) => ranking.group.slice(0, deepestInGroup)) },
    };
  throw new AppError("bad-request", `There is no submission file for ${dataset}.`, "CIRCO and CIRR have one.");
}
