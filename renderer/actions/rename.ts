/** New names for collections and saved searches. */
import { engine } from "../api.ts";
import { type Named, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { changed } from "./collections.ts";
import { changeQuery } from "./query.ts";

/** Its error is for the dialog to show. A query that asks for the collection goes on asking for it. */
export async function rename({ what, id, name: before }: Named, name: string): Promise<void> {
  const { change } =
    what === "collections" ? await engine().renameCollection({ collection: id, name }) : await engine().renameSearch({ search: id, name });
  if (what === "collections") followName(before, name);
  store.setState({ dialog: null });
  await changed(change, strings.library.renamed(name), () => what === "collections" && followName(name, before));
}

function followName(before: string, name: string): void {
  const { query, library } = store.getState();
  const renamed = (names: string[] | undefined) => names?.map((other) => (other === before ? name : other));
  if (query.filter.collections) changeQuery({ filter: { ...query.filter, collections: renamed(query.filter.collections) } });
  if (library.filter.collections)
    store.setState({ library: { ...library, filter: { ...library.filter, collections: renamed(library.filter.collections) } } });
}
