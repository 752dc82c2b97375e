/** The little of Electron that the shell uses, with a real engine's shape behind its utility process: photo 7 exists. */
import { EventEmitter } from "node:events";
import { vi } from "vitest";
import { engineApi } from "../../contract/api.ts";
import { serve } from "../../contract/rpc.ts";
import { onePhotoEngine } from "../helpers/page.ts";

/** A forked engine: what is posted to it is served in this process. */
export class UtilityDouble extends EventEmitter {
  pid = undefined;
  transferred: unknown[] = [];
  private readonly inbox = new EventEmitter();

  constructor() {
    super();
    const engine = { ...onePhotoEngine(), status: async () => ({}), addFolder: vi.fn(async () => ({})) };
    serve(engineApi, engine as never, {
      post: (message) => this.emit("message", message),
      onMessage: (listener) => this.inbox.on("message", listener),
      onClose: () => {},
      close: () => {},
    });
  }
  postMessage(message: unknown, transfer: unknown[] = []) {
    this.transferred.push(...transfer);
    this.inbox.emit("message", message);
  }
  kill = vi.fn(() => {
    queueMicrotask(() => this.emit("exit", 0));
    return true;
  });
}

export class WindowDouble extends EventEmitter {
  static opened: WindowDouble[] = [];
  readonly options: { webPreferences: Record<string, unknown> };
  webContents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  loadURL = vi.fn(async () => {});
  show = vi.fn();
  focus = vi.fn();
  restore = vi.fn();
  isMinimized = () => true;
  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    WindowDouble.opened.push(this);
  }
}

export function electronDouble({ firstInstance = true } = {}) {
  WindowDouble.opened = [];
  const engine = new UtilityDouble();
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => firstInstance,
    whenReady: async () => {},
    quit: vi.fn(),
    exit: vi.fn(),
  });
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  };
  const electron = {
    app,
    BrowserWindow: WindowDouble,
    MessageChannelMain: class {
      port1 = "engine's end";
      port2 = "window's end";
    },
    utilityProcess: { fork: vi.fn(() => engine) },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    session: { defaultSession: session },
    ipcMain: Object.assign(new EventEmitter(), { handle: vi.fn() }),
    dialog: { showErrorBox: vi.fn(), showOpenDialog: vi.fn(async () => ({ filePaths: ["/photos"] })) },
  };
  return { electron, engine, session };
}
