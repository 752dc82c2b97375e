/** The compared methods side by side on a dataset of composed queries. */
import { AppError } from "../../../contract/errors.ts";
import type { EvaluateInput, Evaluation, EvaluationProgress, MethodFigures } from "../../../contract/evaluation.ts";
import { cvsi, lacks, type Method, methods, needsCaptions, quick, standIns } from "../methods.ts";
import { type Answers, answerAll, type Run } from "./answer.ts";
import { writeCharts } from "./charts.ts";
import type { Dataset } from "./dataset.ts";
import { readCirco } from "./datasets/circo.ts";
import { readCirr } from "./datasets/cirr.ts";
import { readFashionIq } from "./datasets/fashioniq.ts";
import { readFlickrCir } from "./datasets/flickr-cir.ts";
import { type Features, readFeatures } from "./features.ts";
import { figuresOf } from "./figures.ts";
import type { Kit } from "./kit.ts";
import { writeSubmission } from "./submission.ts";

const readers = { circo: readCirco, cirr: readCirr, fashioniq: readFashionIq, "flickr-cir": readFlickrCir } satisfies Record<
  EvaluateInput["dataset"],
  (input: EvaluateInput) => Promise<Dataset>
>;
/** Missing photos that are named. */
const mostNames = 10;

/**
 * Yields progress and last the figures.
 * @throws AppError file-missing for a file of the dataset, or photos with `missing: "refuse"`; bad-request for an unknown method
 */
export async function* evaluate(input: EvaluateInput, kit: Kit): AsyncGenerator<EvaluationProgress | Evaluation> {
  const chosen = chooseMethods(input.methods);
  const dataset = await readers[input.dataset](input);
  const runs = chosen
    .filter((method) => !lacks(method, kit.info))
    .map((method) => ({ method, weights: weightsFor(method, dataset, input, kit) }));
  const names = [
    ...new Set(dataset.parts.flatMap(({ gallery, queries }) => [...gallery, ...queries.flatMap(({ reference }) => reference ?? [])])),
  ];
  const withCaptions = kit.info.captioner !== null && runs.some(({ method }) => method.fused || method.parts.some(needsCaptions));
  const features = yield* readFeatures(names, dataset.pathOf, withCaptions, kit);
  if (features.missing.length > 0 && (input.missing === "refuse" || features.photos.size === 0)) throw refusal(features, dataset);
  const answers = yield* answerAll(dataset, runs, features, kit);
  yield {
    dataset: dataset.name,
    queries: answers.open.length,
    gallery: new Set(dataset.parts.flatMap(({ gallery }) => gallery.filter((name) => features.photos.has(name)))).size,
    pack: `${kit.info.pack.id} ${kit.info.pack.version}`,
    methods: chosen.map((method) => methodFigures(method, dataset, runs, answers, kit)),
    weights: weightsFor(cvsi, dataset, input, kit),
    missing: { photos: features.missing.length, names: features.missing.slice(0, mostNames), queries: answers.leftOut },
    files: await writeFiles(input, dataset, runs, answers, kit),
  };
}

/** Upper and lower case are the same. */
function chooseMethods(names: readonly string[] | undefined): Method[] {
  const all = [...methods, quick];
  if (names === undefined) return all;
  return names.map((wanted) => {
    const method = all.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
    if (method) return method;
    throw new AppError("bad-request", `There is no method "${wanted}".`, `There are ${all.map(({ name }) => name).join(", ")}.`);
  });
}

function weightsFor(method: Method, dataset: Dataset, { weights }: EvaluateInput, { info }: Kit): Run["weights"] {
  return weights ?? info.weights[method === quick ? "visual" : dataset.weights];
}

function methodFigures(method: Method, dataset: Dataset, runs: readonly Run[], answers: Answers, { info }: Kit): MethodFigures {
  const index = runs.findIndex((run) => run.method === method);
  const skipped = lacks(method, info);
  if (skipped) return { name: method.name, recall: {}, msPerQuery: 0, skipped, notes: [] };
  const answered = answers.answered[index] ?? [];
  return {
    name: method.name,
    ...figuresOf(dataset, answered),
    msPerQuery: (answers.ms[index] ?? 0) / Math.max(answered.length, 1),
    notes: [...standIns(method, info), ...editNotes(method, answers)],
  };
}

/** How often rules stood in for the language model. */
function editNotes(method: Method, { open }: Answers): string[] {
  if (!method.parts.some(({ of }) => of === "edits")) return [];
  const rewritings = open.flatMap(({ ingredients }) => ingredients.rewritten() ?? []);
  const edits = rewritings.reduce((sum, { edits }) => sum + edits.length, 0);
  const replaced = rewritings.reduce((sum, { replaced }) => sum + replaced, 0);
  const byRules = rewritings.filter(({ by }) => by === "rules").length;
  const notes = [];
  if (replaced > 0) notes.push(`${replaced} of ${edits} edits did not follow the words and were made by rules.`);
  if (byRules > 0) notes.push(`${byRules} of ${rewritings.length} queries were edited by rules.`);
  return notes;
}

function refusal({ missing }: Features, { pathOf }: Dataset): AppError {
  const [first = ""] = missing;
  const rest = missing.length > 1 ? ` and ${missing.length - 1} more (${missing.slice(1, mostNames).join(", ")} ...)` : "";
  return new AppError(
    "file-missing",
    `Photos of the dataset are missing or cannot be read, ${missing.length} in all: ${pathOf(first)}${rest}.`,
    'Give their folder with --photos, or leave them out with "--missing skip".',
  );
}

async function writeFiles(input: EvaluateInput, dataset: Dataset, runs: readonly Run[], answers: Answers, kit: Kit): Promise<string[]> {
  const files: string[] = [];
  for (const [index, { method }] of runs.entries()) {
    if (input.submission === undefined) break;
    files.push(...(await writeSubmission(input.submission, dataset.name, method.name, answers.answered[index] ?? [])));
  }
  if (input.charts !== undefined) {
    const method = lacks(cvsi, kit.info) ? quick : cvsi;
    files.push(...(await writeCharts(input.charts, dataset, { method, weights: weightsFor(method, dataset, input, kit) }, answers.open)));
  }
  return files;
}
