/** Where the user is: the active photo, the loupe, dialogs, the panel. */
import { cellSizes, type Dialog, shownCount, store, wideEnough } from "../store.ts";

export function activate(index: number): void {
  const last = shownCount(store.getState()) - 1;
  store.setState({ active: Math.max(0, Math.min(index, last)) });
}

/** From now on results are not replaced by themselves. */
export function touch(): void {
  store.setState({ touched: true });
}

export function openLoupe(index: number): void {
  activate(index);
  store.setState({ loupe: true });
}
export function closeLoupe(): void {
  store.setState({ loupe: false });
}

export function openDialog(dialog: Dialog): void {
  store.setState({ dialog });
}
export function closeDialog(): void {
  store.setState({ dialog: null });
}

export function setPanel(panel: boolean): void {
  store.setState({ panel });
}

/** The panel stands beside the grid where there is room, and is put away where there is not. */
export function followWidth(): void {
  const query = matchMedia(wideEnough);
  const follow = () => store.setState({ wide: query.matches, panel: query.matches });
  query.addEventListener("change", follow);
  follow();
}

export function setCellSize(size: number): void {
  store.setState({ cellSize: Math.max(cellSizes.least, Math.min(cellSizes.most, size)) });
}
