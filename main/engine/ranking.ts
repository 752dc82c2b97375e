/** All results of a query in their order, with near-copies folded where that is asked for. Sorted only as far as is looked at. */
import type { Band, Query } from "../../contract/types.ts";
import type { Bands } from "./bands.ts";
import { type Folded, foldCopies } from "./fold-copies.ts";
import type { Scored } from "./fuse.ts";
import { bestFirst } from "./sort-scores.ts";
import type { Leaders } from "./store/near-copies.ts";
import { createTopList, type Match } from "./top-list.ts";

export interface Ranked extends Match {
  /** Results that this one stands for, itself included */
  folded: number;
}

export interface Ranking {
  total: number;
  /** The same by bands */
  listed: Record<Band, number>;
  page(offset: number, limit: number): Ranked[];
  /** All photos in order */
  ids(): number[];
  /** Of the result in which a near-copy is folded */
  standIn(photo: number): number;
}

export interface RankingParts {
  bands: Bands;
  leaders(): Leaders;
  /** Milliseconds since 1970 of each of these photos, in their order */
  times(photos: readonly number[]): number[];
}

/** By date, weak matches are left out. The best of near-copies stands for them. */
export function rank(scored: Scored, { sort, fold }: Pick<Query, "sort" | "fold">, parts: RankingParts): Ranking {
  const { photos, scores } = scored;
  const copies = fold ? foldCopies(scored, parts.leaders()) : undefined;
  const listed = listedBands(scored, parts.bands, copies);
  if (sort === "date") listed.weak = 0;
  let sorted: Match[] | undefined;

  function isShown(index: number): boolean {
    if (copies?.isFolded(index)) return false;
    return sort === "match" || parts.bands.of(scores[index] ?? 0) !== "weak";
  }

  function all(): Match[] {
    sorted ??= sort === "date" ? newestFirst() : bestFirst(scored, isShown);
    return sorted;
  }

  function newestFirst(): Match[] {
    const matches = bestFirst(scored, isShown);
    const takenAt = parts.times(matches.map(({ photo }) => photo));
    const timed = matches.map((match, index) => ({ match, time: takenAt[index] ?? 0 }));
    return timed.sort((a, b) => b.time - a.time || b.match.photo - a.match.photo).map(({ match }) => match);
  }

  /** The first ones, without sorting the rest */
  function best(limit: number): Match[] {
    const top = createTopList(limit);
    for (let index = 0; index < photos.length; index++) if (isShown(index)) top.offer(photos[index] ?? 0, scores[index] ?? 0);
    return top.sorted();
  }

  return {
    total: listed.strong + listed.possible + listed.weak,
    listed,
    page(offset, limit) {
      const isQuick = offset === 0 && sort === "match" && sorted === undefined;
      const matches = isQuick ? best(limit) : all().slice(offset, offset + limit);
      return matches.map((match) => ({ ...match, folded: copies?.sizeOf(match.photo) ?? 1 }));
    },
    ids: () => all().map(({ photo }) => photo),
    standIn: (photo) => copies?.bestOf(photo) ?? photo,
  };
}

function listedBands({ scores }: Scored, { of, counts }: Bands, copies: Folded | undefined): Record<Band, number> {
  const listed = { ...counts };
  for (const index of copies?.folded ?? []) listed[of(scores[index] ?? 0)] -= 1;
  return listed;
}
