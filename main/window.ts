/** The window: the page at app://, walled off from Node, from other pages and from the network. */
import {
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type MessagePortMain,
  nativeImage,
  type OpenDialogOptions,
  type Session,
  screen,
  shell,
  type WebContents,
} from "electron";
import { channels } from "../contract/bridge.ts";
import { AppError, toWireError, type WireError } from "../contract/errors.ts";
import type { Kept } from "./shell/kept.ts";
import type { Log } from "./shell/log-file.ts";
import { type PageRequests, requestSchemas } from "./shell/page-requests.ts";
import type { NativeSystem } from "./shell/photo-actions.ts";
import type { Speech } from "./shell/speech.ts";
import { smallest, windowPlace } from "./shell/window-place.ts";
import type { Words } from "./shell/words/en.ts";

const pageAddress = "app://recompose/";
/** A page that crashes more often than this is not loaded again. */
const mostReloads = 3;

interface WindowParts {
  /** The built preload script */
  preload: string;
  icon: string;
  kept: Kept;
  log: Log;
  speech: Speech;
}

export interface Windows {
  /** The window, opened or brought to the front. */
  show(): BrowserWindow;
  current(): BrowserWindow | undefined;
}

/** At most one window. `onGone`: there is no page any more, or it begins anew. */
export function createWindows(parts: WindowParts, onGone: () => void): Windows {
  let current: BrowserWindow | undefined;
  function open(): BrowserWindow {
    const window = openWindow(parts);
    window.webContents.on("did-start-loading", onGone);
    window.on("closed", () => {
      current = undefined;
      onGone();
    });
    return window;
  }
  return {
    show: () => {
      if (current?.isMinimized()) current.restore();
      current?.focus();
      current ??= open();
      return current;
    },
    current: () => current,
  };
}

function openWindow({ preload, icon, kept, log, speech }: WindowParts): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...windowPlace(kept.get().bounds, areas),
    ...smallest,
    show: false,
    title: "Recompose",
    icon,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  });
  if (kept.get().maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => kept.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  reloadAfterCrash(window, log, speech);
  void window.loadURL(pageAddress);
  log.write("window-opened");
  return window;
}

function reloadAfterCrash(window: BrowserWindow, log: Log, speech: Speech): void {
  let reloads = 0;
  window.webContents.on("render-process-gone", (_event, { exitCode }) => {
    log.write("window-crashed", { exit: exitCode });
    if (++reloads <= mostReloads) return void window.loadURL(pageAddress);
    dialog.showErrorBox("Recompose", speech.words().windowCrashes);
  });
}

/** For whatever page there is: it stays where it is, opens nothing, and talks to no network by WebRTC either. */
export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

/** No page of this session may ask for camera, place or the like, save files, or reach anything but the page's own files. */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, allow) => allow(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwnAddress(url) }));
}

/** blob: pictures that the page was given, such as thumbnails of dropped photos. */
function isOwnAddress(url: string): boolean {
  return url.startsWith(pageAddress) || url.startsWith(`blob:${pageAddress}`);
}

/** Only our page in the window's own frame is answered, and only what fits its schema. Photos that are dragged out show `icon`. */
export function answerPage(requests: PageRequests<MessagePortMain>, icon: string, log: Log): void {
  type FromPage = IpcMainEvent | IpcMainInvokeEvent;
  const isOurs = ({ senderFrame }: FromPage) => senderFrame?.parent === null && senderFrame.url.startsWith(pageAddress);

  /** The arguments, or undefined for what is not to be answered. */
  function read<Kind extends keyof typeof requestSchemas>(kind: Kind, event: FromPage, args: unknown[]) {
    const parsed = requestSchemas[kind].safeParse(args);
    if (isOurs(event) && parsed.success) return parsed.data as ReturnType<(typeof requestSchemas)[Kind]["parse"]>;
    log.write("refused-message");
    return undefined;
  }

  ipcMain.on(channels.port, (event, ...args) => {
    const [to] = read("port", event, args) ?? [];
    if (to) event.sender.postMessage(channels.port, to, [requests.openPort(to)]);
  });
  ipcMain.on(channels.listening, (event, ...args) => {
    if (read("nothing", event, args)) requests.listening();
  });
  ipcMain.on(channels.speak, (event, ...args) => {
    const [language] = read("language", event, args) ?? [];
    if (language) requests.speak(language);
  });
  ipcMain.on(channels.folderDropped, (event, ...args) => {
    const [path] = read("folder", event, args) ?? [];
    if (path) requests.folderDropped(path);
  });
  ipcMain.on(channels.dragOut, (event, ...args) => {
    const [photos] = read("photos", event, args) ?? [];
    if (photos) void requests.dragOut(photos).then((files) => event.sender.startDrag({ file: files[0], files, icon }), refused(log));
  });
  ipcMain.handle(channels.chooseFolder, async (event, ...args) => (read("nothing", event, args) ? await requests.chooseFolder() : null));
  ipcMain.handle(channels.chooseFolderForCopies, async (event, ...args) =>
    read("nothing", event, args) ? await requests.chooseFolderForCopies() : null,
  );
  ipcMain.handle(channels.chooseModels, async (event, ...args) => {
    const [what] = read("models", event, args) ?? [];
    return what ? await requests.chooseModels(what) : null;
  });
  ipcMain.handle(channels.chooseReferences, async (event, ...args) => {
    if (read("nothing", event, args)) await requests.chooseReferences();
  });
  ipcMain.handle(channels.act, async (event, ...args) => {
    const asked = read("act", event, args);
    return asked
      ? await requests.act(...asked).then(() => null, refused(log))
      : toWireError(new AppError("bad-request", "This is not possible."));
  });
}

function refused(log: Log): (error: unknown) => WireError {
  return (error) => {
    const refusal = toWireError(error);
    log.write("refused-action", { code: refusal.code });
    return refusal;
  };
}

const pictures = "jpg jpeg png webp avif heic heif tif tiff gif cr2 cr3 nef arw dng raf orf rw2".split(" ");
const models = ["zip", "gguf", "onnx", "pt", "json"];

/** The system's own dialogs, file manager and clipboard, for the window that is asked for then. */
export function nativeSystem(
  window: () => BrowserWindow,
  words: () => Words,
): NativeSystem & {
  chooseFolder(): Promise<string | undefined>;
  chooseFolderForCopies(): Promise<string | undefined>;
  chooseModelFile(): Promise<string | undefined>;
  choosePhotos(): Promise<string[]>;
} {
  const choose = async (options: OpenDialogOptions) => (await dialog.showOpenDialog(window(), options)).filePaths;
  return {
    chooseFolder: async () => (await choose({ properties: ["openDirectory"] }))[0],
    chooseFolderForCopies: async () => {
      const { folderForCopies: title, copyHere: buttonLabel } = words();
      return (await choose({ title, buttonLabel, properties: ["openDirectory", "createDirectory"] }))[0];
    },
    chooseModelFile: async () => (await choose({ properties: ["openFile"], filters: [{ name: words().models, extensions: models }] }))[0],
    choosePhotos: () =>
      choose({ properties: ["openFile", "multiSelections"], filters: [{ name: words().pictures, extensions: pictures }] }),
    chooseProgram: async () => {
      const filters = process.platform === "win32" ? [{ name: words().programs, extensions: ["exe"] }] : [];
      return (await choose({ title: words().chooseEditor, properties: ["openFile"], filters }))[0];
    },
    reveal: (path) => shell.showItemInFolder(path),
    open: (path) => shell.openPath(path),
    copy: async (path) => {
      const image = nativeImage.createFromPath(path);
      const picture = image.isEmpty() ? {} : { "image/png": new Blob([new Uint8Array(image.toPNG())], { type: "image/png" }) };
      await clipboard.write([new ClipboardItem({ "text/plain": path, ...picture })]);
    },
  };
}
