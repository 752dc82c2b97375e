/** The menus, as Electron's templates want them. They show the keys that the page has; choosing such an item presses its key. */
import { basename } from "node:path";

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

export function menuTemplate(recent: readonly string[], isMac: boolean, actions: MenuActions): MenuItem[] {
  /** macOS gives a menu its keys before the page: single letters and marks would be lost to the text field. */
  const key = (label: string, keys: string): MenuItem => {
    const isSafe = !isMac || /^(CmdOrCtrl\+|F\d)/.test(keys);
    return { label, click: () => actions.press(keys), ...(isSafe && { accelerator: keys, registerAccelerator: false }) };
  };
  const file: MenuItem[] = [
    { label: "Add Folder…", accelerator: "CmdOrCtrl+O", click: actions.addFolder },
    { label: "Recent Folders", enabled: recent.length > 0, submenu: recent.map((path) => recentItem(path, actions)) },
    { label: "Start from Photos…", accelerator: "CmdOrCtrl+Shift+O", click: actions.chooseReferences },
    { label: "Add Model Files…", click: actions.addModels },
    separator,
    isMac ? { role: "close" } : { role: "quit" },
  ];
  const edit: MenuItem[] = [
    { role: "undo" },
    { role: "redo" },
    separator,
    { role: "cut" },
    { role: "copy" },
    { role: "paste" },
    { role: "selectAll" },
    separator,
    key("Copy Search as Text", "CmdOrCtrl+Shift+S"),
    key("Find", "CmdOrCtrl+F"),
  ];
  const photo: MenuItem[] = [key("Use as Reference", "Q"), key("Add as Reference", "Shift+Q")];
  const view: MenuItem[] = [
    key("Library Panel", "F5"),
    separator,
    { label: "Larger", accelerator: "CmdOrCtrl+Plus", click: () => actions.zoom(1) },
    { label: "Smaller", accelerator: "CmdOrCtrl+-", click: () => actions.zoom(-1) },
    { label: "Usual Size", accelerator: "CmdOrCtrl+0", click: () => actions.zoom(0) },
    separator,
    { label: "Full Screen", accelerator: isMac ? "Ctrl+Cmd+F" : "F11", click: actions.fullScreen },
  ];
  const help: MenuItem[] = [
    key("Keys", "?"),
    separator,
    { label: "Licences", click: actions.showLicences },
    { label: "Log Files", click: actions.showLog },
    ...(isMac ? [] : [{ role: "about" } satisfies MenuItem]),
  ];
  return [
    ...(isMac ? [{ label: "Recompose", submenu: [{ role: "about" }, separator, { role: "quit" }] } satisfies MenuItem] : []),
    { label: "File", submenu: file },
    { label: "Edit", submenu: edit },
    { label: "Photo", submenu: photo },
    { label: "Index", submenu: indexItems(actions) },
    { label: "View", submenu: view },
    { label: "Help", submenu: help },
  ];
}

/** Of the icon in the tray, while Recompose reads photos without a window. */
export function trayTemplate(actions: MenuActions): MenuItem[] {
  return [
    { label: "Open Recompose", click: actions.show },
    separator,
    ...indexItems(actions),
    separator,
    { label: "Quit", click: actions.quit },
  ];
}

function indexItems({ pause, resume, rescan }: MenuActions): MenuItem[] {
  return [
    { label: "Pause", click: pause },
    { label: "Resume", click: resume },
    { label: "Look for Changes", click: rescan },
  ];
}

/** "&" would be taken for the mark of a key. */
function recentItem(path: string, { addRecent }: MenuActions): MenuItem {
  return { label: `${basename(path)} (${path})`.replaceAll("&", "&&"), click: () => addRecent(path) };
}
