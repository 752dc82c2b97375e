/** Electron as the program uses it, and not a name more. Behind its utility process answers an engine that knows photo 7. */
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { vi } from "vitest";
import { engineApi } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import { packsApi } from "../../contract/packs.ts";
import { type Port, serve } from "../../contract/rpc.ts";
import { type Settings, usualSettings } from "../../contract/settings.ts";
import { onePhotoEngine } from "../helpers/page.ts";
import { exact, exactEvents } from "./exact.ts";
import { usedEvents, usedMembers, usedModules } from "./used-api.ts";

export interface DoubleOptions {
  /** For userData, logs and crash dumps */
  folder: string;
  /** Where photo 7 lies */
  original: string;
  firstInstance?: boolean;
  onBattery?: boolean;
  isPackaged?: boolean;
  /** As the system names them, most preferred first */
  languages?: string[];
  /** What the user has set */
  language?: Settings["language"];
  /** What the engine answers instead of settings */
  fails?: AppError;
  /** The button that is pressed in every message */
  response?: number;
}

const quiet = { state: "idle", pausedBy: null, found: 0, ready: 0, waiting: 0, failed: 0 };

/** The engine that a forked process serves, with what was asked of it. */
function engineDouble({ original, language = "system", fails }: Pick<DoubleOptions, "original" | "language" | "fails">) {
  let status = { ...quiet };
  let news = Promise.withResolvers<void>();
  const engine = {
    ...onePhotoEngine(),
    status: vi.fn(async () => status),
    settings: vi.fn(async () => {
      if (fails) throw fails;
      return { ...usualSettings, language };
    }),
    async *watchStatus() {
      for (;;) {
        const next = news.promise;
        yield status;
        await next;
      }
    },
    addFolder: vi.fn(async ({ path }: { path: string }) => ({ id: 1, path, name: "photos", reachable: true, photos: 0 })),
    addReference: vi.fn(async ({ path }: { path: string }) => ({ upload: "u1", name: path, photo: null })),
    photo: vi.fn(async ({ photo }: { photo: number }) => {
      if (photo !== 7) throw new AppError("photo-unknown", `There is no photo ${photo}.`, "Search again.");
      return {
        name: "seven.jpg",
        files: [
          { path: "/gone/seven.jpg", present: true },
          { path: original, present: true },
        ],
      };
    }),
    pause: vi.fn(async () => ({})),
    setPower: vi.fn(async () => ({})),
    resume: vi.fn(async () => ({})),
    usePack: vi.fn(async (..._call: unknown[]) => ({})),
    packFolders: vi.fn(async () => ({ inUse: "/packs/other" })),
    rescan: vi.fn(async () => ({})),
  };
  function becomes(part: Partial<typeof quiet>): void {
    status = { ...status, ...part };
    const { resolve } = news;
    news = Promise.withResolvers<void>();
    resolve();
  }
  return { engine, becomes };
}

/** The packs process: it finds a network phi in every folder, with which one profile is whole. */
function packsDouble() {
  const part = {
    title: "A part",
    purpose: "",
    licence: "CC BY-NC 4.0",
    commercialUse: "no",
    availability: "bring",
    hosts: ["models.example"],
    bytes: 2e9,
    memoryBytes: 1,
    pinned: false,
  };
  const profile = { title: "", bytes: 1, commercialUse: "yes", parts: ["phi"] };
  return {
    get: vi.fn(async function* (_input: object) {
      yield { folder: null, fetched: [] };
    }),
    remove: vi.fn(async () => ({ removed: [], freedBytes: 1 })),
    importFrom: vi.fn(async ({ path }: { path: string }) => ({
      folder: null,
      fetched: [{ part: "phi", file: "phi.onnx", from: path, bytes: 1, sha256: "" }],
    })),
    list: vi.fn(async () => ({
      parts: [
        { ...part, id: "phi", kind: "phi", state: "installed" },
        { ...part, id: "absent", kind: "llm", state: "absent" },
      ],
      profiles: [
        { ...profile, id: "other", parts: ["encoder"], state: "installed", folder: "/packs/other" },
        { ...profile, id: "whole", title: "Whole", state: "installed" as string, folder: "/packs/whole" as string | null },
      ],
    })),
  };
}

/** A forked process: its messages are seen and made by the test; what is posted is served by `handlers`. */
function childDouble(api: object, handlers: object) {
  const inbox = new EventEmitter();
  const events = exactEvents("child", usedEvents.child);
  const said: { message: unknown; ports: unknown[] }[] = [];
  const kill = vi.fn(() => {
    queueMicrotask(() => events.emit("exit", 0));
    return true;
  });
  const child = exact("child", usedMembers.child, {
    ...events,
    pid: undefined as number | undefined,
    kill,
    postMessage: (message: unknown, ports: unknown[] = []) => {
      said.push({ message, ports });
      inbox.emit("message", message);
      if (JSON.stringify(message) === '{"main":"close"}') queueMicrotask(() => events.emit("message", { main: "closed" }));
    },
  });
  serve(api as typeof engineApi, handlers as never, {
    post: (message) => void events.emit("message", message),
    onMessage: (listener) => inbox.on("message", listener),
    onClose: () => {},
    close: () => {},
  });
  return { child, said, kill, emit: events.emit };
}

export function electronDouble(options: DoubleOptions) {
  const { folder, firstInstance = true, onBattery = false, isPackaged = false, languages = ["en-GB"] } = options;
  const { engine, becomes } = engineDouble(options);
  const packs = packsDouble();
  const forked: {
    entry: string;
    args: string[];
    options: { env?: Record<string, string>; execArgv?: string[] };
    process: ReturnType<typeof childDouble>;
  }[] = [];
  const windows: ReturnType<typeof windowDouble>[] = [];
  const trays: ReturnType<typeof trayDouble>[] = [];
  const notices: ReturnType<typeof noticeDouble>[] = [];
  const channels: ReturnType<typeof channelDouble>[] = [];
  const menus: { template: MenuTemplate }[] = [];
  const appEvents = exactEvents("app", usedEvents.app);
  const powerEvents = exactEvents("powerMonitor", usedEvents.powerMonitor);
  const sessionEvents = exactEvents("session", usedEvents.session);
  const ipcEvents = new EventEmitter();
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>();
  const calls = {
    appendSwitch: vi.fn(),
    addRecentDocument: vi.fn(),
    crashReporter: vi.fn(),
    enableSandbox: vi.fn(),
    exit: vi.fn(),
    lock: vi.fn((_data?: unknown) => firstInstance),
    openPath: vi.fn(async (_path: string) => ""),
    quit: vi.fn(),
    relaunch: vi.fn(),
    reveal: vi.fn(),
    schemes: vi.fn(),
    serve: vi.fn(),
    setApplicationMenu: vi.fn(),
    showErrorBox: vi.fn(),
    showMessageBox: vi.fn(async (_window: unknown, _options?: object) => ({ response: options.response ?? 0, checkboxChecked: false })),
    showOpenDialog: vi.fn(async (_window: unknown, _options: object) => ({ filePaths: ["/photos"] })),
    writeClipboard: vi.fn(async (_items: { items: Record<string, unknown> }[]) => {}),
  };
  const session = {
    devices: vi.fn(),
    permissionCheck: vi.fn(),
    permissionRequest: vi.fn(),
    beforeRequest: vi.fn(),
    emit: sessionEvents.emit,
  };
  const modules = {
    app: {
      ...appEvents,
      addRecentDocument: calls.addRecentDocument,
      commandLine: exact("commandLine", usedMembers.commandLine, { appendSwitch: calls.appendSwitch }),
      enableSandbox: calls.enableSandbox,
      exit: calls.exit,
      getPreferredSystemLanguages: () => languages,
      getPath: (name: string) => join(folder, name),
      isPackaged,
      quit: calls.quit,
      relaunch: calls.relaunch,
      requestSingleInstanceLock: calls.lock,
      setAppUserModelId: vi.fn(),
      whenReady: async () => {},
    },
    BrowserWindow: constructed((options: WindowOptions) => {
      const window = windowDouble(options);
      windows.push(window);
      appEvents.emit("web-contents-created", {}, window.window.webContents);
      return window.window;
    }),
    ClipboardItem: constructed((items: Record<string, unknown>) => ({ items })),
    clipboard: { write: calls.writeClipboard },
    crashReporter: { start: calls.crashReporter },
    dialog: { showErrorBox: calls.showErrorBox, showMessageBox: calls.showMessageBox, showOpenDialog: calls.showOpenDialog },
    ipcMain: {
      on: (channel: string, listener: (...args: unknown[]) => void) => ipcEvents.on(channel, listener),
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => Promise<unknown>) => handlers.set(channel, handler),
    },
    Menu: {
      buildFromTemplate: (template: MenuTemplate) => {
        menus.push({ template });
        return { template };
      },
      setApplicationMenu: calls.setApplicationMenu,
    },
    MessageChannelMain: constructed(() => {
      const channel = channelDouble();
      channels.push(channel);
      return channel.channel;
    }),
    nativeImage: {
      createFromPath: (path: string) =>
        exact("image", usedMembers.image, { isEmpty: () => !path.endsWith(".jpg"), toPNG: () => Buffer.from("png") }),
    },
    Notification: Object.assign(
      constructed((options: { body: string }) => {
        const notice = noticeDouble(options);
        notices.push(notice);
        return notice.notice;
      }),
      { isSupported: () => true },
    ),
    powerMonitor: { ...powerEvents, isOnBatteryPower: () => onBattery },
    protocol: { handle: calls.serve, registerSchemesAsPrivileged: calls.schemes },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: {
      defaultSession: exact("session", usedMembers.session, {
        ...sessionEvents,
        setDevicePermissionHandler: session.devices,
        setPermissionCheckHandler: session.permissionCheck,
        setPermissionRequestHandler: session.permissionRequest,
        webRequest: exact("webRequest", usedMembers.webRequest, { onBeforeRequest: session.beforeRequest }),
      }),
    },
    shell: { openPath: calls.openPath, showItemInFolder: calls.reveal },
    Tray: constructed((icon: string) => {
      const tray = trayDouble(icon);
      trays.push(tray);
      return tray.tray;
    }),
    utilityProcess: {
      fork: (entry: string, args: string[], options: { env?: Record<string, string>; execArgv?: string[] }) => {
        const process = entry.endsWith("packs.js") ? childDouble(packsApi, packs) : childDouble(engineApi, engine);
        forked.push({ entry, args, options, process });
        return process.child;
      },
    },
  };
  const electron = Object.fromEntries(
    Object.entries(modules).map(([name, members]) => [
      name,
      typeof members === "function" ? members : exact(name, usedModules[name as keyof typeof modules], members),
    ]),
  );
  return {
    electron,
    engine,
    packs,
    becomes,
    calls,
    session,
    forked,
    channels,
    windows,
    trays,
    notices,
    menus,
    emitApp: appEvents.emit,
    emitPower: powerEvents.emit,
    /** From the page: without and with an answer */
    send: (channel: string, event: unknown, ...args: unknown[]) => ipcEvents.emit(channel, event, ...args),
    invoke: async (channel: string, event: unknown, ...args: unknown[]) => await handlers.get(channel)?.(event, ...args),
  };
}

/** A channel whose first end the program keeps: what a page says and hears at the other one. */
function channelDouble() {
  const events = exactEvents("port", usedEvents.port);
  const heard = new EventEmitter();
  const port1 = exact("port", usedMembers.port, {
    ...events,
    start: vi.fn(),
    close: vi.fn(),
    postMessage: (message: unknown) => void heard.emit("message", message),
  });
  const page: Port = {
    post: (message) => void events.emit("message", { data: message }),
    onMessage: (listener) => void heard.on("message", listener),
    onClose: () => {},
    close: () => void events.emit("close"),
  };
  return { channel: exact("channel", usedMembers.channel, { port1, port2: "other end" }), port1, page };
}

export interface MenuTemplateItem {
  label?: string;
  role?: string;
  accelerator?: string;
  registerAccelerator?: boolean;
  click?: () => void;
  submenu?: MenuTemplate;
}
export type MenuTemplate = MenuTemplateItem[];

interface WindowOptions {
  webPreferences: Record<string, unknown>;
  [name: string]: unknown;
}

function windowDouble(options: WindowOptions) {
  const events = exactEvents("window", usedEvents.window);
  const contentsEvents = exactEvents("webContents", usedEvents.webContents);
  const calls = {
    focus: vi.fn(),
    loadURL: vi.fn(async (_url: string) => {}),
    maximize: vi.fn(),
    openHandler: vi.fn(),
    postMessage: vi.fn(),
    restore: vi.fn(),
    send: vi.fn(),
    sendInputEvent: vi.fn(),
    setFullScreen: vi.fn(),
    setProgressBar: vi.fn(),
    setZoomLevel: vi.fn(),
    show: vi.fn(),
    startDrag: vi.fn(),
    webRtc: vi.fn(),
  };
  const state = { focused: false, minimized: true };
  const webContents = exact("webContents", usedMembers.webContents, {
    ...contentsEvents,
    getZoomLevel: () => 1,
    postMessage: calls.postMessage,
    send: calls.send,
    sendInputEvent: calls.sendInputEvent,
    setWebRTCIPHandlingPolicy: calls.webRtc,
    setWindowOpenHandler: calls.openHandler,
    setZoomLevel: calls.setZoomLevel,
    startDrag: calls.startDrag,
  });
  const window = exact("window", usedMembers.window, {
    ...events,
    focus: calls.focus,
    getNormalBounds: () => ({ x: 10, y: 20, width: 1000, height: 700 }),
    isFocused: () => state.focused,
    isFullScreen: () => false,
    isMaximized: () => true,
    isMinimized: () => state.minimized,
    loadURL: calls.loadURL,
    maximize: calls.maximize,
    restore: calls.restore,
    setFullScreen: calls.setFullScreen,
    setProgressBar: calls.setProgressBar,
    show: calls.show,
    webContents,
  });
  return { window, options, calls, state, emit: events.emit, emitContents: contentsEvents.emit };
}

function trayDouble(icon: string) {
  const events = exactEvents("tray", usedEvents.tray);
  const setContextMenu = vi.fn();
  const tray = exact("tray", usedMembers.tray, { ...events, setContextMenu, setToolTip: vi.fn() });
  return { tray, icon, setContextMenu, emit: events.emit };
}

function noticeDouble({ body }: { body: string }) {
  const events = exactEvents("notification", usedEvents.notification);
  const show = vi.fn();
  return { notice: exact("notification", usedMembers.notification, { ...events, show }), body, show, emit: events.emit };
}

/** Something to be called with `new`. */
function constructed<Args extends unknown[], T extends object>(make: (...args: Args) => T) {
  return function constructed(...args: Args): T {
    return make(...args);
  };
}
