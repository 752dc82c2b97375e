/** Keys that work wherever the focus is. Those of grid and loupe live there. */
import { closeLoupe, openDialog, setPanel } from "./actions/view.ts";
import { focusText } from "./focus.ts";
import { store } from "./store.ts";

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || store.getState().dialog) return;
    const act = actionFor(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actionFor(event: KeyboardEvent): (() => void) | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") return focusText;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "F5") return () => setPanel(!store.getState().panel);
  if (event.key === "Escape") return stepBack;
  if (isTyping(event.target)) return undefined;
  if (event.key === "/") return focusText;
  if (event.key === "?") return () => openDialog({ kind: "keys" });
  return undefined;
}

/** Esc: drawer, loupe, then the text, with all of it selected. The query is never cleared. */
function stepBack(): void {
  const { panel, wide, loupe } = store.getState();
  if (panel && !wide) setPanel(false);
  else if (loupe) closeLoupe();
  else focusText();
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type === "text" || target.type === "search";
  return target instanceof HTMLTextAreaElement;
}
