/** Saved searches: references, words, weights and filters under a name. */
import type { SavedSearch } from "../../contract/collections.ts";
import { engine } from "../api.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { changed } from "./collections.ts";
import { draftOf } from "./draft.ts";
import { attempt } from "./messages.ts";
import { search, toInput } from "./search.ts";

/** Over the one that has the name, if there is one. Its error is for the dialog to show. */
export async function saveSearch(name: string): Promise<void> {
  const search = searchNamed(name)?.id;
  const { change } = await engine().saveSearch({ name, query: toInput(store.getState().query), ...(search !== undefined && { search }) });
  store.setState({ dialog: null });
  const { replaced, saved } = strings.library.searches;
  await changed(change, search === undefined ? saved : replaced(name));
}

export function searchNamed(name: string): SavedSearch | undefined {
  return store.getState().searches.find((search) => search.name.toLowerCase() === name.trim().toLowerCase());
}

export function deleteSearch({ id, name }: { id: number; name: string }): Promise<void> {
  return attempt(async () => {
    const { change } = await engine().deleteSearch({ search: id });
    await changed(change, strings.library.searches.removed(name));
  });
}

export function openSearch(id: number): Promise<void> {
  return attempt(async () => {
    const { query, uploads } = await engine().openSearch({ search: id });
    const draft = await draftOf(query, uploads);
    store.setState((state) => ({ query: { ...draft, mode: state.query.mode }, problems: [] }));
    await search();
  });
}
