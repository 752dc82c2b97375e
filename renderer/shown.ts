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
  hits: readonly Hit[];
  sections: readonly Section[];
}

/** Where nothing matches well, this many are shown all the same. */
const closestShown = 12;

/** By match: strong, possible, and the weak ones folded. By date: the strong and possible ones, newest first. */
export function shownOf(results: Results, sort: "match" | "date", weakShown: boolean): Shown {
  const good = results.hits.filter(({ band }) => band !== "weak");
  if (sort === "date") {
    const hits = good.sort((a, b) => b.photo.takenAt - a.photo.takenAt || a.photo.id - b.photo.id);
    return { hits, sections: [{ heading: null, count: hits.length, all: hits.length }] };
  }
  const closest = good.length === 0 ? results.hits.slice(0, closestShown) : [];
  const front = [...good, ...closest];
  const weak = results.hits.slice(front.length);
  const allWeak = results.bands.weak - closest.length;
  const strong = good.filter(({ band }) => band === "strong").length;
  const sections: Section[] = [
    { heading: "strong", count: strong, all: results.bands.strong },
    { heading: "possible", count: good.length - strong, all: results.bands.possible },
    { heading: "closest", count: closest.length, all: closest.length },
    { heading: "weak", count: weakShown ? weak.length : 0, all: Math.max(allWeak, weak.length) },
  ];
  return { hits: weakShown ? [...front, ...weak] : front, sections: sections.filter(({ all, heading }) => all > 0 && heading) };
}
