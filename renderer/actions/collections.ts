/** Collections and saved searches: the lists of them, and what changes them. */
import type { Change } from "../../contract/collections.ts";
import { engine } from "../api.ts";
import { store, targets } from "../store.ts";
import { strings } from "../strings/index.ts";
import { reloadLibrary } from "./library.ts";
import { attempt } from "./messages.ts";
import { changeQuery } from "./query.ts";
import { search } from "./search.ts";
import { remember } from "./undo.ts";

export async function readLists(): Promise<void> {
  const [{ collections }, { searches }] = await Promise.all([engine().collections({}), engine().savedSearches({})]);
  store.setState({ collections, searches });
}

/** The photos of the collection alone, or again all photos. */
export function toggleCollection(name: string): void {
  const { collections: [only] = [], ...rest } = store.getState().query.filter;
  changeQuery({ filter: only === name ? rest : { ...rest, collections: [name] } });
  void search();
}

/** Its error is for the dialog to show. */
export async function createCollection(name: string, photos: number[]): Promise<void> {
  const { change } = await engine().createCollection({ name, photos });
  store.setState({ dialog: null });
  const { added, made } = strings.library.collections;
  await changed(change, photos.length === 0 ? made(name) : added(photos.length, name));
}

export function addToCollection(collection: { id: number; name: string }, photos = targets(store.getState())): Promise<void> {
  return attempt(async () => {
    const { change } = await engine().addToCollection({ collection: collection.id, photos });
    await changed(change, strings.library.collections.added(photos.length, collection.name));
  });
}

export function takeOut(collection: { id: number; name: string }): Promise<void> {
  const photos = targets(store.getState());
  return attempt(async () => {
    const { change } = await engine().removeFromCollection({ collection: collection.id, photos });
    await changed(change, strings.library.collections.takenOut(photos.length, collection.name));
  });
}

export function deleteCollection({ id, name }: { id: number; name: string }): Promise<void> {
  return attempt(async () => {
    const { change } = await engine().deleteCollection({ collection: id });
    await changed(change, strings.library.collections.removed(name));
  });
}

/** The lists are read anew, and it can be taken back; `alsoBack`: what the page itself takes back then. */
export async function changed({ change }: Change, text: string, alsoBack: () => unknown = () => {}): Promise<void> {
  const undo = async () => {
    await engine().undo({ change });
    alsoBack();
    await afterChange();
  };
  remember(`change ${change}`, undo, text);
  await afterChange();
}

async function afterChange(): Promise<void> {
  await readLists();
  const { library } = store.getState();
  if (library.filter.collections || library.filter.has?.includes("collection")) await reloadLibrary();
}
