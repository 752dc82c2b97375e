/** The parts of the page's state. */
import type { GetProgress } from "../contract/packs.ts";
import type { Crop, Filter, Folder, Month, Photo, PhotoOrder, Reference } from "../contract/types.ts";

/** A photo that results should be more like, or less like */
export interface FeedbackChip {
  photo: number;
  name: string;
  more: boolean;
}

export interface ReferenceChip {
  key: number;
  name: string;
  /** Address of its small picture; empty while it is being read, and until the index has come to it */
  picture: string;
  /** Null while it is being read */
  source: Reference["source"] | null;
  wanted: boolean;
  /** 0 to 2 */
  weight: number;
  /** Null: the whole picture */
  crop: Crop | null;
  /** Not in the library: kept for this session only */
  outside: boolean;
}

export interface QueryDraft {
  references: ReferenceChip[];
  text: string;
  without: string[];
  feedback: FeedbackChip[];
  filter: Filter;
  /** What the photo looks like with the words applied, where the user wrote it; empty: the program's own sentence */
  rewritten: string;
  /** 0 looks, 1 words; null: as the pack sets it */
  balance: number | null;
  /** Only what can be answered at once, or refined results after it */
  mode: "quick" | "refined";
}

export interface Library {
  /** The engine's name for it: asked for with that, its order stays. Null before anything was asked for */
  list: string | null;
  total: number;
  /** Photos in pages of `pageSize`; only what was looked at */
  pages: Readonly<Record<number, Photo[]>>;
  /** What these photos were asked for with: the query's filter may have changed since */
  filter: Filter;
  sort: PhotoOrder;
  fold: boolean;
  /** Where the months begin; none where it is not by date */
  months: Month[];
  /** Another number: another list, shown from its top */
  version: number;
  /** There are changes that would move what the user is looking at. */
  stale: boolean;
}

/** A collection or a saved search */
export interface Named {
  what: "collections" | "searches";
  id: number;
  name: string;
}

/** What is being done to a pack or one of its parts, by its id; null: to whatever the file that was opened is for */
export interface PackWork {
  id: string | null;
  doing: "get" | "bring" | "check" | "remove";
  progress: GetProgress | null;
}

/** How it ended */
export interface PackNews {
  id: string | null;
  kind: "error" | "note";
  text: string;
}

export type Dialog =
  | { kind: "add-folder" }
  | { kind: "forget-folder"; folder: Folder }
  | { kind: "find-folder"; folder: Folder }
  | { kind: "new-collection"; photos: number[] }
  | { kind: "copies"; photos: number[] }
  | { kind: "save-search" }
  | { kind: "rename"; named: Named }
  | { kind: "filter" }
  | { kind: "failures" }
  | { kind: "index" }
  | { kind: "network-check" }
  | { kind: "settings"; tab?: "packs" }
  /** Of a reference, by its key, or of a photo that is to be one */
  | { kind: "crop"; of: number | Photo }
  | { kind: "keys" };

/** The context menu: where it was asked for, in pixels of the window. */
export interface Menu {
  x: number;
  y: number;
}

export interface Toast {
  key: number;
  kind: "error" | "note" | "question";
  text: string;
  action?: { label: string; run: () => void };
}

export const emptyQuery: QueryDraft = {
  references: [],
  text: "",
  without: [],
  feedback: [],
  filter: {},
  rewritten: "",
  balance: null,
  mode: "refined",
};

export const emptyLibrary: Library = {
  list: null,
  total: 0,
  pages: {},
  filter: {},
  sort: "newest",
  fold: true,
  months: [],
  version: 0,
  stale: false,
};

/** Nothing is asked for, not even by a filter. */
export function isEmpty({ references, text, without, filter }: QueryDraft): boolean {
  return references.length === 0 && text.trim() === "" && without.length === 0 && Object.keys(filter).length === 0;
}

/** Something is asked for: words, or a photo to be like. */
export function wantsSomething({ references, text }: QueryDraft): boolean {
  return text.trim() !== "" || references.some(({ wanted }) => wanted);
}
