/** The library as a grid sees it: lists that can be entered anywhere, their months, and places of photos in them. */
import type { z } from "zod";
import type { EngineHandlers } from "../../contract/api.ts";
import { formatFilter, withoutFilter } from "../../contract/filter-text.ts";
import type { Filter, listingSchema, Month } from "../../contract/types.ts";
import type { List, Lists } from "./lists.ts";
import type { Library } from "./store/db.ts";
import type { Leaders } from "./store/near-copies.ts";

type Listing = z.output<typeof listingSchema>;
type Handled = "photos" | "months" | "idsOf" | "placeOf" | "copiesOf" | "suggest" | "countsWithout";

export function libraryLists({ photos, nearCopies, suggestions }: Library, lists: Lists): Pick<EngineHandlers, Handled> {
  function listOf({ list: name, filter, sort, fold }: Listing): { name: string; list: List } {
    const known = lists.find(name);
    if (known && name !== undefined) return { name, list: known };
    const all = photos.ordered(filter, sort);
    const { ids, standIn } = fold ? folded(all, nearCopies.leaders()) : { ids: all, standIn: (photo: number) => photo };
    const byDate = sort === "newest" || sort === "oldest";
    const list: List = { ids: () => ids, standIn, ...(byDate && { months: monthsOf(ids, photos.takenAt) }) };
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
function folded(all: readonly number[], leaders: Leaders): Pick<List, "standIn"> & { ids: number[] } {
  const standIns = new Map<number, number>();
  const leading = new Set(leaders.values());
  for (const id of all) if (leading.has(id)) standIns.set(id, id);
  const ids = all.filter((id) => {
    const leader = leaders.get(id);
    if (leader === undefined) return true;
    if (standIns.has(leader)) return false;
    standIns.set(leader, id);
    return true;
  });
  return { ids, standIn: (photo) => standIns.get(leaders.get(photo) ?? photo) ?? photo };
}

/** Of photos in order by their time: the end of each month is looked for in halves, so few of them are asked. */
function monthsOf(ids: readonly number[], takenAt: (photo: number) => number): Month[] {
  const monthAt = (offset: number) => new Date(takenAt(ids[offset] ?? 0)).toISOString().slice(0, 7);
  const months: Month[] = [];
  for (let offset = 0; offset < ids.length; ) {
    const month = monthAt(offset);
    let [within, beyond] = [offset, ids.length];
    while (beyond - within > 1) {
      const middle = (within + beyond) >> 1;
      if (monthAt(middle) === month) within = middle;
      else beyond = middle;
    }
    months.push({ month, offset, photos: beyond - offset });
    offset = beyond;
  }
  return months;
}
