/** Ablations and weight sweeps as CSV files and line charts. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenQuery, type Run, rankWith } from "./answer.ts";
import type { Dataset } from "./dataset.ts";
import { type Answered, figuresOf } from "./figures.ts";
import { lineChart } from "./line-chart.ts";
import { ablations, sweeps, type Variant } from "./variants.ts";

interface Measured extends Variant {
  /** In percent, at 10 */
  value: number;
}

/** Returns the paths of what was written. */
export async function writeCharts(folder: string, dataset: Dataset, run: Run, open: readonly OpenQuery[]): Promise<string[]> {
  const measure = (variants: readonly Variant[]) => Promise.all(variants.map((variant) => measured(variant, dataset, open)));
  const { ofQuery, ofTarget } = sweeps(run);
  const [parts, query, target] = [await measure(ablations(run)), await measure(ofQuery), await measure(ofTarget)];
  const metric = dataset.name === "circo" ? "mAP@10" : "Recall@10";
  const files = {
    ...(parts.length > 0 && {
      "ablations.csv": csv(
        ["method", metric],
        parts.map(({ name, value }) => [name, value.toFixed(2)]),
      ),
    }),
    "weights.csv": csv(
      ["alpha", "beta", "gamma", metric],
      [...query, ...target].map(({ weights, value }) => [weights.alpha, weights.beta, weights.gamma, value.toFixed(2)]),
    ),
    "query-weights.svg": lineChart({
      title: `${dataset.name}: ${metric} over alpha`,
      x: "alpha",
      y: `${metric} in percent`,
      lines: byBeta(query),
    }),
    "target-weights.svg": lineChart({
      title: `${dataset.name}: ${metric} over gamma`,
      x: "gamma",
      y: `${metric} in percent`,
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

async function measured(variant: Variant, dataset: Dataset, open: readonly OpenQuery[]): Promise<Measured> {
  const answered: Answered[] = [];
  for (const query of open) answered.push({ part: query.part, query: query.query, ranking: (await rankWith(query, variant)).ranking });
  const { recall, map } = figuresOf(dataset, answered);
  return { ...variant, value: (map ?? recall)["10"] ?? 0 };
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
