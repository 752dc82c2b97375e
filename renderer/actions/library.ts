/** The grid of all photos. */
import type { Hit, IndexStatus, Photo } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { arrange, type Library, pageSize, photoAt, store } from "../store.ts";
import { showError } from "./messages.ts";
import { firstHits } from "./more-hits.ts";
import { dropFromSelection } from "./select.ts";

const refreshEveryMs = 1500;

/** What of the library grid is on the screen. */
const view = { first: 0, last: 0, scrolled: false };
const fetching = new Set<number>();

/** Fetches the pages of what is on the screen, where they are missing. */
export function showRange(first: number, last: number, scrolled: boolean): void {
  Object.assign(view, { first, last, scrolled });
  for (const page of pagesInView()) if (!store.getState().library.pages[page]) void fetchPage(page).catch(showError);
}

/** Starts the library grid anew: with the query's filter, in another order, or to show new photos. `kept`: the photo to stay at, else the first */
export async function reloadLibrary(kept?: number): Promise<void> {
  const { query, settings } = store.getState();
  const listing = { filter: query.filter, sort: settings.sort, fold: !settings.showNearCopies };
  const version = ++newestVersion;
  try {
    const fresh = await read([0], listing);
    const place = (await placeIn(fresh.list, kept)) ?? 0;
    if (version !== newestVersion) return;
    fetching.clear();
    view.scrolled = false;
    const library = { ...fresh, ...listing, months: [], version, stale: false };
    store.setState(({ jumpedAt }) => ({ library, active: place, anchor: place, jumpedAt: place > 0 ? jumpedAt + 1 : jumpedAt }));
    await Promise.all([readMonths(), dropFromSelection()]);
  } catch (error) {
    showError(error);
  }
}

async function placeIn(list: string | null, photo: number | undefined): Promise<number | null> {
  return list === null || photo === undefined ? null : (await engine().placeOf({ list, photo })).offset;
}

/** Where the months of the list begin, for the ticks beside the grid. */
async function readMonths(): Promise<void> {
  const { list, filter, sort, fold, version } = store.getState().library;
  if (list === null) return;
  const { months } = await engine().months({ list, filter, sort, fold });
  store.setState(({ library }) => (library.version === version ? { library: { ...library, months } } : {}));
}
let newestVersion = 0;

let refreshTimer: ReturnType<typeof setTimeout> | undefined;

/** Called with every status: refreshes the grid, now and then, when photos came, went or got ready. */
export function libraryChanged(before: IndexStatus | null, now: IndexStatus): void {
  if (refreshTimer !== undefined || (before && fingerprint(before) === fingerprint(now))) return;
  refreshTimer = setTimeout(
    () => {
      refreshTimer = undefined;
      void refreshLibrary().catch(() => {}); // the next change tries again
    },
    before ? refreshEveryMs : 0,
  );
}

function fingerprint({ found, ready, failed, stages, folders }: IndexStatus): string {
  return JSON.stringify([
    found,
    ready,
    failed,
    stages.decode.done,
    folders.map(({ id, reachable, photos, gone }) => [id, reachable, photos, gone]),
  ]);
}

/**
 * Photos that are on the screen get their new state. New ones move in when the user is at the top;
 * else they wait behind a button, so that nothing moves under the pointer.
 */
async function refreshLibrary(): Promise<void> {
  const { library } = store.getState();
  const { filter, sort, fold } = library;
  const fresh = await read(pagesInView(), { filter, sort, fold });
  if (library.version !== store.getState().library.version) return;
  const inOrder = sameOrder(library.pages, fresh.pages);
  if (inOrder || (!view.scrolled && !store.getState().loupe)) replaceLibrary(fresh);
  else store.setState({ library: { ...library, pages: updated(library.pages, fresh.pages), stale: true } });
  await readMonths();
}

/** The active photo stays the active one, wherever it is now. */
function replaceLibrary(fresh: Part): void {
  store.setState((state) => {
    const library = { ...state.library, ...fresh, stale: state.library.stale && view.scrolled };
    if (state.results) return { library };
    const photo = photoAt(state, state.active)?.id;
    const moved = Object.entries(fresh.pages).flatMap(([page, photos]) =>
      photos.flatMap(({ id }, index) => (id === photo ? [Number(page) * pageSize + index] : [])),
    )[0];
    return { library, active: moved ?? Math.min(state.active, Math.max(0, fresh.total - 1)) };
  });
}

function sameOrder(old: Library["pages"], fresh: Library["pages"]): boolean {
  const ids = (photos: Photo[] | undefined) => photos?.map(({ id }) => id).join();
  return Object.entries(fresh).every(([page, photos]) => ids(old[Number(page)]) === ids(photos));
}

function updated(old: Library["pages"], fresh: Library["pages"]): Library["pages"] {
  const byId = new Map(
    Object.values(fresh)
      .flat()
      .map((photo) => [photo.id, photo]),
  );
  return Object.fromEntries(Object.entries(old).map(([page, photos]) => [page, photos.map((photo) => byId.get(photo.id) ?? photo)]));
}

function pagesInView(): number[] {
  const first = Math.floor(view.first / pageSize);
  const last = Math.floor(Math.max(view.first, view.last) / pageSize);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

async function fetchPage(page: number): Promise<void> {
  if (fetching.has(page)) return;
  fetching.add(page);
  const { list, filter, sort, fold, version } = store.getState().library;
  try {
    const { pages } = await read([page], { filter, sort, fold, ...(list !== null && { list }) });
    if (version !== store.getState().library.version) return;
    store.setState(({ library }) => ({ library: { ...library, pages: { ...library.pages, ...pages } } }));
  } finally {
    fetching.delete(page);
  }
}

type Part = Pick<Library, "list" | "total" | "pages">;
type Listing = Pick<Library, "filter" | "sort" | "fold"> & { list?: string };

async function read(wanted: number[], listing: Listing): Promise<Part> {
  const answers = await Promise.all(wanted.map((page) => engine().photos({ ...listing, offset: page * pageSize, limit: pageSize })));
  return {
    list: answers.at(-1)?.list ?? null,
    total: answers.at(-1)?.total ?? 0,
    pages: Object.fromEntries(wanted.map((page, index) => [page, answers[index]?.photos ?? []])),
  };
}

/** Photos have other marks now: wherever they are shown. */
export function patchPhotos(ids: readonly number[], change: Partial<Photo>): void {
  const changed = new Set(ids);
  const patch = (photo: Photo) => (changed.has(photo.id) ? { ...photo, ...change } : photo);
  const { library, results, moreHits } = store.getState();
  const patchHits = (hits: readonly Hit[]) => hits.map((hit) => ({ ...hit, photo: patch(hit.photo) }));
  const pages = Object.fromEntries(Object.entries(library.pages).map(([page, photos]) => [page, photos.map(patch)]));
  store.setState({ library: { ...library, pages } });
  const patchedMore = Object.fromEntries(Object.entries(moreHits).map(([page, hits]) => [page, patchHits(hits)]));
  if (results) arrange({ results: { ...results, hits: patchHits(results.hits) }, moreHits: patchedMore });
}

/** Photos on the screen are asked for again, where they are: their marks were changed in another way. */
export async function refreshPhotos(): Promise<void> {
  await refreshLibrary();
  const { results } = store.getState();
  if (!results) return;
  const hits = await firstHits(results.list, results.hits.length);
  if (store.getState().results === results) arrange({ results: { ...results, hits }, moreHits: {} });
}
