/** Ablations, weight sweeps and cross-validated weights as CSV files and line charts. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Weights } from "../../../contract/types.ts";
import { type OpenQuery, type Run, rankWith } from "./answer.ts";
import { crossValidate } from "./cross-validate.ts";
import type { Dataset } from "./dataset.ts";
import { type Answered, figuresOf } from "./figures.ts";
import { lineChart } from "./line-chart.ts";
import { ablations, gridOf, sweeps, type Variant } from "./variants.ts";

interface Measured extends Variant {
  answered: Answered[];
  /** In percent, at 10 */
  value: number;
}

/** Returns the paths of what was written. */
export async function writeCharts(folder: string, dataset: Dataset, run: Run, open: readonly OpenQuery[]): Promise<string[]> {
  const { ofQuery, ofTarget } = sweeps(run);
  const [parts, query, target, grid] = await measureAll([ablations(run), ofQuery, ofTarget, gridOf(run)], dataset, open);
  const metric = dataset.name === "circo" ? "mAP@10" : "Recall@10";
  const y = `${metric} in percent`;
  const files = {
    ...(parts.length > 0 && {
      "ablations.csv": csv(
        ["method", metric],
        parts.map(({ name, value }) => [name, value.toFixed(2)]),
      ),
    }),
    "weights.csv": csv(
      ["alpha", "beta", "gamma", metric],
      [...query, ...target].map(({ weights, value }) => rowOf(weights, value)),
    ),
    "cross-validation.csv": csv(
      ["alpha", "beta", "gamma", `${metric} of the other queries`],
      crossValidate(grid, (answered) => figureAtTen(answered, dataset)).map(({ weights, value }) => rowOf(weights, value)),
    ),
    "query-weights.svg": lineChart({ title: `${dataset.name}: ${metric} over alpha`, x: "alpha", y, lines: byBeta(query) }),
    "target-weights.svg": lineChart({
      title: `${dataset.name}: ${metric} over gamma`,
      x: "gamma",
      y,
      lines: [{ name: "", points: target.map(({ weights, value }) => [weights.gamma, value]) }],
    }),
  };
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      const path = join(folder, `${dataset.name}-${name}`);
      await writeFile(path, content);
      return path;
    }),
  );
}

/** Query by query, so that its parts are compared with the photos once for all variants. */
async function measureAll<const T extends readonly Variant[][]>(groups: T, dataset: Dataset, open: readonly OpenQuery[]) {
  const answered = new Map<Variant, Answered[]>(groups.flat().map((variant) => [variant, []]));
  for (const query of open)
    for (const [variant, answers] of answered) {
      const { names } = (await rankWith(query, variant)).ranking;
      answers.push({ part: query.part, query: query.query, ranking: { names: names.slice(0, 10), group: [] } });
    }
  const measured = (variant: Variant): Measured => {
    const answers = answered.get(variant) ?? [];
    return { ...variant, answered: answers, value: figureAtTen(answers, dataset) };
  };
  return groups.map((variants) => variants.map(measured)) as { [K in keyof T]: Measured[] };
}

function figureAtTen(answered: readonly Answered[], dataset: Dataset): number {
  const { recall, map } = figuresOf(dataset, answered);
  return (map ?? recall)["10"] ?? 0;
}

function rowOf({ alpha, beta, gamma }: Weights, value: number): (string | number)[] {
  return [alpha, beta, gamma, value.toFixed(2)];
}

/** A line for every second beta: more could not be told apart. */
function byBeta(measured: readonly Measured[]) {
  const betas = [...new Set(measured.map(({ weights }) => weights.beta))].filter((_, index) => index % 2 === 0);
  return betas.map((beta) => ({
    name: `beta ${beta}`,
    points: measured.filter(({ weights }) => weights.beta === beta).map(({ weights, value }) => [weights.alpha, value] as [number, number]),
  }));
}

function csv(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [heading, ...rows].map((row) => `${row.join(",")}\n`).join("");
}
