/** The thin part of Recompose that only runs in Electron, against a double of it. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { electronDouble, WindowDouble } from "./double.ts";

const argv = process.argv;

beforeEach(() => void vi.resetModules());
afterEach(() => {
  process.argv = argv;
  vi.doUnmock("electron");
});

/** Starts main/app.ts as Electron would. */
async function startApp({ args = [] as string[], firstInstance = true } = {}) {
  const double = electronDouble({ firstInstance });
  vi.doMock("electron", () => double.electron);
  process.argv = ["electron", ".", "--", "--library", "/library", ...args];
  await import("../../main/app.ts");
  if (firstInstance) await vi.waitFor(() => expect(double.electron.ipcMain.handle).toHaveBeenCalled());
  const [window] = WindowDouble.opened;
  return { ...double, window };
}

const ours = { senderFrame: { url: "app://recompose/" } };
const foreign = { senderFrame: { url: "https://evil.example/" } };

describe("the app", () => {
  test("starts the engine on its library and shows the page once it answers", async () => {
    const { electron, window } = await startApp();
    expect(electron.utilityProcess.fork).toHaveBeenCalledWith(
      expect.stringMatching(/engine\.js$/),
      [expect.stringContaining('"library":"/library"')],
      expect.anything(),
    );
    expect(window?.loadURL).toHaveBeenCalledWith("app://recompose/");
  });

  test("serves pictures by the engine at app://", async () => {
    const { electron } = await startApp();
    const [scheme, routes] = electron.protocol.handle.mock.calls[0] as unknown as [string, (request: Request) => Promise<Response>];
    const response = await routes(new Request("app://recompose/thumbnail/7"));
    expect([scheme, response.status, response.headers.get("content-type")]).toEqual(["app", 200, "image/webp"]);
  });

  test("starts once: a second start brings the first window up", async () => {
    const second = await startApp({ firstInstance: false });
    expect(second.electron.app.quit).toHaveBeenCalled();
    expect(second.electron.utilityProcess.fork).not.toHaveBeenCalled();

    vi.resetModules();
    const { electron, window } = await startApp();
    electron.app.emit("second-instance");
    expect(window?.restore).toHaveBeenCalled();
    expect(window?.focus).toHaveBeenCalled();
  });

  test("quits only after the engine has closed the library", async () => {
    const { electron, engine } = await startApp();
    const event = { preventDefault: vi.fn() };
    electron.app.emit("before-quit", event);
    expect(event.preventDefault).toHaveBeenCalled();
    expect(engine.kill).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.app.quit).toHaveBeenCalled());
    expect(electron.dialog.showErrorBox).not.toHaveBeenCalled();
  });

  test("says so when the engine dies", async () => {
    const { electron, engine } = await startApp();
    engine.emit("exit", 11);
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledWith(1));
    expect(electron.dialog.showErrorBox).toHaveBeenCalledWith("Recompose", expect.stringContaining("exit code 11"));
  });
});

describe("the page", () => {
  test("gets a port whose other end the engine has", async () => {
    const { electron, engine } = await startApp();
    const sender = { postMessage: vi.fn() };
    electron.ipcMain.emit("port", { ...ours, sender });
    expect(sender.postMessage).toHaveBeenCalledWith("port", null, ["window's end"]);
    expect(engine.transferred).toEqual(["engine's end"]);
  });

  test("can ask for a folder", async () => {
    const { electron } = await startApp();
    const [channel, choose] = electron.ipcMain.handle.mock.calls[0] as unknown as [string, (event: unknown) => Promise<string | null>];
    expect([channel, await choose(ours), await choose(foreign)]).toEqual(["choose-folder", "/photos", null]);
  });

  test("of another address gets nothing", async () => {
    const { electron, engine } = await startApp();
    const sender = { postMessage: vi.fn() };
    electron.ipcMain.emit("port", { ...foreign, sender });
    electron.ipcMain.emit("port", { senderFrame: null, sender });
    expect(sender.postMessage).not.toHaveBeenCalled();
    expect(engine.transferred).toEqual([]);
  });

  test("has no Node, cannot leave, open windows, ask for permissions or reach a network", async () => {
    const { window, session } = await startApp();
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    });

    const leaving = { preventDefault: vi.fn() };
    window?.webContents.emit("will-navigate", leaving);
    expect(leaving.preventDefault).toHaveBeenCalled();
    expect(window?.webContents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: "deny" });

    const allow = vi.fn();
    session.setPermissionRequestHandler.mock.calls[0]?.[0]({}, "camera", allow);
    expect(allow).toHaveBeenCalledWith(false);
    expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);

    const answer = vi.fn();
    const [filter, block] = session.webRequest.onBeforeRequest.mock.calls[0] ?? [];
    block({}, answer);
    expect(filter.urls).toEqual(["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"]);
    expect(answer).toHaveBeenCalledWith({ cancel: true });
  });
});

test("the preload script gives the page three functions and passes its port on", async () => {
  const exposed: Record<string, unknown> = {};
  const ipcRenderer = { send: vi.fn(), invoke: vi.fn(), on: vi.fn() };
  vi.doMock("electron", () => ({
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(exposed, { [name]: value }) },
    ipcRenderer,
    webUtils: { getPathForFile: () => "/photos/a.jpg" },
  }));
  const postMessage = vi.fn();
  vi.stubGlobal("window", { postMessage });
  vi.stubGlobal("location", { origin: "app://recompose" });
  await import(/* @vite-ignore */ join(import.meta.dirname, "../../preload/index.ts")); // by path: it is typed for the page, not for Node
  expect(Object.keys(exposed.recompose as object)).toEqual(["port", "chooseFolder", "pathOf"]);

  const [channel, pass] = ipcRenderer.on.mock.calls[0] ?? [];
  pass({ ports: ["window's end"] });
  expect(channel).toBe("port");
  expect(postMessage).toHaveBeenCalledWith("recompose-port", "app://recompose", ["window's end"]);
  vi.unstubAllGlobals();
});
