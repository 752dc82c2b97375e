/** `recompose bench search`: how long a person waits for each kind of answer, on the library as it is. */
import type { EngineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { QueryInput, Reference, Results } from "../../contract/types.ts";
import { rest } from "./measure.ts";
import { count, endProgress, print, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

const words = ["a dog runs through the snow", "two people at the sea", "a red car", "children play in a park", "a house at night"];
/** Different kinds of edits, each asked of another photo */
const edits = [
  "at night",
  "in the snow",
  "three of them instead of one",
  "without people",
  "on a beach, with a red ball",
  "a cat instead of the dog",
  "seen from above",
  "the same but in black and white",
];
/** Photos from outside are captioned first: fewer of them tell enough. */
const outsideEdits = 4;

type Source = Reference["source"];

interface Timing {
  /** Asked of the engine until the answer was there */
  wholeMs: number[];
  /** Inside the engine, comparing with all photos */
  compareMs: number[];
}

/**
 * Medians in milliseconds: words; photo and words, at once (quick) and with captions rewritten (refined: of a photo whose
 * captions the index has, and of one from outside); and other weights for a query that was answered before.
 */
export async function benchmarkSearch({ engine, signal, json }: Command, queries: number): Promise<number> {
  await rest(engine);
  const { searched } = await engine.search({ text: "warm up", limit: 1 }, { signal });
  if (searched === 0) throw new AppError("bad-request", "The library has no photos to search.", 'Add a folder with "recompose index".');
  try {
    const sources = await somePhotos(engine, signal);
    const byWords = await timed(engine, times(queries, wordQuery), "words", signal);
    const quick = await timed(
      engine,
      times(queries, (turn) => ({ ...wordQuery(turn), ...from(sources, turn) })),
      "quick",
      signal,
    );
    const refined = await timedStages(engine, sources, edits, signal);
    const outside = await timedStages(engine, await outsidePhotos(engine, sources, signal), edits.slice(0, outsideEdits), signal);
    const known = { text: edits[0] ?? "", ...from(sources, 0) };
    const reweighted = await timed(
      engine,
      times(queries, (turn) => ({ ...known, weights: otherWeights(turn) })),
      "weights",
      signal,
    );
    const measured = { photos: searched, queries, byWords, quick, refined, outside, reweighted };
    endProgress();
    if (json) printJson(figuresOf(measured));
    else print(tableOf(measured));
  } finally {
    endProgress();
  }
  return exitCodes.done;
}

/** A number makes every text new: nothing is answered from memory. */
function wordQuery(turn: number): QueryInput {
  return { text: `${words[turn % words.length]} ${turn}` };
}

function from(sources: readonly Source[], turn: number): Pick<QueryInput, "references"> {
  return { references: sources.length > 0 ? [{ source: sources[turn % sources.length] as Source }] : [] };
}

function otherWeights(turn: number): QueryInput["weights"] {
  const alpha = (turn % 11) / 10;
  return { alpha, beta: (1 - alpha) / 2, gamma: ((turn * 3) % 10) / 10 };
}

/** From all over the library, with captions as they are when the index is through. */
async function somePhotos(engine: EngineApi, signal: AbortSignal): Promise<Source[]> {
  const { total } = await engine.photos({ limit: 1 }, { signal });
  const sources: Source[] = [];
  for (const [place] of edits.entries()) {
    const { photos } = await engine.photos({ offset: Math.floor((place * total) / edits.length), limit: 1 }, { signal });
    for (const { id } of photos) sources.push({ photo: id });
  }
  const { models } = await engine.status({}, { signal });
  for (const [done, source] of sources.entries()) {
    showProgress(`Captioning ${done} of ${sources.length} photos with ${models.pack?.title}`);
    if ("photo" in source) await engine.captionNow({ photo: source.photo }, { signal }).catch(withoutCaptioner);
  }
  return sources;
}

function withoutCaptioner(error: unknown): void {
  if (!(error instanceof AppError && error.code === "model-failed")) throw error;
}

/** Photos as the library does not know them: drawn anew, so that their content is another. */
async function outsidePhotos(engine: EngineApi, sources: readonly Source[], signal: AbortSignal): Promise<Source[]> {
  const uploads: Source[] = [];
  for (const source of sources.slice(0, outsideEdits)) {
    if (!("photo" in source)) continue;
    const { bytes } = await engine.thumbnail({ photo: source.photo }, { signal });
    const copy = new Uint8Array([...bytes, 0]);
    uploads.push({ upload: (await engine.addReference({ name: `outside ${source.photo}`, bytes: copy }, { signal })).upload });
  }
  return uploads;
}

async function timed(engine: EngineApi, queries: readonly QueryInput[], what: string, signal: AbortSignal): Promise<Timing> {
  const timing: Timing = { wholeMs: [], compareMs: [] };
  for (const [turn, query] of queries.entries()) {
    showProgress(`${what}: ${turn} of ${queries.length}`);
    const began = performance.now();
    const { compareMs } = await engine.search(query, { signal });
    timing.wholeMs.push(performance.now() - began);
    timing.compareMs.push(compareMs);
  }
  return timing;
}

/** Until the refined answer; by whom the captions were rewritten. Null where there are none to come. */
async function timedStages(engine: EngineApi, sources: readonly Source[], texts: readonly string[], signal: AbortSignal) {
  const wholeMs: number[] = [];
  let by: string | undefined;
  for (const [turn, text] of texts.entries()) {
    showProgress(`refined: ${turn} of ${texts.length}`);
    const began = performance.now();
    let last: Results | undefined;
    for await (const results of engine.searchStages({ text, ...from(sources, turn) }, { signal })) last = results;
    if (last?.stage !== "refined") return null;
    wholeMs.push(performance.now() - began);
    by ??= last.rewriting?.by;
  }
  return { wholeMs, by };
}

interface Measured {
  photos: number;
  queries: number;
  byWords: Timing;
  quick: Timing;
  refined: Awaited<ReturnType<typeof timedStages>>;
  outside: Awaited<ReturnType<typeof timedStages>>;
  reweighted: Timing;
}

function figuresOf({ photos, queries, byWords, quick, refined, outside, reweighted }: Measured) {
  return {
    photos,
    queries,
    compareMs: median(byWords.compareMs),
    wholeMs: median(byWords.wholeMs),
    quickMs: median(quick.wholeMs),
    refinedMs: refined && median(refined.wholeMs),
    refinedOutsideMs: outside && median(outside.wholeMs),
    refinedBy: refined?.by ?? null,
    reweightMs: median(reweighted.wholeMs),
    reweightCompareMs: median(reweighted.compareMs),
  };
}

function tableOf({ photos, queries, byWords, quick, refined, outside, reweighted }: Measured): string {
  const comparing = ({ compareMs }: Timing) => `comparing ${median(compareMs).toFixed(1)}`;
  const writer = refined?.by === "llm" ? "the language model" : "rules";
  return [
    `${count(photos, "photo")}; milliseconds, median and slowest`,
    line("words", byWords, `${queries} queries, ${comparing(byWords)}`),
    line("photo and words, quick", quick, `${queries} queries`),
    line("photo and words, refined", refined, `${edits.length} edits, written by ${writer}`),
    line("photo from outside, refined", outside, `${outsideEdits} edits, captioned first`),
    line("other weights", reweighted, `${queries} of them, ${comparing(reweighted)}`),
  ].join("\n");
}

function line(what: string, timing: { wholeMs: number[] } | null, note: string): string {
  if (!timing) return `${what.padEnd(28)}  none: the pack has no captioner`;
  const [usual, slowest] = [median(timing.wholeMs), Math.max(...timing.wholeMs)].map((ms) => ms.toFixed(1).padStart(8));
  return `${what.padEnd(28)}${usual}${slowest}  ${note}`;
}

function times<T>(number: number, make: (turn: number) => T): T[] {
  return Array.from({ length: number }, (_, turn) => make(turn));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
