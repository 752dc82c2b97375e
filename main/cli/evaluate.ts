/** `recompose evaluate`: the compared methods on a dataset of composed queries. */
import { resolve } from "node:path";
import { AppError } from "../../contract/errors.ts";
import {
  type composedDatasets,
  type Evaluation,
  type EvaluationProgress,
  evaluateSchema,
  type MethodFigures,
  type NothingMatches,
} from "../../contract/evaluation.ts";
import { typedIn } from "../paths.ts";
import { rest } from "./measure.ts";
import { count, endProgress, note, print, printJson, showProgress } from "./output.ts";
import { paperTables } from "./paper-figures.ts";
import { type Command, exitCodes } from "./run.ts";
import { parseWeights } from "./search.ts";

export interface EvaluateOptions {
  root?: string;
  split?: string;
  queries?: string;
  photos?: string;
  gallery?: string[];
  methods?: string[];
  weights?: string;
  missing: string;
  submission?: string;
  charts?: string;
}

/** @throws AppError bad-request */
export function parseEvaluate(dataset: (typeof composedDatasets)[number], options: EvaluateOptions) {
  const { root, queries, photos, gallery = [], methods = [], weights, submission, charts } = options;
  if (root === undefined && (queries === undefined || photos === undefined))
    throw new AppError("bad-request", "No dataset was named.", "Give its folder with --root, or --queries and --photos.");
  if (dataset !== "flickr-cir" && (queries !== undefined || gallery.length > 0))
    throw new AppError(
      "bad-request",
      `--queries and --gallery do not go with ${dataset}.`,
      'Use "recompose evaluate flickr-cir" with them.',
    );
  const path = (given: string | undefined) => (given === undefined ? undefined : resolve(typedIn(), given));
  const names = methods.flatMap((list) => list.split(",")).filter(Boolean);
  const asked = evaluateSchema.safeParse({
    dataset,
    root: path(root ?? "."),
    split: options.split ?? (submission === undefined ? "val" : "test"),
    queries: path(queries),
    photos: path(photos),
    gallery: gallery.map(path),
    ...(names.length > 0 && !names.includes("all") && { methods: names }),
    ...(weights !== undefined && { weights: parseWeights(weights) }),
    missing: options.missing,
    submission: path(submission),
    charts: path(charts),
  });
  if (asked.success) return asked.data;
  const [problem] = asked.error.issues;
  throw new AppError("bad-request", `--${problem?.path.join(".")}: ${problem?.message}.`, "--help says what it can be.");
}

export async function evaluateMethods({ engine, signal, json }: Command, asked: ReturnType<typeof parseEvaluate>): Promise<number> {
  await rest(engine);
  const evaluation = await lastOf(engine.evaluate(asked, { signal }));
  const { photos, names, queries } = evaluation.missing;
  if (photos > 0)
    note(
      `${count(photos, "photo")} missing or unreadable, ${count(queries, "query")} left out: ${names.join(", ")}${photos > names.length ? " ..." : ""}`,
    );
  for (const file of evaluation.files) note(`Wrote ${file}`);
  if (json) printJson(jsonOf(evaluation));
  else print(tableOf(evaluation));
  return exitCodes.done;
}

function jsonOf({ dataset, queries, gallery, pack, methods, weights, missing }: Evaluation) {
  return { dataset, queries, gallery, pack, weights, missing, methods };
}

/** Ours with a column for each figure, and the paper's where it has any. */
function tableOf(evaluation: Evaluation): string {
  const { dataset, queries, gallery, pack, weights, methods } = evaluation;
  const paper = paperTables[dataset];
  const columns = figuresOf(methods.find(({ skipped }) => !skipped));
  const heading = ["method", ...Object.keys(columns), "ms", ...(paper ? paper.columns.map((column) => `paper ${column}`) : [])];
  const rows = methods.map((method) => {
    const figures = method.skipped
      ? Object.keys(columns).map(() => "-")
      : Object.values(figuresOf(method)).map((value) => value.toFixed(2));
    const theirs = paper ? paper.columns.map((_, index) => paper.rows[method.name]?.[index]?.toFixed(2) ?? "-") : [];
    return [method.name, ...figures, method.skipped ? "-" : method.msPerQuery.toFixed(0), ...theirs];
  });
  return [
    `${dataset}: ${queries.toLocaleString("en")} queries, ${count(gallery, "photo")}, ${pack}, alpha ${weights.alpha}, beta ${weights.beta}, gamma ${weights.gamma}`,
    ...aligned([heading, ...rows]),
    ...methods.flatMap(({ name, skipped, notes }) => [
      ...(skipped ? [`${name}: not run. ${skipped}`] : []),
      ...notes.map((text) => `${name}: ${text}`),
    ]),
    ...(paper ? ["paper: ViT-L/14; CIRCO and CIRR on their test splits, FashionIQ on val."] : []),
  ].join("\n");
}

/** In the order in which the paper has them. */
function figuresOf(method: MethodFigures | undefined): Record<string, number> {
  const named = (letter: string, figures: Record<string, number> = {}) =>
    Object.entries(figures).map(([k, value]) => [`${letter}@${k}`, value] as const);
  return Object.fromEntries([...named("mAP", method?.map), ...named("R", method?.recall), ...named("Rs", method?.recallSubset)]);
}

function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
}

const steps = { photos: "Reading photos", captions: "Captioning photos", queries: "Asking queries" } satisfies Record<
  EvaluationProgress["step"],
  string
>;

async function lastOf<T extends object>(items: AsyncIterable<EvaluationProgress | T>): Promise<T> {
  try {
    for await (const item of items) {
      if (!isProgress(item)) return item;
      const left = item.etaSeconds === null || item.etaSeconds < 1 ? "" : `, about ${Math.ceil(item.etaSeconds / 60)} min left`;
      showProgress(`${steps[item.step]}: ${item.done.toLocaleString("en")} of ${item.of.toLocaleString("en")}${left}`);
    }
  } finally {
    endProgress();
  }
  throw new AppError("internal", "The measurement ended without a result.");
}

function isProgress(item: object): item is EvaluationProgress {
  return "step" in item;
}

export async function evaluateNothingMatches({ engine, signal, json }: Command, root: string): Promise<number> {
  await rest(engine);
  const figures = await lastOf(engine.evaluateNothingMatches({ root }, { signal }));
  const line = (what: string, { nothing, queries }: NothingMatches["absent"]) =>
    `${what}: "nothing matches well" for ${nothing} of ${queries} (${((100 * nothing) / Math.max(queries, 1)).toFixed(1)} %)`;
  if (json) printJson(figures);
  else
    print(
      [
        `Flickr8k, ${count(figures.photos, "photo")}`,
        line("things in no photo", figures.absent),
        line("captions of photos", figures.present),
        ...(figures.withCaptions
          ? [
              line("with captions: things in no photo", figures.withCaptions.absent),
              line("with captions: captions of photos", figures.withCaptions.present),
            ]
          : []),
      ].join("\n"),
    );
  return exitCodes.done;
}
