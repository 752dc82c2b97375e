/** `recompose search`: photos by picture, by words, and by both together. */
import { resolve } from "node:path";
import type { EngineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import { parseQueryText } from "../../contract/filter-text.ts";
import type { Filter, Hit, QueryInput, Reference, Results, Weights } from "../../contract/types.ts";
import { typedIn } from "../paths.ts";
import { count, note, print, printable, printJson } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

export interface SearchOptions {
  image?: string[];
  unlike?: string[];
  text?: string;
  without?: string[];
  weights?: string;
  filter?: string[];
  limit: string;
}

export async function searchPhotos({ engine, signal, json }: Command, options: SearchOptions): Promise<number> {
  const query: QueryInput = {
    references: await references(engine, options),
    text: options.text ?? "",
    without: options.without ?? [],
    filter: parseFilter(options.filter ?? []),
    limit: parseLimit(options.limit),
  };
  if (options.weights !== undefined) query.weights = parseWeights(options.weights);
  const results = await engine.search(query, { signal });
  const hits = await Promise.all(results.hits.map((hit) => withPath(engine, hit)));
  if (json) printJson({ ...results, hits });
  else for (const { score, path, photo } of hits) print(`${score.toFixed(3)}  ${printable(path)}  (photo ${photo.id})`);
  if (!json) explain(results);
  return hits.length > 0 ? exitCodes.done : exitCodes.nothingFound;
}

async function references(engine: EngineApi, { image = [], unlike = [] }: SearchOptions): Promise<Reference[]> {
  const named = [...image.map((name) => ({ name, wanted: true })), ...unlike.map((name) => ({ name, wanted: false }))];
  return await Promise.all(named.map(async ({ name, wanted }) => ({ source: await sourceOf(engine, name), wanted, weight: 1 })));
}

/** A number is a photo of the library, all else a path. */
async function sourceOf(engine: EngineApi, name: string): Promise<Reference["source"]> {
  if (/^\d+$/.test(name)) return { photo: Number(name) };
  const { upload } = await engine.addReference({ path: resolve(typedIn(), name) });
  return { upload };
}

function parseFilter(texts: string[]): Filter {
  const { text, without, filter, problems } = parseQueryText(texts.join(" "));
  const strange = text === "" ? without.map((word) => `-${word}`).join(" ") : text;
  if (problems.length > 0) throw new AppError("bad-request", problems.join(" "));
  if (strange !== "")
    throw new AppError("bad-request", `"${strange}" is no filter.`, 'Write for example --filter "camera:X-T5 rating:>=4".');
  return filter;
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new AppError("bad-request", `"${text}" is no limit.`, "Use a number from 1 to 1000.");
}

function parseWeights(text: string): Weights {
  const [alpha, beta, gamma, ...more] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const weights = { alpha: alpha ?? Number.NaN, beta: beta ?? Number.NaN, gamma: gamma ?? Number.NaN };
  const inRange = Object.values(weights).every((weight) => weight >= 0 && weight <= 1);
  if (inRange && more.length === 0 && weights.alpha + weights.beta <= 1) return weights;
  throw new AppError(
    "bad-request",
    `"${text}" are no weights.`,
    "Write alpha,beta,gamma from 0 to 1 with alpha + beta at most 1, such as .6,.4,.2.",
  );
}

async function withPath(engine: EngineApi, hit: Hit): Promise<Hit & { path: string }> {
  const { files } = await engine.photo({ photo: hit.photo.id });
  const file = files.find(({ present }) => present) ?? files[0];
  return { ...hit, path: file?.path ?? hit.photo.name };
}

function explain({ hits, searched, waiting, notes }: Results): void {
  if (hits.length === 0) note(notes.includes("filters-leave-nothing") ? "Nothing found: the filters leave no photo." : "Nothing found.");
  if (waiting > 0)
    note(`Searched ${searched.toLocaleString("en")} of ${count(searched + waiting, "photo")}; "recompose index" reads the rest.`);
  if (notes.includes("text-cut")) note("The text is longer than the model reads: its end was left out.");
  if (notes.includes("library-empty")) note('The library is empty: add a folder with "recompose index".');
}
