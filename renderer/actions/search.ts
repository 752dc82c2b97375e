/** The search itself: quick and refined results, and other weights for the same query. */
import { formatFilter, parseQueryText } from "../../contract/filter-text.ts";
import { usualFeedback } from "../../contract/query-text.ts";
import { weightsAt } from "../../contract/slider.ts";
import type { Query, QueryInput, Results } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { arrange, emptyQuery, photoAt, placeOf, type QueryDraft, shownCount, store, wantsSomething } from "../store.ts";
import { strings } from "../strings/index.ts";
import { withChips } from "../typed-chips.ts";
import { reloadLibrary } from "./library.ts";
import { attempt, say, showError } from "./messages.ts";
import { withAllGood } from "./more-hits.ts";
import { dropFromSelection } from "./select.ts";
import { remember } from "./undo.ts";

/** As many as are good in a large library, and more than anybody looks through. */
const mostHits = 500;

let running: AbortController | undefined;
/** Where the user was in the library before the results came. */
let libraryActive = 0;
/** The query that was asked last. */
let asked: QueryDraft = emptyQuery;

/**
 * Asks the engine. The results before stay until the new ones are there; a later search makes an earlier one void. Refined
 * results replace quick ones by themselves only where the user has touched nothing. `kind`: of the step that undo takes back, as `remember` has it.
 */
export async function search(kind: string | null = null): Promise<void> {
  const typed = store.getState().query;
  const { mistakes } = parseQueryText(typed.text);
  if (mistakes.length > 0) return store.setState({ problems: mistakes.map(strings.query.filter.mistake) });
  store.setState({ query: { ...typed, ...withChips(typed, typed.text) }, problems: [] });
  running?.abort();
  const { query } = store.getState();
  if (query.references.some(({ source }) => source === null)) return; // comes again when they are read
  rememberQuery(query, kind);
  if (!wantsSomething(query)) return searchNothing(query);
  const controller = new AbortController();
  running = controller;
  store.setState({ searching: true, refining: null, refined: null });
  try {
    await receive(answersTo(query, controller.signal), query, controller);
  } catch (error) {
    showError(error);
  } finally {
    if (running === controller) store.setState({ searching: false, refining: null });
  }
}

async function* answersTo(query: QueryDraft, signal: AbortSignal): AsyncGenerator<Results> {
  if (query.mode === "refined") yield* engine().searchStages(toInput(query), { signal });
  else yield await engine().search(toInput(query), { signal });
}

async function receive(answers: AsyncIterable<Results>, query: QueryDraft, controller: AbortController): Promise<void> {
  let isFirst = true;
  for await (const answer of answers) {
    const results = await forSort(answer);
    if (running !== controller) return;
    if (isFirst) show(results);
    else if (isWeighedOtherwise(query)) await rerank();
    else if (!store.getState().touched) replaceByRefined(results);
    else store.setState({ refined: results });
    store.setState({ searching: false, refining: isFirst && canBeRefined(query, results) ? Date.now() : null });
    isFirst = false;
  }
}

/** Results of another query, from their top. */
function show(results: Results): void {
  const { results: before, active, status, topAt } = store.getState();
  if (!before) libraryActive = active;
  arrange({ results, weakShown: store.getState().settings.foldStrength === "loose" });
  store.setState({ topAt: topAt + 1, refined: null, touched: false, readyThen: status?.ready ?? 0, loupe: false, active: 0, anchor: 0 });
  void attempt(dropFromSelection);
  say(strings.results.summary(results));
}

function replaceByRefined(results: Results): void {
  show(results);
  if (results.stage === "refined") say(strings.results.refinedShown);
}

/** The slider was moved, or feedback given, since it was asked. Words that are still being typed wait for Enter. */
function isWeighedOtherwise({ balance, feedback }: QueryDraft): boolean {
  const { query } = store.getState();
  return query.balance !== balance || query.feedback !== feedback;
}

function forSort(results: Results): Results | Promise<Results> {
  return store.getState().sort === "date" ? withAllGood(results) : results;
}

let reranking = false;
let again = false;

/** The same query with other weights: asked one after another, the newest weights last. The active photo stays the active one. */
export async function rerank(kind: string | null = "balance"): Promise<void> {
  const { results, query } = store.getState();
  rememberQuery(query, kind, () => rerank(kind));
  if (!results || !wantsSomething(query)) return;
  again = true;
  if (reranking) return;
  reranking = true;
  try {
    while (again) {
      again = false;
      const fresh = await forSort(await engine().search(toInput(store.getState().query)));
      const place = await placeIn(fresh);
      if (store.getState().results) keepPlace(() => arrange({ results: fresh }), place);
    }
  } catch (error) {
    showError(error);
  } finally {
    reranking = false;
  }
}

/** Where the active photo is among other results, when it is not among their first ones. */
async function placeIn({ hits, list }: Results): Promise<number | undefined> {
  const state = store.getState();
  const photo = photoAt(state, state.active)?.id;
  if (photo === undefined || state.active === 0 || state.sort === "date" || hits.some((hit) => hit.photo.id === photo)) return undefined;
  return (await engine().placeOf({ list, photo })).offset ?? undefined;
}

/** The active photo stays the active one. `known`: its place, where it was asked for */
function keepPlace(change: () => void, known?: number): void {
  const before = store.getState();
  const photo = photoAt(before, before.active)?.id;
  change();
  const place = photo === undefined || before.active === 0 ? before.active : placeOf(store.getState(), photo);
  const last = shownCount(store.getState()) - 1;
  const active = place >= 0 ? place : (known ?? 0);
  store.setState({ active: active <= last ? active : 0, refined: null });
  void attempt(dropFromSelection);
}

export function sortBy(sort: "match" | "date"): Promise<void> {
  return attempt(async () => {
    const { results } = store.getState();
    const complete = results && sort === "date" ? await withAllGood(results) : results;
    if (store.getState().results?.list === complete?.list) keepPlace(() => arrange({ results: complete, sort }));
  });
}

export function showWeak(weakShown: boolean): void {
  keepPlace(() => arrange({ weakShown }));
}

function canBeRefined({ references, text, mode }: QueryDraft, { stage }: Results): boolean {
  const { stages } = store.getState().status ?? {};
  const basic = !stages?.captions;
  return mode === "refined" && !basic && stage === "quick" && text.trim() !== "" && references.some(({ wanted }) => wanted);
}

export function showRefined(): void {
  const { refined } = store.getState();
  if (refined) show(refined);
}

export function dismissRefined(): void {
  store.setState({ refined: null });
}

/** The quick results stay. */
export function cancelRefining(): void {
  running?.abort();
  store.setState({ refining: null });
}

/** Back to the library, as the filters want it; the query stays. */
export function showLibrary(): void {
  running?.abort();
  const { results, query, library } = store.getState();
  if (results) {
    arrange({ results: null });
    store.setState({ refined: null, active: libraryActive, anchor: libraryActive });
    void attempt(dropFromSelection);
  }
  store.setState({ searching: false, refining: null, loupe: false });
  if (formatFilter(query.filter).join() !== formatFilter(library.filter).join()) void reloadLibrary();
}

/** Filters alone narrow the library; words to avoid need something to keep away from. */
function searchNothing({ without, references }: QueryDraft): void {
  if (without.length > 0 || references.length > 0) store.setState({ problems: [strings.query.onlyUnwanted] });
  showLibrary();
}

/** Another query than the one before can be taken back. `back`: how, where results are shown */
function rememberQuery(query: QueryDraft, kind: string | null, back: () => Promise<void> = search): void {
  const before = asked;
  if (JSON.stringify(before) === JSON.stringify(query)) return;
  asked = query;
  remember(kind, () => {
    asked = before;
    store.setState({ query: before, problems: [] });
    return store.getState().results ? back() : search();
  });
}

export function toInput({ references, text, without, feedback, filter, rewritten, balance }: QueryDraft): QueryInput {
  const { showNearCopies, slider } = store.getState().settings;
  const place = balance ?? slider;
  return {
    references: references.flatMap(({ source, wanted, weight, crop }) =>
      source ? [{ source, wanted, weight, ...(crop && { crop }) }] : [],
    ),
    text: text.trim(),
    without,
    feedback: feedback.map(({ photo, more }) => ({ photo, weight: more ? usualFeedback : -usualFeedback })),
    filter,
    fold: !showNearCopies,
    rewritten,
    limit: mostHits,
    ...(place !== null && { weights: weightsAt(place) satisfies Query["weights"] }),
  };
}
