/** What users note and set: marks, collections, saved searches, settings; each change can be taken back. */
import type { EngineHandlers } from "../../contract/api.ts";
import type { Journal } from "./journal.ts";
import { createQueryLines } from "./query-lines.ts";
import { renameCollection } from "./rename-collection.ts";
import { type SavedSearchParts, savedSearches } from "./saved-searches.ts";

type Handled =
  | "mark"
  | "collections"
  | "createCollection"
  | "renameCollection"
  | "deleteCollection"
  | "addToCollection"
  | "removeFromCollection"
  | "movePhotos"
  | "orderCollections"
  | "savedSearches"
  | "saveSearch"
  | "renameSearch"
  | "deleteSearch"
  | "openSearch"
  | "writeQuery"
  | "readQuery"
  | "photosNamed"
  | "undo"
  | "redo"
  | "settings"
  | "setSettings";

export function createNotes({ journal, ...parts }: SavedSearchParts & { journal: Journal }): Pick<EngineHandlers, Handled> {
  const { marks, collections, searches, settings } = parts.library;
  const lines = createQueryLines(parts.library, parts.references);
  const saved = savedSearches(parts, lines);

  return {
    mark: async ({ photos, ...change }) => ({ change: journal.note("marks", photos.length, marks.set(photos, change)) }),

    collections: async () => ({ collections: collections.list() }),
    createCollection: async ({ name, photos }) => {
      const { id, step } = collections.create(name, photos);
      return { collection: collections.get(id), change: journal.note("collection-created", photos.length, step) };
    },
    renameCollection: async ({ collection, name }) => ({
      change: journal.note("collection-renamed", 0, renameCollection(parts.library, collection, name)),
    }),
    deleteCollection: async ({ collection }) => {
      const { photos } = collections.get(collection);
      return { change: journal.note("collection-deleted", photos, collections.remove(collection)) };
    },
    addToCollection: async ({ collection, photos }) => ({
      change: journal.note("collection-photos", photos.length, collections.add(collection, photos)),
    }),
    removeFromCollection: async ({ collection, photos }) => ({
      change: journal.note("collection-photos", photos.length, collections.take(collection, photos)),
    }),
    movePhotos: async ({ collection, photos, before }) => ({
      change: journal.note("collection-order", photos.length, collections.move(collection, photos, before)),
    }),
    orderCollections: async ({ collections: ids }) => ({ change: journal.note("collection-order", 0, collections.arrange(ids)) }),

    savedSearches: async () => ({ searches: saved.withLines(searches.list()) }),
    saveSearch: async (asked) => {
      const { id, step } = await saved.save(asked);
      const search = searches.get(id);
      return { search: { ...search, line: saved.lineOf(search) }, change: journal.note("search-saved", 0, step) };
    },
    renameSearch: async ({ search, name }) => ({ change: journal.note("search-renamed", 0, searches.rename(search, name)) }),
    deleteSearch: async ({ search }) => ({ change: journal.note("search-deleted", 0, searches.remove(search)) }),
    openSearch: ({ search }, options) => saved.open(search, options),
    ...lines.handlers,

    undo: async ({ change }) => ({ undone: journal.undo(change) }),
    redo: async () => ({ redone: journal.redo() }),

    settings: async () => settings.user(),
    setSettings: async (change) => {
      const step = settings.setUser(change);
      return { settings: settings.user(), change: journal.note("settings", 0, step) };
    },
  };
}
