/** Electron's main process: one instance, one window or none, the engine beside it. What it decides stands in shell/. */
import { statSync } from "node:fs";
import { join } from "node:path";
import {
  app,
  crashReporter,
  dialog,
  Menu,
  type MessagePortMain,
  Notification,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
} from "electron";
import { channels, type ModelSource } from "../contract/bridge.ts";
import { AppError } from "../contract/errors.ts";
import { languageOf } from "../contract/languages.ts";
import { maxReferences } from "../contract/types.ts";
import { type ElectronEngine, openPacksPort, startElectronEngine, startElectronPacks } from "./children.electron.ts";
import { type PacksOnDemand, packsOnDemand } from "./packs-on-demand.ts";
import { type Consent, createPagePacks, type Offer } from "./page-packs.ts";
import { programPaths } from "./paths.ts";
import { createRoutes } from "./routes.ts";
import { addModels } from "./shell/add-models.ts";
import { tidyCrashReports } from "./shell/crash-reports.ts";
import { answerOf, fetchQuestion } from "./shell/fetch-question.ts";
import { followIndex } from "./shell/follow-index.ts";
import { handedOverSchema, ownArguments, type ToOpen, toOpen } from "./shell/handed-over.ts";
import { type Kept, openKept } from "./shell/kept.ts";
import { type Log, openLog } from "./shell/log-file.ts";
import { type Damaged, damagedLibrary, damageQuestion, mendLibrary, remedyOf } from "./shell/mend-library.ts";
import { type MenuActions, menuTemplate, trayTemplate } from "./shell/menu.ts";
import { originalsOf } from "./shell/originals.ts";
import type { PageRequests } from "./shell/page-requests.ts";
import { createPhotoActions } from "./shell/photo-actions.ts";
import { followPower } from "./shell/power.ts";
import { createReferenceQueue, type ReferenceQueue } from "./shell/reference-queue.ts";
import { createSpeech } from "./shell/speech.ts";
import { pressed } from "./shell/typed-keys.ts";
import { parseStartOptions, type StartOptions } from "./start-options.ts";
import { answerPage, closeSession, createWindows, lockContents, nativeSystem, type Windows } from "./window.ts";

const paths = programPaths(import.meta.dirname);
const isMac = process.platform === "darwin";
const speech = createSpeech();
const handedOver = { args: ownArguments(process.argv, app.isPackaged), from: process.cwd() };

app.enableSandbox();
app.setAppUserModelId("org.recompose.app");
// Chromium itself has reasons to go online (updates of its parts, trial variations): no name leads anywhere. The packs process,
// which may fetch models, asks Node and not Chromium for names.
app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
app.commandLine.appendSwitch("disable-background-networking");
crashReporter.start({ uploadToServer: false });
protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
if (app.requestSingleInstanceLock(handedOver)) {
  app.whenReady().then(run).catch(giveUp);
} else {
  app.quit();
}

async function run(): Promise<void> {
  speech.set(languageOf(app.getPreferredSystemLanguages()));
  const options = parseStartOptions(handedOver.args, handedOver.from);
  const log = openLog(app.getPath("logs"));
  const kept = openKept(join(app.getPath("userData"), "window.json"));
  log.write("start");
  tidyCrashReports(app.getPath("crashDumps"));
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
  app.on("child-process-gone", (_event, { exitCode }) => log.write("process-crashed", { exit: exitCode }));
  const running = startElectronEngine(paths.engine, {
    library: options.library,
    packFolder: options.pack ?? paths.starterPack,
    packFixed: options.pack !== undefined,
    samples: paths.samples,
    llm: options.llm,
    llmFixed: options.llmFixed,
    device: options.device,
  });
  const packs = packsOnDemand(() =>
    startElectronPacks(paths.packs, { folder: options.packs, catalogue: options.catalogue ?? paths.catalogue }),
  );
  closeWithApp(running, packs, log);
  const { language } = await running.engine.settings({});
  if (language !== "system") speech.set(language);
  closeSession(session.defaultSession);
  protocol.handle("app", createRoutes(running.engine, paths.page));
  const desktop = openDesktop({ running, packs, kept, log }, options);
  await desktop.open(toOpen(options.folders));
}

interface Program {
  running: ElectronEngine;
  packs: PacksOnDemand;
  kept: Kept;
  log: Log;
}

interface Desktop extends Program {
  windows: Windows;
  references: ReferenceQueue;
}

/** Wires the engine to what the system has: windows, menus, dialogs, power, notices. */
function openDesktop(program: Program, { hidden, hub }: StartOptions): { open(things: ToOpen): Promise<void> } {
  const { running, kept, log } = program;
  const references = createReferenceQueue((upload) => windows.current()?.webContents.send(channels.reference, upload));
  const windows = createWindows({ preload: paths.preload, icon: paths.icon, kept, log, speech }, references.wait);
  const desktop = { ...program, windows, references };
  const open = (things: ToOpen) => openThings(desktop, things).then(showMenu);
  const remember = (folder: string) => {
    noteRecent(kept, folder);
    showMenu();
  };
  const dialogs = createDialogs(desktop, open, remember);
  const actions = menuActions(desktop, dialogs, open);
  const showMenu = () => Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(kept.get().recent, isMac, actions, speech.words())));
  const notRead = (files: number) => showNotice(speech.words().notRead(files), windows);

  answerPage(requestsOf(desktop, dialogs, hub), paths.icon, log);
  const tray = hidden ? hideInTray(actions) : undefined;
  const showTrayMenu = () => tray?.setContextMenu(Menu.buildFromTemplate(trayTemplate(actions, speech.words())));
  speech.onChange(() => {
    showMenu();
    showTrayMenu();
  });
  listenToSystem(windows, tray, open);
  followPower(running.engine, { isOnBattery: () => powerMonitor.isOnBatteryPower(), on: onPower }, log);
  void followIndex(running.engine, { progress: (share) => windows.current()?.setProgressBar(share), notRead }, log);
  showMenu();
  showTrayMenu();
  if (!hidden) windows.show();
  return { open };
}

/** Folders are added to the library, photos are searched with. */
async function openThings({ running, kept, references }: Desktop, { folders, photos }: ToOpen): Promise<void> {
  const { engine } = running;
  for (const path of folders) {
    const added = await engine.addFolder({ path }).catch(tell);
    if (!added) continue;
    noteRecent(kept, path);
  }
  for (const path of photos) {
    const upload = await engine.addReference({ path }).catch(tell);
    if (upload) references.add(upload);
  }
}

/** In our menu, and in the system's own list. */
function noteRecent(kept: Kept, folder: string): void {
  kept.addRecent(folder);
  app.addRecentDocument(folder);
}

type Open = (things: ToOpen) => Promise<void>;
type Dialogs = ReturnType<typeof createDialogs>;

/** `remember`: a folder that the user chose for the page */
function createDialogs({ running, packs, windows }: Desktop, open: Open, remember: (folder: string) => void) {
  const system = nativeSystem(windows.show, speech.words);
  const models = new Set<string>();
  return {
    system,
    /** Whether the user chose it for the page, as a file or folder with models */
    isChosenModel: (path: string) => models.has(path),
    async chooseModels(what: ModelSource): Promise<string | null> {
      const path = await (what === "file" ? system.chooseModelFile() : system.chooseFolder());
      if (path === undefined) return null;
      models.add(path);
      return path;
    },
    consent: async (offer: Offer): Promise<Consent> =>
      answerOf(await dialog.showMessageBox(windows.show(), fetchQuestion(offer, speech.words()))),
    async chooseFolder(): Promise<string | null> {
      const path = await system.chooseFolder();
      if (path === undefined) return null;
      running.allowFolder(path, "reading");
      remember(path);
      return path;
    },
    async chooseFolderForCopies(): Promise<string | null> {
      const path = await system.chooseFolderForCopies();
      if (path === undefined) return null;
      running.allowFolder(path, "copies");
      return path;
    },
    async addModels(): Promise<void> {
      const path = await system.chooseFolder();
      if (path === undefined) return;
      const title = await packs.during((packs) => addModels(packs, running.engine, path));
      const message = speech.words().packInstalled(title);
      await dialog.showMessageBox(windows.show(), { title: "Recompose", message });
    },
    chooseReferences: async () => await open({ folders: [], photos: (await system.choosePhotos()).slice(0, maxReferences) }),
  };
}

function requestsOf(
  { running, packs, kept, references }: Desktop,
  { system, chooseFolder, chooseFolderForCopies, chooseModels, chooseReferences, isChosenModel, consent }: Dialogs,
  hub: string | undefined,
): PageRequests<MessagePortMain> {
  const pagePacks = createPagePacks({ packs, engine: running.engine, hub, mayImport: isChosenModel, consent });
  return {
    openPort: (to) => (to === "engine" ? running.openPort() : openPacksPort(pagePacks)),
    chooseFolder,
    chooseFolderForCopies,
    chooseModels,
    chooseReferences,
    folderDropped: (path) => {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) running.allowFolder(path, "reading");
    },
    dragOut: (photos) => originalsOf(running.engine, photos),
    speak: speech.set,
    act: createPhotoActions(running.engine, system, kept),
    listening: references.listen,
  };
}

function menuActions(
  { running: { engine }, log, windows }: Desktop,
  { system, addModels, chooseReferences }: Dialogs,
  open: Open,
): MenuActions {
  return {
    show: () => void windows.show(),
    quit: () => app.quit(),
    addFolder: () => void system.chooseFolder().then((path) => open({ folders: path === undefined ? [] : [path], photos: [] })),
    addRecent: (path) => void open({ folders: [path], photos: [] }),
    chooseReferences: () => void chooseReferences(),
    addModels: () => void addModels().catch(tell),
    pause: () => void engine.pause({}).catch(tell),
    resume: () => void engine.resume({}).catch(tell),
    rescan: () => void engine.rescan({}).catch(tell),
    press: (keys) => {
      const { webContents } = windows.show();
      for (const event of pressed(keys, isMac)) webContents.sendInputEvent(event);
    },
    zoom: (step) => {
      const { webContents } = windows.show();
      webContents.setZoomLevel(step === 0 ? 0 : webContents.getZoomLevel() + step);
    },
    fullScreen: () => {
      const window = windows.show();
      window.setFullScreen(!window.isFullScreen());
    },
    showLog: () => void shell.openPath(log.folder),
    showLicences: () => void shell.openPath(paths.licences),
  };
}

function hideInTray(actions: MenuActions): Tray {
  const tray = new Tray(paths.icon);
  tray.setToolTip("Recompose");
  tray.on("click", actions.show);
  return tray;
}

/** Not to somebody who looks at the window anyway. */
function showNotice(body: string, windows: Windows): void {
  if (windows.current()?.isFocused() || !Notification.isSupported()) return;
  const notice = new Notification({ title: "Recompose", body });
  notice.on("click", () => windows.show());
  notice.show();
}

/** With an icon in the tray, the program outlives its window. */
function listenToSystem(windows: Windows, tray: Tray | undefined, open: Open): void {
  app.on("activate", () => windows.show());
  app.on("window-all-closed", () => {
    if (!tray) app.quit();
  });
  app.on("second-instance", (_event, _argv, _folder, data) => {
    windows.show();
    const handed = handedOverSchema.safeParse(data).data;
    if (handed) void openHanded(handed, open).catch(tell);
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void open(toOpen([path]));
  });
}

async function openHanded({ args, from }: { args: string[]; from: string }, open: Open): Promise<void> {
  await open(toOpen(parseStartOptions(args, from).folders));
}

/** Electron's types have each event apart. */
function onPower(event: "on-battery" | "on-ac" | "suspend" | "resume", listener: () => void): void {
  powerMonitor.on(event as "resume", listener);
}

/** The engine finishes the photos in hand and closes the library before the app goes; if the engine goes first, so does the app. */
function closeWithApp(running: ElectronEngine, packs: PacksOnDemand, log: Log): void {
  let closing = false;
  app.on("before-quit", (event) => {
    if (closing) return;
    closing = true;
    log.write("quit");
    event.preventDefault();
    packs.close();
    void running.close().then(() => app.quit());
  });
  void running.exited.then((how) => {
    if (closing) return;
    log.write("engine-ended");
    void giveUp(new AppError("engine-ended", `The engine ended by itself (${how}).`, "Start Recompose again.", { data: { detail: how } }));
  });
}

function tell(error: unknown): void {
  dialog.showErrorBox("Recompose", speech.sentence(error));
}

/** The end, unless the library can be mended: then it begins again. */
async function giveUp(error: unknown): Promise<void> {
  const damaged = damagedLibrary(error);
  if (!damaged) tell(error);
  else if (await isMended(damaged)) app.relaunch();
  app.exit(1);
}

async function isMended(damaged: Damaged): Promise<boolean> {
  const { response } = await dialog.showMessageBox(damageQuestion(damaged, speech.words()));
  const remedy = remedyOf(damaged, response);
  try {
    mendLibrary(damaged, remedy);
    return remedy !== "none";
  } catch (error) {
    tell(error);
    return false;
  }
}
