/** All that the page shows. Changed by renderer/actions only; there is no React in it. */
import { createStore } from "zustand/vanilla";
import type { Filter, Folder, IndexStatus, Photo, Reference, Results } from "../contract/types.ts";

export interface ReferenceChip {
  key: number;
  name: string;
  /** Address of its small picture; empty while it is being read */
  picture: string;
  /** Null while it is being read */
  source: Reference["source"] | null;
  wanted: boolean;
  /** Not in the library: kept for this session only */
  outside: boolean;
}

export interface QueryDraft {
  references: ReferenceChip[];
  text: string;
  without: string[];
  filter: Filter;
  /** What the photo looks like with the words applied, where the user wrote it; empty: the program's own sentence */
  rewritten: string;
  /** 0 looks, 1 words; null: as the pack sets it */
  balance: number | null;
}

export interface Library {
  total: number;
  /** Photos in pages of `pageSize`, newest first; only what was looked at */
  pages: Readonly<Record<number, Photo[]>>;
  /** What these photos were asked for with: the query's filter may have changed since */
  filter: Filter;
  /** Another number: another list, shown from its top */
  version: number;
  /** There are changes that would move what the user is looking at. */
  stale: boolean;
}

export type Dialog = { kind: "add-folder" } | { kind: "forget-folder"; folder: Folder } | { kind: "failures" } | { kind: "keys" };

export interface Toast {
  key: number;
  kind: "error" | "note";
  text: string;
  action?: { label: string; run: () => void };
}

export interface State {
  connection: "connecting" | "open" | "lost";
  /** What the engine says; null until it said something */
  status: IndexStatus | null;
  query: QueryDraft;
  /** What is wrong with the filters that were typed */
  problems: string[];
  searching: boolean;
  /** Null: the grid shows the library */
  results: Results | null;
  /** Refined results are on the way; they came, and wait to be shown. */
  refining: boolean;
  refined: Results | null;
  /** The user has scrolled, chosen or opened something since the results came: they are not replaced. */
  touched: boolean;
  /** Photos that were ready when the results were made */
  readyThen: number;
  library: Library;
  /** Index of the photo that has the grid's focus and that the loupe shows */
  active: number;
  loupe: boolean;
  /** Wished side of a grid cell in pixels */
  cellSize: number;
  panel: boolean;
  /** The panel has room beside the grid; else it lies over it, as a drawer. */
  wide: boolean;
  dialog: Dialog | null;
  toasts: Toast[];
  /** For screen readers, politely */
  spoken: string;
}

export const pageSize = 200;
export const emptyQuery: QueryDraft = { references: [], text: "", without: [], filter: {}, rewritten: "", balance: null };
export const cellSizes = { least: 96, most: 512, usual: 168 };
/** Below this width (CSS pixels) the panel lies over the grid; style/frame.css has the same number. */
export const wideEnough = "(min-width: 1100px)";

export const store = createStore<State>(() => ({
  connection: "connecting",
  status: null,
  query: emptyQuery,
  problems: [],
  searching: false,
  results: null,
  refining: false,
  refined: null,
  touched: false,
  readyThen: 0,
  library: { total: 0, pages: {}, filter: {}, version: 0, stale: false },
  active: 0,
  loupe: false,
  cellSize: cellSizes.usual,
  panel: true,
  wide: true,
  dialog: null,
  toasts: [],
  spoken: "",
}));

/** How many photos the grid shows. */
export function shownCount({ results, library }: State): number {
  return results ? results.hits.length : library.total;
}

/** The photo at a place of the grid; undefined while its page is being fetched. */
export function photoAt({ results, library }: State, index: number): Photo | undefined {
  if (results) return results.hits[index]?.photo;
  return library.pages[Math.floor(index / pageSize)]?.[index % pageSize];
}

/** Nothing is asked for, not even by a filter. */
export function isEmpty({ references, text, without, filter }: QueryDraft): boolean {
  return references.length === 0 && text.trim() === "" && without.length === 0 && Object.keys(filter).length === 0;
}
