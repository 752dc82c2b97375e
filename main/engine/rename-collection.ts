/** A collection's new name, also where saved searches ask for it by its name. */
import type { Library } from "./store/db.ts";
import type { Step } from "./store/marks.ts";

/** Gives the step that takes it back. Throws name-taken, collection-unknown. */
export function renameCollection({ collections, searches }: Pick<Library, "collections" | "searches">, id: number, name: string): Step {
  const { name: before } = collections.get(id);
  return together(collections.rename(id, name), searches.renameCollection(before, name));
}

function together(one: Step, other: Step): Step {
  return () => together(one(), other());
}
