/** Keys of the table as they stand on the keyboard. */
import { strings } from "./strings/index.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const signs: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", PageUp: "PgUp", PageDown: "PgDn" };
const onMac: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };

/** "Shift+q" -> "Shift Q", on a Mac "⇧Q" */
export function keyInWords(key: string): string {
  const named: Record<string, string> = strings.commands.keyNames;
  const parts = key.split(/(?<=.)\+(?=.)/).map((part) => (isMac && onMac[part]) || named[part] || signs[part] || upper(part));
  return parts.join(isMac ? "" : " ");
}

function upper(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part;
}
