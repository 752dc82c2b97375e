/** Runs methods over the queries of a dataset. */
import type { EvaluationProgress } from "../../../contract/evaluation.ts";
import type { Weights } from "../../../contract/types.ts";
import { composeMethod, type Term } from "../compose.ts";
import type { Ingredient, Method } from "../methods.ts";
import type { ComposedQuery, Dataset, Part } from "./dataset.ts";
import type { Features } from "./features.ts";
import type { Answered } from "./figures.ts";
import { createGallery, type Gallery } from "./gallery.ts";
import { createQueryIngredients, type QueryIngredients, type Ready } from "./ingredients.ts";
import { type Kit, progressOf } from "./kit.ts";

export interface Run {
  method: Method;
  weights: Weights;
}

/** A query with all that the methods took from it, to be composed again with other weights. */
export interface OpenQuery {
  part: string;
  query: ComposedQuery;
  gallery: Gallery;
  ingredients: QueryIngredients;
}

export interface Answers {
  /** One for each run */
  answered: Answered[][];
  /** Milliseconds of all queries together, one for each run */
  ms: number[];
  open: OpenQuery[];
  /** Queries that were left out: their photo or all their targets are missing */
  leftOut: number;
}

export async function* answerAll(
  dataset: Dataset,
  runs: readonly Run[],
  features: Features,
  kit: Kit,
): AsyncGenerator<EvaluationProgress, Answers> {
  const answers: Answers = { answered: runs.map(() => []), ms: runs.map(() => 0), open: [], leftOut: 0 };
  const progress = progressOf(
    "queries",
    dataset.parts.reduce((sum, { queries }) => sum + queries.length, 0),
  );
  for (const part of dataset.parts) {
    const gallery = createGallery(part, features, dataset, kit.info.pack.dims);
    const searched = new Set(part.gallery);
    for (const query of part.queries) {
      kit.options.signal?.throwIfAborted();
      if (canBeAsked(query, searched, features)) await answerOne(query, part, gallery);
      else answers.leftOut += 1;
      yield progress(answers.open.length + answers.leftOut);
    }
  }
  return answers;

  async function answerOne(query: ComposedQuery, { name }: Part, gallery: Gallery): Promise<void> {
    const reference = query.reference === undefined ? undefined : features.photos.get(query.reference);
    const open: OpenQuery = { part: name, query, gallery, ingredients: createQueryIngredients(query, reference, kit) };
    answers.open.push(open);
    for (const [index, run] of runs.entries()) {
      const { ranking, ms } = await rankWith(open, run);
      answers.answered[index]?.push({ part: name, query, ranking });
      answers.ms[index] = (answers.ms[index] ?? 0) + ms;
    }
  }
}

/** One query by one method. What was made for another method before is not made again, but its time counts. */
export async function rankWith({ query, gallery, ingredients }: OpenQuery, { method, weights }: Run) {
  const ready = new Map<Ingredient, Ready>();
  for (const part of method.parts) ready.set(part, await ingredients.of(part));
  const started = performance.now();
  const terms: Term[] = composeMethod(method, weights, (part) => ready.get(part)?.terms ?? []);
  const ranking = gallery.rank(query, terms, method.fused ? weights.gamma : 0);
  const costs = new Set([...ready.values()].flatMap(({ costs }) => costs));
  return { ranking, ms: [...costs].reduce((sum, { ms }) => sum + ms, performance.now() - started) };
}

function canBeAsked({ reference, targets }: ComposedQuery, searched: ReadonlySet<string>, { photos }: Features): boolean {
  if (searched.size === 0 || (reference !== undefined && !photos.has(reference))) return false;
  return targets.length === 0 || targets.some((target) => photos.has(target) && searched.has(target));
}
