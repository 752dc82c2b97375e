/** Where the user is: loupe, dialogs, menus, panels. */
import { cellSizes, type Dialog, type State, store, wideEnough } from "../store.ts";
import { changeSettings } from "./settings.ts";

/** From now on results are not replaced by themselves. */
export function touch(): void {
  if (!store.getState().touched) store.setState({ touched: true });
}

export function openLoupe(): void {
  touch();
  store.setState({ loupe: true });
}
export function closeLoupe(): void {
  store.setState({ loupe: false });
}
/** Pixel by pixel, or all of the photo */
export function toggleZoom(): void {
  store.setState(({ loupe, zoomed }) => ({ zoomed: loupe && !zoomed }));
}

export function carry(carried: State["carried"]): void {
  store.setState({ carried });
}

export function openDialog(dialog: Dialog): void {
  store.setState({ dialog, menu: null });
}
export function closeDialog(): void {
  store.setState({ dialog: null });
}

export function openMenu(x: number, y: number): void {
  touch();
  store.setState({ menu: { x, y } });
}
export function closeMenu(): void {
  if (store.getState().menu) store.setState({ menu: null });
}

/** In a narrow window it is a drawer, which one opens for a moment. */
export function setPanel(panel: boolean): void {
  const { wide } = store.getState();
  store.setState(wide ? { panel } : { panel, details: false });
  if (wide) void changeSettings({ leftPanel: panel });
}

export function setDetails(details: boolean): void {
  const { wide } = store.getState();
  store.setState(wide ? { details } : { details, panel: false });
  if (wide) void changeSettings({ rightPanel: details });
}

/** The panels stand beside the grid where there is room, and are put away where there is not. */
export function followWidth(): void {
  const query = matchMedia(wideEnough);
  const follow = () => {
    const { leftPanel, rightPanel } = store.getState().settings;
    store.setState({ wide: query.matches, panel: query.matches && leftPanel, details: query.matches && rightPanel });
  };
  query.addEventListener("change", follow);
  follow();
}

let sizeTimer: ReturnType<typeof setTimeout> | undefined;
const keptAfterMs = 800;

export function setCellSize(size: number): void {
  const cellSize = Math.max(cellSizes.least, Math.min(cellSizes.most, size));
  store.setState({ cellSize });
  clearTimeout(sizeTimer);
  sizeTimer = setTimeout(() => void changeSettings({ cellSize }), keptAfterMs);
}
