/** All of Electron that the program uses. The double has exactly this, and Electron's own types must know every name of it. */
import type * as Electron from "electron";

type Members<T> = readonly (keyof T & string)[];

/** Modules, and of classes what is static. An empty list: it is only called or constructed. */
export const usedModules = {
  app: [
    "addRecentDocument",
    "commandLine",
    "enableSandbox",
    "exit",
    "getPath",
    "getPreferredSystemLanguages",
    "isPackaged",
    "on",
    "quit",
    "relaunch",
    "requestSingleInstanceLock",
    "setAppUserModelId",
    "whenReady",
  ],
  BrowserWindow: [],
  ClipboardItem: [],
  clipboard: ["write"],
  crashReporter: ["start"],
  dialog: ["showErrorBox", "showMessageBox", "showOpenDialog"],
  ipcMain: ["handle", "on"],
  Menu: ["buildFromTemplate", "setApplicationMenu"],
  MessageChannelMain: [],
  nativeImage: ["createFromPath"],
  Notification: ["isSupported"],
  powerMonitor: ["isOnBatteryPower", "on"],
  protocol: ["handle", "registerSchemesAsPrivileged"],
  screen: ["getAllDisplays"],
  session: ["defaultSession"],
  shell: ["openPath", "showItemInFolder"],
  Tray: [],
  utilityProcess: ["fork"],
  contextBridge: ["exposeInMainWorld"],
  ipcRenderer: ["invoke", "on", "send"],
  webUtils: ["getPathForFile"],
} as const satisfies { [Name in keyof typeof Electron]?: Members<(typeof Electron)[Name]> };

/** Of the objects that Electron makes. */
export const usedMembers = {
  window: [
    "focus",
    "getNormalBounds",
    "isFocused",
    "isFullScreen",
    "isMaximized",
    "isMinimized",
    "loadURL",
    "maximize",
    "on",
    "once",
    "restore",
    "setFullScreen",
    "setProgressBar",
    "show",
    "webContents",
  ] satisfies Members<Electron.BrowserWindow>,
  webContents: [
    "getZoomLevel",
    "on",
    "postMessage",
    "send",
    "sendInputEvent",
    "setWebRTCIPHandlingPolicy",
    "setWindowOpenHandler",
    "setZoomLevel",
    "startDrag",
  ] satisfies Members<Electron.WebContents>,
  session: [
    "on",
    "setDevicePermissionHandler",
    "setPermissionCheckHandler",
    "setPermissionRequestHandler",
    "webRequest",
  ] satisfies Members<Electron.Session>,
  webRequest: ["onBeforeRequest"] satisfies Members<Electron.WebRequest>,
  commandLine: ["appendSwitch"] satisfies Members<Electron.CommandLine>,
  child: ["kill", "on", "once", "pid", "postMessage"] satisfies Members<Electron.UtilityProcess>,
  channel: ["port1", "port2"] satisfies Members<Electron.MessageChannelMain>,
  port: ["close", "on", "postMessage", "start"] satisfies Members<Electron.MessagePortMain>,
  tray: ["on", "setContextMenu", "setToolTip"] satisfies Members<Electron.Tray>,
  notification: ["on", "show"] satisfies Members<Electron.Notification>,
  image: ["isEmpty", "toPNG"] satisfies Members<Electron.NativeImage>,
};

/** Events that are listened for. */
export const usedEvents = {
  app: ["activate", "before-quit", "child-process-gone", "open-file", "second-instance", "web-contents-created", "window-all-closed"],
  powerMonitor: ["on-ac", "on-battery", "resume", "suspend"],
  session: ["will-download"],
  window: ["close", "closed", "ready-to-show"],
  webContents: ["did-start-loading", "render-process-gone", "will-attach-webview", "will-frame-navigate", "will-navigate", "will-redirect"],
  child: ["exit", "message", "spawn"],
  port: ["close", "message"],
  tray: ["click"],
  notification: ["click"],
};
