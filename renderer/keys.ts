/** From a pressed key to what it does. */
import { type Command, commands } from "./commands.ts";
import { isInGrid } from "./focus.ts";
import { type Dialog, store } from "./store.ts";

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isInMenu(event.target)) return;
    const command = commandFor(event);
    if (!command) return;
    event.preventDefault();
    command.run();
  });
}

/** "Shift+q", "Mod+a", "?", "Space": as the table writes keys. Shift counts with letters and keys that have names. */
function nameOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const letter = altKey && /^Key[A-Z]$/.test(code) ? code.slice(3) : key; // with Alt, a Mac types other characters
  const name = letter === " " ? "Space" : letter.length === 1 ? letter.toLowerCase() : letter;
  const shifted = shiftKey && (/^[a-z]$/.test(name) || name.length > 1);
  return [ctrlKey || metaKey ? "Mod" : "", altKey ? "Alt" : "", shifted ? "Shift" : "", name].filter((part) => part !== "").join("+");
}

/** Dialogs in which things change at once; in others nothing is done yet, and behind them nothing is to change. */
const changesAtOnce: Dialog["kind"][] = ["settings", "index", "failures"];

function commandFor(event: KeyboardEvent): Command | undefined {
  const name = nameOf(event);
  const { target } = event;
  const { dialog } = store.getState();
  const inPhotos = isInGrid(target) || (target instanceof HTMLElement && target.closest(".loupe") !== null);
  const onControl = target instanceof HTMLElement && target.closest("button, a, input, select, textarea, summary") !== null;
  const isLetter = /^(Shift\+|Alt\+)?[a-z0-9\\=+-]$/.test(name);
  if (isTyping(target) && !/^(Mod\+[fs]|Mod\+Shift\+s|F\d|Escape)$/.test(name)) return undefined;
  return commands.find(({ name: command, keys, where }) => {
    if (dialog && !(command === "undo" && changesAtOnce.includes(dialog.kind))) return false;
    if (!keys.includes(name)) return false;
    if (where === "everywhere") return true;
    if (!inPhotos || (onControl && (name === "Space" || name === "Enter"))) return false;
    return !isLetter || store.getState().settings.letterKeys;
  });
}

/** Open menus and what else lies over the page have keys of their own, also the one that has just closed them. */
function isInMenu(target: EventTarget | null): boolean {
  return store.getState().menu !== null || (target instanceof Element && target.closest("[role=menu], [role=dialog]") !== null);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["range", "checkbox", "radio", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
