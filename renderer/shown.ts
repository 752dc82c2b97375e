/** Results in the order and sections in which the grid shows them. */
import type { Hit, Results } from "../contract/types.ts";

export type Heading = "strong" | "possible" | "closest" | "weak";

export interface Section {
  /** Null: a section without a heading */
  heading: Heading | null;
  /** Photos of it that are in the grid; none in a section that is folded */
  count: number;
  /** Photos of it that there are */
  all: number;
}

export interface Shown {
  /** As many as are in the grid; a gap where one was not fetched yet */
  hits: readonly (Hit | undefined)[];
  sections: readonly Section[];
}

/** Hits behind the first ones, by their places in the list in pages of `hitsOfPage`; only what was looked at */
export type MoreHits = Readonly<Record<number, readonly Hit[]>>;
export const hitsOfPage = 200;

/** Where nothing matches well, this many are shown all the same. */
const closestShown = 12;

export function goodHits({ listed }: Pick<Results, "listed">): number {
  return listed.strong + listed.possible;
}

/** By match: strong, possible, and the weak ones folded. By date: the strong and possible ones, newest first. */
export function shownOf(results: Results, more: MoreHits, sort: "match" | "date", weakShown: boolean): Shown {
  const good = goodHits(results);
  if (sort === "date") {
    const hits = results.hits.filter(({ band }) => band !== "weak");
    hits.sort((a, b) => b.photo.takenAt - a.photo.takenAt || a.photo.id - b.photo.id);
    return { hits, sections: [{ heading: null, count: hits.length, all: hits.length }] };
  }
  const { listed, bands, total } = results;
  const closest = good === 0 ? Math.min(closestShown, total) : 0;
  const weak = total - good - closest;
  const sections: Section[] = [
    { heading: "strong", count: listed.strong, all: bands.strong },
    { heading: "possible", count: listed.possible, all: bands.possible },
    { heading: "closest", count: closest, all: closest },
    { heading: "weak", count: weakShown ? weak : 0, all: weak },
  ];
  return {
    hits: inPlace(results.hits, more, good + closest + (weakShown ? weak : 0)),
    sections: sections.filter(({ all, heading }) => all > 0 && heading),
  };
}

function inPlace(first: readonly Hit[], more: MoreHits, count: number): (Hit | undefined)[] {
  const hits: (Hit | undefined)[] = first.slice(0, count);
  hits.length = count;
  for (const [page, hitsOf] of Object.entries(more)) {
    for (const [index, hit] of hitsOf.entries()) {
      const place = Number(page) * hitsOfPage + index;
      if (place >= first.length && place < count) hits[place] = hit;
    }
  }
  return hits;
}
