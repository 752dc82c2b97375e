/** From typed text to chips. */
import { formatFilter, parseQueryText } from "../contract/filter-text.ts";
import type { Filter } from "../contract/types.ts";
import type { QueryDraft } from "./store.ts";

type Chips = Pick<QueryDraft, "text" | "without" | "filter">;

/**
 * Is there a `-word` or a filter with the space behind it just typed? Then it can become a chip. "without" waits for
 * Enter, since more words may follow it; so does everything in open quotes.
 */
export function isChipFinished(text: string): boolean {
  const openQuotes = text.replace(/"[^"]*"/g, "").includes('"');
  return !openQuotes && /(^|\s)(-\S+|[A-Za-z]+:\S.*)\s$/.test(text);
}

/** The query with the filters and without-words of `typed` as chips; undefined when there are none, or some make no sense. */
export function withChips(query: QueryDraft, typed: string): Chips | undefined {
  const { text, without, filter, problems } = parseQueryText(typed);
  const anything = without.length > 0 || Object.keys(filter).length > 0;
  if (!anything || problems.length > 0) return undefined;
  return { text, without: [...new Set([...query.without, ...without])], filter: mergeFilters(query.filter, filter) };
}

/** Lists add up; dates and ratings replace those before. */
function mergeFilters(old: Filter, added: Filter): Filter {
  return filterFrom([...formatFilter(old), ...formatFilter(added)]);
}

/** A filter without one of its texts, as `formatFilter` writes them. */
export function withoutFilter(filter: Filter, text: string): Filter {
  return filterFrom(formatFilter(filter).filter((other) => other !== text));
}

/** A filter with one more text, as `parseQueryText` reads them. */
export function withFilter(filter: Filter, text: string): Filter {
  return filterFrom([...formatFilter(filter), text]);
}

function filterFrom(texts: string[]): Filter {
  return parseQueryText(texts.join(" ")).filter;
}
