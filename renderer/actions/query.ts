/** The query as the user builds it, and the search itself. */
import { formatFilter, parseQueryText } from "../../contract/filter-text.ts";
import type { Query, QueryInput } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { weightsAt } from "../balance.ts";
import { emptyQuery, type QueryDraft, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { isChipFinished, withChips, withoutFilter } from "../typed-chips.ts";
import { reloadLibrary } from "./library.ts";
import { say, showError } from "./messages.ts";

const mostHits = 300;

export function changeQuery(change: Partial<QueryDraft>): void {
  store.setState(({ query }) => ({ query: { ...query, ...change }, problems: [] }));
}

/** A finished `-word` or filter becomes a chip while typing. */
export function typeText(typed: string): void {
  const chips = isChipFinished(typed) ? withChips(store.getState().query, typed) : undefined;
  changeQuery(chips ? { ...chips, text: chips.text && `${chips.text} ` } : { text: typed });
}

export function removeWithout(word: string): void {
  changeQuery({ without: store.getState().query.without.filter((other) => other !== word) });
  void search();
}

/** `text` as `formatFilter` writes it. */
export function removeFilter(text: string): void {
  changeQuery({ filter: withoutFilter(store.getState().query.filter, text) });
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

/** Back to the library, as the filters want it; the query stays. */
export function showLibrary(): void {
  running?.abort();
  const { results, query, library } = store.getState();
  if (results) store.setState({ results: null, active: libraryActive });
  store.setState({ searching: false, loupe: false });
  if (formatFilter(query.filter).join() !== formatFilter(library.filter).join()) void reloadLibrary();
}

/** Asks the engine. The results before stay until the new ones are there; a later search makes an earlier one void. */
export async function search(): Promise<void> {
  const typed = store.getState().query;
  const { problems } = parseQueryText(typed.text);
  if (problems.length > 0) return store.setState({ problems });
  changeQuery(withChips(typed, typed.text) ?? {});
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
function searchNothing({ without, references }: QueryDraft): void {
  if (without.length > 0 || references.length > 0) store.setState({ problems: [strings.query.onlyUnwanted] });
  showLibrary();
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
