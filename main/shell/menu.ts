/** The menus, as Electron's templates want them. They show the keys that the page has; choosing such an item presses its key. */
import { basename } from "node:path";
import type { Words } from "./words/en.ts";

export interface MenuItem {
  label?: string;
  role?: "about" | "quit" | "close" | "undo" | "redo" | "cut" | "copy" | "paste" | "selectAll";
  type?: "separator";
  accelerator?: string;
  registerAccelerator?: boolean;
  enabled?: boolean;
  click?: () => void;
  submenu?: MenuItem[];
}

export interface MenuActions {
  addFolder(): void;
  addRecent(folder: string): void;
  chooseReferences(): void;
  addModels(): void;
  pause(): void;
  resume(): void;
  rescan(): void;
  /** As if it were typed; modifiers as in "Shift+Q" */
  press(key: string): void;
  zoom(step: -1 | 0 | 1): void;
  fullScreen(): void;
  showLog(): void;
  showLicences(): void;
  show(): void;
  quit(): void;
}

const separator: MenuItem = { type: "separator" };

export function menuTemplate(recent: readonly string[], isMac: boolean, actions: MenuActions, words: Words): MenuItem[] {
  /** macOS gives a menu its keys before the page: single letters and marks would be lost to the text field. */
  const key = (label: string, keys: string): MenuItem => {
    const isSafe = !isMac || /^(CmdOrCtrl\+|F\d)/.test(keys);
    return { label, click: () => actions.press(keys), ...(isSafe && { accelerator: keys, registerAccelerator: false }) };
  };
  const file: MenuItem[] = [
    { label: words.addFolder, accelerator: "CmdOrCtrl+O", click: actions.addFolder },
    { label: words.recentFolders, enabled: recent.length > 0, submenu: recent.map((path) => recentItem(path, actions)) },
    { label: words.startFromPhotos, accelerator: "CmdOrCtrl+Shift+O", click: actions.chooseReferences },
    { label: words.addModels, click: actions.addModels },
    separator,
    isMac ? { label: words.closeWindow, role: "close" } : { label: words.quit, role: "quit" },
  ];
  const edit: MenuItem[] = [
    { label: words.undo, role: "undo" },
    { label: words.redo, role: "redo" },
    separator,
    { label: words.cut, role: "cut" },
    { label: words.copy, role: "copy" },
    { label: words.paste, role: "paste" },
    { label: words.selectAll, role: "selectAll" },
    separator,
    key(words.copySearch, "CmdOrCtrl+Shift+S"),
    key(words.find, "CmdOrCtrl+F"),
  ];
  const photo: MenuItem[] = [key(words.useAsReference, "Q"), key(words.addAsReference, "Shift+Q")];
  const view: MenuItem[] = [
    key(words.libraryPanel, "F5"),
    separator,
    { label: words.larger, accelerator: "CmdOrCtrl+Plus", click: () => actions.zoom(1) },
    { label: words.smaller, accelerator: "CmdOrCtrl+-", click: () => actions.zoom(-1) },
    { label: words.usualSize, accelerator: "CmdOrCtrl+0", click: () => actions.zoom(0) },
    separator,
    { label: words.fullScreen, accelerator: isMac ? "Ctrl+Cmd+F" : "F11", click: actions.fullScreen },
  ];
  const about: MenuItem = { label: words.about, role: "about" };
  const help: MenuItem[] = [
    key(words.keys, "?"),
    separator,
    { label: words.licences, click: actions.showLicences },
    { label: words.logFiles, click: actions.showLog },
    ...(isMac ? [] : [about]),
  ];
  return [
    ...(isMac ? [{ label: "Recompose", submenu: [about, separator, { label: words.quit, role: "quit" }] } satisfies MenuItem] : []),
    { label: words.menus.file, submenu: file },
    { label: words.menus.edit, submenu: edit },
    { label: words.menus.photo, submenu: photo },
    { label: words.menus.index, submenu: indexItems(actions, words) },
    { label: words.menus.view, submenu: view },
    { label: words.menus.help, submenu: help },
  ];
}

/** Of the icon in the tray, while Recompose reads photos without a window. */
export function trayTemplate(actions: MenuActions, words: Words): MenuItem[] {
  return [
    { label: words.open, click: actions.show },
    separator,
    ...indexItems(actions, words),
    separator,
    { label: words.quit, click: actions.quit },
  ];
}

function indexItems({ pause, resume, rescan }: MenuActions, words: Words): MenuItem[] {
  return [
    { label: words.pause, click: pause },
    { label: words.resume, click: resume },
    { label: words.rescan, click: rescan },
  ];
}

/** "&" would be taken for the mark of a key. */
function recentItem(path: string, { addRecent }: MenuActions): MenuItem {
  return { label: `${basename(path)} (${path})`.replaceAll("&", "&&"), click: () => addRecent(path) };
}
