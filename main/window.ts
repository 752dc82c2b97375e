/** The window: the page at app://, walled off from Node, from other pages and from the network. */
import { BrowserWindow, type Session } from "electron";

export const pageAddress = "app://recompose/";

/** `preload`: the built preload script. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: "Recompose",
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  window.webContents.on("will-navigate", (event) => event.preventDefault());
  window.once("ready-to-show", () => window.show());
  void window.loadURL(pageAddress);
  return window;
}

/** No page of this session may ask for camera, place or the like, nor reach any network. (The spell checker would fetch dictionaries.) */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, allow) => allow(false));
  session.setPermissionCheckHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"] }, (_details, answer) =>
    answer({ cancel: true }),
  );
}
