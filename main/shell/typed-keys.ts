/** A key of the menu as if it were typed into the page, so that each key's meaning stands in one place: the page. */

type Modifier = "shift" | "control" | "meta" | "alt";
interface KeyEvent {
  type: "keyDown" | "keyUp";
  keyCode: string;
  modifiers: Modifier[];
}

/** `keys`: as in a menu, such as "Shift+Q" or "CmdOrCtrl+F". */
export function pressed(keys: string, isMac: boolean): KeyEvent[] {
  const parts = keys.split("+");
  const keyCode = parts.pop() ?? "";
  const named: Record<string, Modifier> = { Shift: "shift", Alt: "alt", Ctrl: "control", CmdOrCtrl: isMac ? "meta" : "control" };
  const modifiers = parts.flatMap((part) => named[part] ?? []);
  return [
    { type: "keyDown", keyCode, modifiers },
    { type: "keyUp", keyCode, modifiers },
  ];
}
