/** All that the page shows. Changed by renderer/actions only; there is no React in it. */
import { createStore } from "zustand/vanilla";
import type { Collection, SavedSearch } from "../contract/collections.ts";
import type { Requests } from "../contract/packs.ts";
import type { PackList } from "../contract/page-packs.ts";
import { type Settings, usualSettings } from "../contract/settings.ts";
import type { Filter, IndexStatus, Photo, Results } from "../contract/types.ts";
import { type MoreHits, type Shown, shownOf } from "./shown.ts";
import {
  type Dialog,
  emptyLibrary,
  emptyQuery,
  type Library,
  type Menu,
  type PackNews,
  type PackWork,
  type QueryDraft,
  type Toast,
} from "./state.ts";

export * from "./state.ts";

export interface State {
  connection: "connecting" | "open" | "lost";
  /** What the engine says; null until it said something */
  status: IndexStatus | null;
  settings: Settings;
  collections: Collection[];
  searches: SavedSearch[];
  query: QueryDraft;
  /** What is wrong with the filters that were typed */
  problems: string[];
  searching: boolean;
  /** Null: the grid shows the library */
  results: Results | null;
  sort: "match" | "date";
  weakShown: boolean;
  /** Of `results`, those behind `results.hits` */
  moreHits: MoreHits;
  /** `results` in the order and sections in which they are shown; made of these four by `arrange` */
  shown: Shown | null;
  /** Refined results are on the way since then; they came, and wait to be shown. */
  refining: number | null;
  refined: Results | null;
  /** Counts the results that are shown from their top, and the jumps in the grid */
  topAt: number;
  jumpedAt: number;
  /** The user has scrolled, chosen or opened something since the results came: they are not replaced. */
  touched: boolean;
  /** Photos that were ready when the results were made */
  readyThen: number;
  library: Library;
  /** Index of the photo that has the grid's focus and that the loupe shows */
  active: number;
  /** Ids of the photos that were chosen; empty: the active one alone counts. */
  selected: ReadonlySet<number>;
  /** From where Shift selects */
  anchor: number;
  loupe: boolean;
  /** The loupe shows its photo pixel by pixel. */
  zoomed: boolean;
  /** Wished side of a grid cell in pixels */
  cellSize: number;
  panel: boolean;
  details: boolean;
  /** The panels have room beside the grid; else they lie over it, as drawers. */
  wide: boolean;
  /** Null until they are looked at */
  packs: PackList | null;
  packWork: PackWork | null;
  packNews: PackNews | null;
  /** All that was ever asked of the network, by host */
  requests: Requests[] | null;
  /** Photos of the grid are being dragged: over the query, or elsewhere */
  carried: "over-query" | "elsewhere" | null;
  dialog: Dialog | null;
  menu: Menu | null;
  toasts: Toast[];
  /** For screen readers, politely */
  spoken: string;
}

export const pageSize = 200;

/** Below this width (CSS pixels) the panels lie over the grid; style/frame.css has the same number. */
export const wideEnough = "(min-width: 1100px)";
export const cellSizes = { least: 96, most: 512 };

export const store = createStore<State>(() => ({
  connection: "connecting",
  status: null,
  settings: usualSettings,
  collections: [],
  searches: [],
  query: emptyQuery,
  problems: [],
  searching: false,
  results: null,
  sort: "match",
  weakShown: false,
  moreHits: {},
  shown: null,
  refining: null,
  refined: null,
  topAt: 0,
  jumpedAt: 0,
  touched: false,
  readyThen: 0,
  library: emptyLibrary,
  active: 0,
  selected: new Set(),
  anchor: 0,
  loupe: false,
  zoomed: false,
  cellSize: usualSettings.cellSize,
  panel: true,
  details: false,
  wide: true,
  packs: null,
  packWork: null,
  packNews: null,
  requests: null,
  carried: null,
  dialog: null,
  menu: null,
  toasts: [],
  spoken: "",
}));

/** Shows other results, or the same ones otherwise. Of another list, nothing is fetched yet behind the first hits. */
export function arrange(change: Partial<Pick<State, "results" | "moreHits" | "sort" | "weakShown">>): void {
  store.setState((state) => {
    const { results, sort, weakShown } = { ...state, ...change };
    const moreHits = change.moreHits ?? (results?.list === state.results?.list ? state.moreHits : {});
    return { ...change, moreHits, shown: results && shownOf(results, moreHits, sort, weakShown) };
  });
}

/** How many photos the grid shows. */
export function shownCount({ shown, library }: State): number {
  return shown ? shown.hits.length : library.total;
}

/** The photo at a place of the grid; undefined while it is being fetched. */
export function photoAt({ shown, library }: State, index: number): Photo | undefined {
  if (shown) return shown.hits[index]?.photo;
  return library.pages[Math.floor(index / pageSize)]?.[index % pageSize];
}

export function activePhoto(state: State): Photo | undefined {
  return photoAt(state, state.active);
}

/** Where a photo is in the grid, as far as is known; -1 when it is not. */
export function placeOf({ shown, library }: State, id: number): number {
  if (shown) return shown.hits.findIndex((hit) => hit?.photo.id === id);
  for (const [page, photos] of Object.entries(library.pages)) {
    const index = photos.findIndex((photo) => photo.id === id);
    if (index >= 0) return Number(page) * pageSize + index;
  }
  return -1;
}

/** The photos that an action is for: in the loupe the active one, in the grid those that were chosen. */
export function targets(state: State): number[] {
  const active = activePhoto(state);
  if (!state.loupe && state.selected.size > 0) return [...state.selected];
  return active ? [active.id] : [];
}

export function isFiltered(filter: Filter): boolean {
  return Object.keys(filter).length > 0;
}
