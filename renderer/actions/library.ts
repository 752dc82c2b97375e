/** Folders, and the grid of all photos. */

import type { Filter, IndexStatus, Photo } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { type Library, pageSize, photoAt, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { showError, showNote } from "./messages.ts";

const refreshEveryMs = 1500;

/** What of the library grid is on the screen. */
const view = { first: 0, last: 0, scrolled: false };
const fetching = new Set<number>();

/** Fetches the pages of what is on the screen, where they are missing. */
export function showRange(first: number, last: number, scrolled: boolean): void {
  Object.assign(view, { first, last, scrolled });
  for (const page of pagesInView()) if (!store.getState().library.pages[page]) void fetchPage(page).catch(showError);
}

/** Starts the library grid anew: with the query's filter, or to show new photos. */
export async function reloadLibrary(): Promise<void> {
  const { filter } = store.getState().query;
  const version = ++newestVersion;
  try {
    const fresh = await read([0], filter);
    if (version !== newestVersion) return;
    fetching.clear();
    view.scrolled = false;
    store.setState({ library: { ...fresh, filter, version, stale: false }, active: 0 });
  } catch (error) {
    showError(error);
  }
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
  return JSON.stringify([found, ready, failed, stages.decode.done, folders.map(({ id, reachable, photos }) => [id, reachable, photos])]);
}

/**
 * Photos that are on the screen get their new state. New ones move in when the user is at the top;
 * else they wait behind a button, so that nothing moves under the pointer.
 */
async function refreshLibrary(): Promise<void> {
  const { library } = store.getState();
  const fresh = await read(pagesInView(), library.filter);
  if (library.version !== store.getState().library.version) return;
  const inOrder = sameOrder(library.pages, fresh.pages);
  if (inOrder || (!view.scrolled && !store.getState().loupe)) replaceLibrary(fresh);
  else store.setState({ library: { ...library, total: fresh.total, pages: updated(library.pages, fresh.pages), stale: true } });
}

/** The active photo stays the active one, wherever it is now. */
function replaceLibrary(fresh: Pick<Library, "total" | "pages">): void {
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
  const { filter, version } = store.getState().library;
  try {
    const { total, pages } = await read([page], filter);
    if (version !== store.getState().library.version) return;
    store.setState(({ library }) => ({ library: { ...library, total, pages: { ...library.pages, ...pages } } }));
  } finally {
    fetching.delete(page);
  }
}

async function read(wanted: number[], filter: Filter): Promise<Pick<Library, "total" | "pages">> {
  const answers = await Promise.all(wanted.map((page) => engine().photos({ filter, offset: page * pageSize, limit: pageSize })));
  return {
    total: answers.at(-1)?.total ?? 0,
    pages: Object.fromEntries(wanted.map((page, index) => [page, answers[index]?.photos ?? []])),
  };
}

/** True when the engine took the folder; its error is for the dialog to show. */
export async function addFolder(path: string): Promise<void> {
  const folder = await engine().addFolder({ path });
  store.setState({ dialog: null });
  showNote(strings.folders.added(folder.name));
}

export async function forgetFolder(path: string): Promise<void> {
  store.setState({ dialog: null, results: null, loupe: false });
  await attempt(async () => {
    await engine().forgetFolder({ path });
    await reloadLibrary();
  });
}

export function pause(): Promise<void> {
  return attempt(() => engine().pause({}));
}
export function resume(): Promise<void> {
  return attempt(() => engine().resume({}));
}
export function rescan(): Promise<void> {
  return attempt(() => engine().rescan({}));
}
export function retryFailed(): Promise<void> {
  return attempt(async () => {
    const { retried } = await engine().retryFailed({});
    store.setState({ dialog: null });
    showNote(strings.failures.retrying(retried));
  });
}

async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    showError(error);
  }
}
