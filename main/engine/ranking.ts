/** All results of a query in their order, with near-copies folded where that is asked for. Sorted only as far as is looked at. */
import type { Query } from "../../contract/types.ts";
import type { Bands } from "./bands.ts";
import type { Scored } from "./fuse.ts";
import type { Leaders } from "./store/near-copies.ts";
import { createTopList, type Match } from "./top-list.ts";

export interface Ranked extends Match {
  /** Results that this one stands for, itself included */
  folded: number;
}

export interface Ranking {
  total: number;
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
  const groups = fold ? groupsOf(scored, parts.leaders()) : undefined;
  const shown = [...photos.keys()].filter((index) => {
    const isFolded = groups !== undefined && !groups.isBest(index);
    return !isFolded && (sort === "match" || parts.bands.of(scores[index] ?? 0) !== "weak");
  });
  let sorted: Match[] | undefined;

  function matchAt(index: number): Match {
    return { photo: photos[index] ?? 0, score: scores[index] ?? 0 };
  }

  function all(): Match[] {
    const order = sort === "date" ? newestFirst : bestFirst;
    sorted ??= order(shown.map(matchAt), parts);
    return sorted;
  }

  /** The first ones, without sorting the rest */
  function best(limit: number): Match[] {
    const top = createTopList(limit);
    for (const index of shown) top.offer(photos[index] ?? 0, scores[index] ?? 0);
    return top.sorted();
  }

  return {
    total: shown.length,
    page(offset, limit) {
      const isQuick = offset === 0 && sort === "match" && sorted === undefined;
      const matches = isQuick ? best(limit) : all().slice(offset, offset + limit);
      return matches.map((match) => ({ ...match, folded: groups?.sizeOf(match.photo) ?? 1 }));
    },
    ids: () => all().map(({ photo }) => photo),
    standIn: (photo) => groups?.bestOf(photo) ?? photo,
  };
}

function bestFirst(matches: Match[]): Match[] {
  return matches.sort((a, b) => b.score - a.score || a.photo - b.photo);
}

function newestFirst(matches: Match[], { times }: RankingParts): Match[] {
  const takenAt = times(matches.map(({ photo }) => photo));
  const timed = matches.map((match, index) => ({ match, time: takenAt[index] ?? 0 }));
  return timed.sort((a, b) => b.time - a.time || b.match.photo - a.match.photo).map(({ match }) => match);
}

/** Near-copies among the compared photos. */
function groupsOf({ photos, scores }: Scored, leaders: Leaders) {
  const leads = new Set(leaders.values());
  const groups = new Map<number, { best: number; size: number }>();
  for (const [index, photo] of photos.entries()) {
    const leader = leaders.get(photo) ?? photo;
    if (leader === photo && !leads.has(photo)) continue;
    const group = groups.get(leader);
    if (!group) groups.set(leader, { best: index, size: 1 });
    else {
      group.size += 1;
      if ((scores[index] ?? 0) > (scores[group.best] ?? 0)) group.best = index;
    }
  }
  const groupOf = (photo: number) => groups.get(leaders.get(photo) ?? photo);
  return {
    isBest: (index: number): boolean => (groupOf(photos[index] ?? 0)?.best ?? index) === index,
    sizeOf: (photo: number): number => groupOf(photo)?.size ?? 1,
    bestOf: (photo: number): number => photos[groupOf(photo)?.best ?? -1] ?? photo,
  };
}
