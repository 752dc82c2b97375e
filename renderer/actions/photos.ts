/** Photos that are chosen, as references and as places to go to. */
import { engine } from "../api.ts";
import { focusGrid } from "../focus.ts";
import { activePhoto, photoAt, placeOf, shownCount, store, targets } from "../store.ts";
import { reloadLibrary } from "./library.ts";
import { attempt } from "./messages.ts";
import { type Role, refer, showSimilar } from "./references.ts";
import { showLibrary } from "./search.ts";
import { openDialog } from "./view.ts";

/** All that are chosen, up to as many as a query takes. */
export function referToChosen(role: Role): void {
  const ids = targets(store.getState());
  void attempt(async () => refer(await Promise.all(ids.slice(0, 6).map(known)), role));
}

/** From the grid, where it is there. */
async function known(photo: number) {
  const state = store.getState();
  const place = placeOf(state, photo);
  return photoAt(state, place) ?? (await engine().photo({ photo }));
}

/** The part of the active photo that is drawn becomes the reference. */
export function cropActive(): void {
  const photo = activePhoto(store.getState());
  if (photo?.hasThumbnail) openDialog({ kind: "crop", of: photo });
}

export function similarToActive(): void {
  const photo = activePhoto(store.getState());
  if (photo) showSimilar(photo);
}

/** The photo's place among all photos. */
export function showInLibrary(photo: number): Promise<void> {
  return attempt(async () => {
    showLibrary();
    await reloadLibrary();
    const { list } = store.getState().library;
    if (list === null) return;
    const { offset } = await engine().placeOf({ list, photo });
    if (offset !== null) jumpTo(offset);
  });
}

/** Far away in the grid, with the focus there. */
export function jumpTo(index: number): void {
  store.setState((state) => ({ active: Math.min(index, shownCount(state) - 1), anchor: index, jumpedAt: state.jumpedAt + 1 }));
  requestAnimationFrame(focusGrid);
}

export function toggleFullScreen(): Promise<void> {
  return attempt(async () => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  });
}
