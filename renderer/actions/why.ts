/** Why the active photo matched: in the details panel. */
import { store } from "../store.ts";
import { setDetails } from "./view.ts";

export function showWhy(): void {
  const { details, loupe } = store.getState();
  if (!details && !loupe) setDetails(true);
  requestAnimationFrame(() => document.getElementById("why")?.focus());
}
