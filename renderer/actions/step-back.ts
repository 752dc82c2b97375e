/** Esc: drawer, loupe, back from the details to the photos, selection, then the text, with all of it chosen. The query is never cleared. */
import { focusGrid, focusText, isInDetails } from "../focus.ts";
import { store } from "../store.ts";
import { selectNone } from "./select.ts";
import { closeLoupe, setDetails, setPanel } from "./view.ts";

export function stepBack(): void {
  const { panel, details, wide, loupe } = store.getState();
  if (panel && !wide) setPanel(false);
  else if (details && !wide) setDetails(false);
  else if (loupe) closeLoupe();
  else if (isInDetails(document.activeElement)) focusGrid();
  else if (!selectNone()) focusText();
}
