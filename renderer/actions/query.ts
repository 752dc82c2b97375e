/** The query as the user builds it. */
import { type Preset, presets } from "../balance.ts";
import { focusTextEnd, selectInText } from "../focus.ts";
import { emptyQuery, type QueryDraft, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { isChipFinished, withChips, withFilter, withoutFilter } from "../typed-chips.ts";
import { rerank, search } from "./search.ts";

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

/** `text` as `parseQueryText` reads it. */
export function addFilter(text: string): void {
  changeQuery({ filter: withFilter(store.getState().query.filter, text) });
  void search();
}

export function clearFilters(): void {
  changeQuery({ filter: {} });
  void search();
}

export function clearQuery(): void {
  const { mode } = store.getState().query;
  store.setState({ query: { ...emptyQuery, mode }, problems: [] });
  void search();
}

/** The folder alone, or again all folders. */
export function toggleFolder(path: string): void {
  const { folders: [only] = [], ...rest } = store.getState().query.filter;
  changeQuery({ filter: only === path ? rest : { ...rest, folders: [path] } });
  void search();
}

/** The slider: no model is asked, and the order changes while it moves. */
export function setBalance(balance: number | null): void {
  changeQuery({ balance });
  void rerank();
}

export function setMode(mode: QueryDraft["mode"]): void {
  changeQuery({ mode });
  void search();
}

/** Sets the slider and puts a beginning of the words into the field, with what is to be replaced chosen. */
export function applyPreset(name: Preset): void {
  const { balance, words } = presets[name];
  const { text, example } = strings.query.presetList[name];
  changeQuery({ balance, ...(words === "template" && { text: text + example }) });
  if (words === "template") selectInText(text.length, text.length + example.length);
  else focusTextEnd();
  if (words === "kept" && store.getState().results) void rerank();
}
