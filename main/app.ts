/** Electron's main process: one instance, one window, the engine beside it. A thin first shell around the same page. */
import { app, type BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, protocol, session } from "electron";
import { channels } from "../contract/bridge.ts";
import { toAppError } from "../contract/errors.ts";
import { type ElectronEngine, startElectronEngine } from "./children.electron.ts";
import { programPaths } from "./paths.ts";
import { createRoutes } from "./routes.ts";
import { parseStartOptions } from "./start-options.ts";
import { closeSession, openWindow, pageAddress } from "./window.ts";

const paths = programPaths(import.meta.dirname);

protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
if (app.requestSingleInstanceLock()) {
  app.whenReady().then(run).catch(giveUp);
} else {
  app.quit();
}

async function run(): Promise<void> {
  const options = parseStartOptions(ownArguments(process.argv), process.cwd());
  const running = startElectronEngine(paths.engine, {
    library: options.library,
    packFolder: options.pack ?? paths.starterPack,
    packFixed: options.pack !== undefined,
    llm: options.llm,
  });
  closeWithApp(running);
  await running.engine.status({});
  closeSession(session.defaultSession);
  protocol.handle("app", createRoutes(running.engine, paths.page));
  const window = openWindow(paths.preload);
  app.on("second-instance", () => bringUp(window));
  answerPage(window, running);
  for (const path of options.folders) await running.engine.addFolder({ path }).catch(tell);
}

/** Electron and Chromium read the arguments before `--`, Recompose those behind it. */
function ownArguments(argv: string[]): string[] {
  const mark = argv.indexOf("--");
  return mark < 0 ? [] : argv.slice(mark + 1);
}

/** The only two things that the page can ask of this process. */
function answerPage(window: BrowserWindow, running: ElectronEngine): void {
  const isOurs = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent) => senderFrame?.url.startsWith(pageAddress) === true;
  ipcMain.on(channels.port, (event) => {
    if (isOurs(event)) event.sender.postMessage(channels.port, null, [running.openPort()]);
  });
  ipcMain.handle(channels.chooseFolder, async (event) => {
    if (!isOurs(event)) return null;
    const { filePaths } = await dialog.showOpenDialog(window, { properties: ["openDirectory"] });
    return filePaths[0] ?? null;
  });
}

/** The engine finishes the photos in hand and closes the library before the app goes; if the engine goes first, so does the app. */
function closeWithApp(running: ElectronEngine): void {
  let closing = false;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void running.close().then(() => app.quit());
  });
  void running.exited.then((how) => {
    if (!closing) giveUp(new Error(`The engine ended by itself (${how}). Start Recompose again.`));
  });
}

function bringUp(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

function tell(error: unknown): void {
  dialog.showErrorBox("Recompose", toAppError(error).message);
}

function giveUp(error: unknown): void {
  tell(error);
  app.exit(1);
}
