/** The library as a grid sees it: lists that can be entered anywhere, their months, and places of photos in them. */
import type { z } from "zod";
import type { EngineHandlers } from "../../contract/api.ts";
import { formatFilter, withoutFilter } from "../../contract/filter-text.ts";
import type { Filter, listingSchema, Month } from "../../contract/types.ts";
import type { List, Lists } from "./lists.ts";
import type { Library } from "./store/db.ts";
import type { Placed } from "./store/photos.ts";

type Listing = z.output<typeof listingSchema>;
type Handled = "photos" | "months" | "idsOf" | "placeOf" | "copiesOf" | "suggest" | "countsWithout";

export function libraryLists({ photos, nearCopies, suggestions }: Library, lists: Lists): Pick<EngineHandlers, Handled> {
  function listOf({ list: name, filter, sort, fold }: Listing): { name: string; list: List } {
    const known = lists.find(name);
    if (known && name !== undefined) return { name, list: known };
    const all = photos.ordered(filter, sort);
    const byDate = sort === "newest" || sort === "oldest";
    const list = libraryList(all, fold, byDate);
    return { name: lists.keep(list), list };
  }

  return {
    photos: async ({ offset, limit, ...listing }) => {
      const { name, list } = listOf(listing);
      return { list: name, total: list.ids().length, photos: photos.inOrder(list.ids().slice(offset, offset + limit)) };
    },
    months: async (listing) => {
      const { name, list } = listOf(listing);
      return { list: name, total: list.ids().length, months: [...(list.months ?? [])] };
    },
    idsOf: async ({ list, offset, limit }) => ({
      photos: lists
        .get(list)
        .ids()
        .slice(offset, offset + limit),
    }),
    placeOf: async ({ list: name, photo }) => {
      const list = lists.get(name);
      const offset = list.ids().indexOf(list.standIn(photo));
      return { offset: offset < 0 ? null : offset };
    },
    copiesOf: async ({ photo }) => ({ photos: photos.inOrder(nearCopies.copiesOf(photo)) }),
    suggest: async ({ field, letters, limit }) => ({ suggestions: suggestions.suggest(field, letters, limit) }),
    countsWithout: async ({ filter }) => ({
      total: photos.count(filter),
      without: formatFilter(filter).map((value) => ({ value, photos: photos.count(withoutFilter(filter, value) satisfies Filter) })),
    }),
  };
}

/** Folded, the leader of near-copies stands for them; where it is not in the list, the first of them does. */
function libraryList(all: readonly Placed[], fold: boolean, byDate: boolean): List {
  const shown = fold ? folded(all) : { photos: all, standIn: (photo: number) => photo };
  const ids = shown.photos.map(({ id }) => id);
  return {
    ids: () => ids,
    standIn: shown.standIn,
    ...(byDate && { months: monthsOf(shown.photos) }),
  };
}

function folded(all: readonly Placed[]): { photos: Placed[]; standIn(photo: number): number } {
  const leaderOf = new Map<number, number>();
  const standIns = new Map<number, number>();
  for (const { id, leader } of all) {
    if (id === leader) standIns.set(leader, id);
    else {
      leaderOf.set(id, leader);
      if (!standIns.has(leader)) standIns.set(leader, id);
    }
  }
  const standIn = (photo: number) => standIns.get(leaderOf.get(photo) ?? photo) ?? photo;
  return { photos: all.filter(({ id, leader }) => standIns.get(leader) === id), standIn };
}

function monthsOf(photos: readonly { takenAt: number }[]): Month[] {
  const months: Month[] = [];
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [offset, { takenAt }] of photos.entries()) {
    const last = months.at(-1);
    if (last && takenAt >= from && takenAt < to) last.photos += 1;
    else {
      const date = new Date(takenAt);
      [from, to] = [0, 1].map((later) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later)) as [number, number];
      months.push({ month: date.toISOString().slice(0, 7), offset, photos: 1 });
    }
  }
  return months;
}
