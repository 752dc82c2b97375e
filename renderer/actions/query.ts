/** The query as the user builds it, and the search itself. */
import { formatFilter, parseQueryText } from "../../contract/filter-text.ts";
import type { Filter, Query, QueryInput } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { weightsAt } from "../balance.ts";
import { emptyQuery, type QueryDraft, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { reloadLibrary } from "./library.ts";
import { say, showError } from "./messages.ts";

const mostHits = 300;

export function changeQuery(change: Partial<QueryDraft>): void {
  store.setState(({ query }) => ({ query: { ...query, ...change }, problems: [] }));
}

/**
 * While typing: a finished `-word` or filter becomes a chip as soon as the space behind it is typed.
 * "without" waits for Enter, since more words may follow it; so does everything in open quotes.
 */
export function typeText(text: string): void {
  const openQuotes = text.replace(/"[^"]*"/g, "").includes('"');
  const finishedToken = /(^|\s)(-\S+|[A-Za-z]+:\S.*)\s$/.test(text);
  if (finishedToken && !openQuotes && takeChips(text, " ")) return;
  changeQuery({ text });
}

/** Moves filters and without-words from a text into chips; false when there are none, or some make no sense. */
function takeChips(typed: string, end = ""): boolean {
  const { text, without, filter, problems } = parseQueryText(typed);
  const anything = without.length > 0 || Object.keys(filter).length > 0;
  if (!anything || problems.length > 0) return false;
  const { query } = store.getState();
  changeQuery({
    text: text === "" ? "" : text + end,
    without: [...new Set([...query.without, ...without])],
    filter: mergeFilters(query.filter, filter),
  });
  return true;
}

/** Lists add up; dates and ratings replace those before. */
function mergeFilters(old: Filter, added: Filter): Filter {
  return parseQueryText([...formatFilter(old), ...formatFilter(added)].join(" ")).filter;
}

export function removeWithout(word: string): void {
  changeQuery({ without: store.getState().query.without.filter((other) => other !== word) });
  void search();
}

/** `text` as `formatFilter` writes it. */
export function removeFilter(text: string): void {
  const rest = formatFilter(store.getState().query.filter).filter((other) => other !== text);
  changeQuery({ filter: parseQueryText(rest.join(" ")).filter });
  void search();
}

export function clearQuery(): void {
  store.setState({ query: emptyQuery, problems: [] });
  void search();
}

/** The folder alone, or again all folders. */
export function toggleFolder(path: string): void {
  const { folders: [only] = [], ...rest } = store.getState().query.filter;
  changeQuery({ filter: only === path ? rest : { ...rest, folders: [path] } });
  void search();
}

let running: AbortController | undefined;
/** Where the user was in the library before the results came. */
let libraryActive = 0;

/** Back to all photos; the query stays. */
export function showLibrary(): void {
  running?.abort();
  if (store.getState().results) store.setState({ results: null, active: libraryActive });
  store.setState({ searching: false, loupe: false });
}

/** Asks the engine. The results before stay until the new ones are there; a later search makes an earlier one void. */
export async function search(): Promise<void> {
  const { problems } = parseQueryText(store.getState().query.text);
  if (problems.length > 0) return store.setState({ problems });
  takeChips(store.getState().query.text);
  running?.abort();
  const { query, status } = store.getState();
  if (query.references.some(({ source }) => source === null)) return; // comes again when they are read
  if (!wantsSomething(query)) return searchNothing(query);
  const controller = new AbortController();
  running = controller;
  store.setState({ searching: true });
  try {
    const results = await engine().search(toInput(query), { signal: controller.signal });
    if (running !== controller) return;
    if (!store.getState().results) libraryActive = store.getState().active;
    store.setState({ results, readyThen: status?.ready ?? 0, loupe: false, active: 0 });
    say(strings.results.count(results.hits.length));
  } catch (error) {
    showError(error);
  } finally {
    if (running === controller) store.setState({ searching: false });
  }
}

function wantsSomething({ references, text }: QueryDraft): boolean {
  return text.trim() !== "" || references.some(({ wanted }) => wanted);
}

/** Filters alone narrow the library; words to avoid need something to keep away from. */
function searchNothing({ without, references }: QueryDraft): Promise<void> {
  if (without.length > 0 || references.length > 0) store.setState({ problems: [strings.query.onlyUnwanted] });
  showLibrary();
  return reloadLibrary();
}

function toInput({ references, text, without, filter, balance }: QueryDraft): QueryInput {
  return {
    references: references.flatMap(({ source, wanted }) => (source ? [{ source, wanted }] : [])),
    text: text.trim(),
    without,
    filter,
    limit: mostHits,
    ...(balance !== null && { weights: weightsAt(balance) satisfies Query["weights"] }),
  };
}
