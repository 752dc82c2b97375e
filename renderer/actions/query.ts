/** The query as the user builds it, and the search itself. */
import { formatFilter, parseQueryText } from "../../contract/filter-text.ts";
import type { Query, QueryInput, Results } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { weightsAt } from "../balance.ts";
import { emptyQuery, type QueryDraft, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { isChipFinished, withChips, withoutFilter } from "../typed-chips.ts";
import { reloadLibrary } from "./library.ts";
import { say, showError } from "./messages.ts";

const mostHits = 300;

/** A sentence that the user wrote belongs to its photos and words. */
export function changeQuery(change: Partial<QueryDraft>): void {
  const other = change.text !== undefined || change.references !== undefined;
  store.setState(({ query }) => ({ query: { ...query, ...(other && { rewritten: "" }), ...change }, problems: [] }));
}

/** The user's own sentence in place of the program's; the program's again for an empty one. */
export function lookFor(rewritten: string): void {
  changeQuery({ rewritten });
  void search();
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
  if (results) store.setState({ results: null, refined: null, active: libraryActive });
  store.setState({ searching: false, refining: false, loupe: false });
  if (formatFilter(query.filter).join() !== formatFilter(library.filter).join()) void reloadLibrary();
}

/**
 * Asks the engine. The results before stay until the new ones are there; a later search makes an earlier one void. Refined
 * results replace quick ones by themselves only where the user has touched nothing.
 */
export async function search(): Promise<void> {
  const typed = store.getState().query;
  const { problems } = parseQueryText(typed.text);
  if (problems.length > 0) return store.setState({ problems });
  changeQuery({ ...withChips(typed, typed.text), rewritten: typed.rewritten });
  running?.abort();
  const { query } = store.getState();
  if (query.references.some(({ source }) => source === null)) return; // comes again when they are read
  if (!wantsSomething(query)) return searchNothing(query);
  const controller = new AbortController();
  running = controller;
  store.setState({ searching: true, refining: false, refined: null });
  let stage = 0;
  try {
    for await (const results of engine().searchStages(toInput(query), { signal: controller.signal })) {
      if (running !== controller) return;
      if (stage++ === 0 || !store.getState().touched) show(results);
      else store.setState({ refined: results });
      store.setState({ searching: false, refining: stage === 1 && canBeRefined(query, results) });
    }
  } catch (error) {
    showError(error);
  } finally {
    if (running === controller) store.setState({ searching: false, refining: false });
  }
}

function show(results: Results): void {
  const { results: before, active, status } = store.getState();
  if (!before) libraryActive = active;
  store.setState({ results, refined: null, touched: false, readyThen: status?.ready ?? 0, loupe: false, active: 0 });
  say(strings.results.count(results.hits.length));
}

function canBeRefined({ references, text }: QueryDraft, { stage }: Results): boolean {
  return stage === "quick" && text.trim() !== "" && references.some(({ wanted }) => wanted);
}

export function showRefined(): void {
  const { refined } = store.getState();
  if (refined) show(refined);
}

export function dismissRefined(): void {
  store.setState({ refined: null });
}

function wantsSomething({ references, text }: QueryDraft): boolean {
  return text.trim() !== "" || references.some(({ wanted }) => wanted);
}

/** Filters alone narrow the library; words to avoid need something to keep away from. */
function searchNothing({ without, references }: QueryDraft): void {
  if (without.length > 0 || references.length > 0) store.setState({ problems: [strings.query.onlyUnwanted] });
  showLibrary();
}

function toInput({ references, text, without, filter, rewritten, balance }: QueryDraft): QueryInput {
  return {
    references: references.flatMap(({ source, wanted }) => (source ? [{ source, wanted }] : [])),
    text: text.trim(),
    without,
    filter,
    rewritten,
    limit: mostHits,
    ...(balance !== null && { weights: weightsAt(balance) satisfies Query["weights"] }),
  };
}
