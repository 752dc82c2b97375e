/** All captions of a photo grow together by a word a step. */
import { withoutRepeats } from "./no-repeat.ts";
import type { Schedule } from "./turns.ts";

/** The next word's scores of every row, and what was remembered of the rows so far. */
export interface Step<Cache> {
  scores: Float32Array[];
  cache: Cache;
}

export interface Steps<Cache> {
  /** All captions begin alike: one row. */
  first(): Promise<Step<Cache>>;
  /** One more word a row; `length`: words before it, the beginning not counted. */
  next(words: number[], cache: Cache, length: number): Promise<Step<Cache>>;
  /** The cache of these rows, in this order; a row may be taken several times. */
  take(cache: Cache, rows: readonly number[]): Cache;
}

export interface GrowOptions {
  count: number;
  choose(scores: Float32Array): number;
  schedule: Schedule;
  maxTokens: number;
  /** No run of so many words comes twice in a caption; undefined: it may. */
  noRepeat?: number | undefined;
  end: number;
}

/** A caption that grows; `row` is its place in the batch. */
interface Growing {
  ids: number[];
  row: number;
}

/** -> the words of every caption, the end with them if it came to one. Every job of the schedule is one step. */
export async function growCaptions<Cache>(
  { first, next, take }: Steps<Cache>,
  { count, choose, schedule, maxTokens, noRepeat, end }: GrowOptions,
): Promise<number[][]> {
  const captions: Growing[] = Array.from({ length: count }, () => ({ ids: [], row: 0 }));
  let growing = captions;
  let step = await schedule(first);
  for (let length = 1; ; length++) {
    for (const { ids, row } of growing) {
      const scores = step.scores[row] ?? new Float32Array();
      ids.push(choose(noRepeat === undefined ? scores : withoutRepeats(scores, ids, noRepeat)));
    }
    growing = growing.filter(({ ids }) => ids.at(-1) !== end);
    if (growing.length === 0 || length >= maxTokens) return captions.map(({ ids }) => ids);
    const cache = take(
      step.cache,
      growing.map(({ row }) => row),
    );
    for (const [row, caption] of growing.entries()) caption.row = row;
    const words = growing.map(({ ids }) => ids.at(-1) ?? end);
    step = await schedule(() => next(words, cache, length));
  }
}
