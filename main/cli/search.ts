/** `recompose search`: photos by picture, by words, and by both together. */
import { basename, resolve } from "node:path";
import type { EngineApi } from "../../contract/api.ts";
import { AppError, inEnglish } from "../../contract/errors.ts";
import { filterFrom, formatFilter, parseQueryText } from "../../contract/filter-text.ts";
import {
  type Crop,
  cropSchema,
  type Feedback,
  type Filter,
  type Hit,
  type QueryInput,
  type Reference,
  type Results,
  type Weights,
} from "../../contract/types.ts";
import { typedIn } from "../paths.ts";
import { count, note, print, printable, printJson } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

export interface SearchOptions {
  image?: string[];
  crop?: string[];
  unlike?: string[];
  text?: string;
  without?: string[];
  weights?: string;
  filter?: string[];
  rewritten?: string;
  more?: string[];
  less?: string[];
  saved?: string;
  sort?: string;
  fold?: boolean;
  quick?: boolean;
  limit: string;
}

/** What was asked for, with the references still to be opened. */
export interface Asked {
  /** A query as text, which the rest is added to; "" where there is none */
  line: string;
  references: { name: string; wanted: boolean; crop?: Crop | undefined; weight?: number }[];
  query: QueryInput;
  /** The name of a search that is asked instead */
  saved: string | undefined;
  /** Without captions rewritten: at once */
  quick: boolean;
}

/** @throws AppError bad-request */
export function parseSearch(line: string, options: SearchOptions): Asked {
  const { image = [], crop = [], unlike = [], text = "", without = [], weights, filter = [], rewritten = "" } = options;
  const { more = [], less = [], saved, sort, fold = false, quick = false, limit } = options;
  if (crop.length > image.length) throw new AppError("bad-request", "There are more --crop than --image.", "Give one after its photo.");
  return {
    line,
    references: [
      ...image.map((name, index) => ({ name, wanted: true, crop: crop[index] === undefined ? undefined : parseCrop(crop[index]) })),
      ...unlike.map((name) => ({ name, wanted: false })),
    ],
    query: {
      text,
      without,
      rewritten,
      feedback: [...parseFeedback(more, 1), ...parseFeedback(less, -1)],
      filter: parseFilter(filter),
      limit: parseLimit(limit),
      fold,
      ...(sort !== undefined && { sort: parseSort(sort) }),
      ...(weights !== undefined && { weights: parseWeights(weights) }),
    },
    saved,
    quick,
  };
}

export async function searchPhotos({ engine, signal, json }: Command, asked: Asked): Promise<number> {
  const { query, quick } = await queryOf(engine, asked);
  const results = await lastStage(engine, query, quick, signal);
  const hits = await Promise.all(results.hits.map((hit) => withPath(engine, hit)));
  if (json) printJson({ ...results, hits });
  else for (const { score, path, photo } of hits) print(`${score.toFixed(3)}  ${printable(path)}  (photo ${photo.id})`);
  if (!json) explain(results);
  return hits.length > 0 ? exitCodes.done : exitCodes.nothingFound;
}

interface ToRun {
  query: QueryInput;
  quick: boolean;
}

async function queryOf(engine: EngineApi, asked: Asked): Promise<ToRun> {
  if (asked.saved !== undefined) return { query: await savedQuery(engine, asked.saved, asked.query), quick: asked.quick };
  if (asked.line.trim() !== "") return await queryOfLine(engine, asked);
  return { query: { ...asked.query, references: await openAll(engine, asked.references) }, quick: asked.quick };
}

/** The line's query with what the options add: photos, words to avoid, filters; weights, sentence and order in place of its own. */
async function queryOfLine(engine: EngineApi, { line, references, query, quick }: Asked): Promise<ToRun> {
  const read = await engine.readQuery({ line });
  if (read.query.text && query.text)
    throw new AppError("bad-request", "There are words in the query and in --text.", "Write them in one of the two.");
  const dropped = read.outside.map(({ name, ...said }) => ({ ...said, name: fileCalled(name, references) }));
  const others = references.filter(({ name }) => dropped.every((reference) => reference.name !== name));
  return {
    query: {
      ...read.query,
      ...query,
      references: [...read.query.references, ...(await openAll(engine, [...dropped, ...others]))],
      text: read.query.text || (query.text ?? ""),
      without: [...read.query.without, ...(query.without ?? [])],
      rewritten: query.rewritten || read.query.rewritten,
      feedback: [...read.query.feedback, ...(query.feedback ?? [])],
      filter: filterFrom([...formatFilter(read.query.filter), ...formatFilter(query.filter ?? {})]),
    },
    quick: quick || read.quick,
  };
}

/** A photo from outside that a line names is one of the files that are given with it. */
function fileCalled(name: string, references: Asked["references"]): string {
  const file = references.find((reference) => basename(reference.name) === name);
  if (file) return file.name;
  throw new AppError("file-missing", `"${name}" is not in the library.`, `Give its file as well: --image "path/to/${name}".`);
}

async function savedQuery(engine: EngineApi, saved: string, { limit, sort, fold }: QueryInput): Promise<QueryInput> {
  const { searches } = await engine.savedSearches({});
  const search = searches.find(({ name }) => name.toLowerCase() === saved.toLowerCase());
  const names = searches.map(({ name }) => `"${name}"`).join(", ");
  if (!search)
    throw new AppError("search-unknown", `There is no saved search "${saved}".`, names ? `There are ${names}.` : "Save one in the app.");
  const opened = await engine.openSearch({ search: search.id });
  return { ...opened.query, limit, fold, ...(sort !== undefined && { sort }) };
}

async function lastStage(engine: EngineApi, query: QueryInput, quick: boolean, signal: AbortSignal): Promise<Results> {
  let last: Results | undefined;
  if (!quick) for await (const results of engine.searchStages(query, { signal })) last = results;
  return last ?? engine.search(query, { signal });
}

function openAll(engine: EngineApi, references: Asked["references"]): Promise<Reference[]> {
  return Promise.all(references.map((reference) => open(engine, reference)));
}

/** A number is a photo of the library, all else a path. */
async function open(engine: EngineApi, { name, wanted, crop, weight = 1 }: Asked["references"][number]): Promise<Reference> {
  if (/^\d+$/.test(name)) return { source: { photo: Number(name) }, crop, wanted, weight };
  const { upload } = await engine.addReference({ path: resolve(typedIn(), name) });
  return { source: { upload }, crop, wanted, weight };
}

/** "whole": no crop of this photo, for there is one of a later. */
function parseCrop(text: string): Crop | undefined {
  if (text === "whole") return undefined;
  const [left, top, width, height, ...more] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const crop = cropSchema.safeParse({ left, top, width, height });
  if (crop.success && more.length === 0) return crop.data;
  throw new AppError(
    "bad-request",
    `"${text}" is no part of a photo.`,
    "Write left,top,width,height in fractions of the photo, such as .5,0,.5,1 for its right half.",
  );
}

function parseFeedback(photos: readonly string[], weight: number): Feedback[] {
  return photos.map((photo) => {
    if (/^\d+$/.test(photo)) return { photo: Number(photo), weight };
    throw new AppError("bad-request", `"${photo}" is no number of a photo.`, "Results show the number of every photo.");
  });
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

function parseSort(text: string): "match" | "date" {
  if (text === "match" || text === "date") return text;
  throw new AppError("bad-request", `"${text}" is no order.`, "Use match or date.");
}

export function parseWeights(text: string): Weights {
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

function explain({ hits, bands, searched, waiting, notes, rewriting, unrefined }: Results): void {
  if (rewriting)
    note(
      `Looked for: "${printable(rewriting.sentence)}"${rewriting.by === "rules" ? ` (written by rules${rewriting.reason ? `: ${rewriting.reason}` : ""})` : ""}`,
    );
  if (unrefined) note(`Quick results only. ${printable(inEnglish(unrefined))}`);
  if (hits.length > 0 && !bands.strong && !bands.possible) note("Nothing matches well. These are the closest.");
  if (hits.length === 0) note(notes.includes("filters-leave-nothing") ? "Nothing found: the filters leave no photo." : "Nothing found.");
  if (waiting > 0)
    note(`Searched ${searched.toLocaleString("en")} of ${count(searched + waiting, "photo")}; "recompose index" reads the rest.`);
  if (notes.includes("text-cut")) note("The text is longer than the model reads: its end was left out.");
  if (notes.includes("other-language")) note("This pack knows English best.");
  if (notes.includes("library-empty")) note('The library is empty: add a folder with "recompose index".');
}
