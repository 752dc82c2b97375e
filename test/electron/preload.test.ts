/** What the preload script gives to the page. */
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { exact } from "./exact.ts";
import { usedModules } from "./used-api.ts";

afterEach(() => {
  vi.doUnmock("electron");
  vi.unstubAllGlobals();
});

async function preload() {
  vi.resetModules();
  const exposed = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
  const ipcRenderer = { send: vi.fn(), invoke: vi.fn(async () => "answer"), on: vi.fn() };
  vi.doMock("electron", () => ({
    contextBridge: exact("contextBridge", usedModules.contextBridge, {
      exposeInMainWorld: (name: string, value: never) => exposed.set(name, value),
    }),
    ipcRenderer: exact("ipcRenderer", usedModules.ipcRenderer, ipcRenderer),
    webUtils: exact("webUtils", usedModules.webUtils, { getPathForFile: (file: { path: string }) => file.path }),
  }));
  const postMessage = vi.fn();
  vi.stubGlobal("window", { postMessage });
  vi.stubGlobal("location", { origin: "app://recompose" });
  await import(/* @vite-ignore */ join(import.meta.dirname, "../../preload/index.ts")); // by path: it is typed for the page, not for Node
  return { exposed, ipcRenderer, postMessage, bridge: exposed.get("recompose") ?? {} };
}

test("one object of functions, and nothing of Electron itself", async () => {
  const { exposed, bridge } = await preload();
  expect([...exposed.keys()]).toEqual(["recompose"]);
  expect(Object.keys(bridge)).toEqual([
    "port",
    "chooseFolder",
    "chooseFolderForCopies",
    "chooseModels",
    "chooseReferences",
    "pathOf",
    "dragOut",
    "act",
    "speak",
    "onReference",
  ]);
  for (const member of Object.values(bridge)) expect(member).toBeTypeOf("function");
});

test.each([
  ["engine", "recompose-port"],
  ["packs", "recompose-packs-port"],
])("passes the port to the %s on to the page's own origin", async (to, name) => {
  const { ipcRenderer, postMessage, bridge } = await preload();
  bridge.port?.(to);
  expect(ipcRenderer.send).toHaveBeenCalledWith("port", to);
  const [channel, pass] = ipcRenderer.on.mock.calls[0] ?? [];
  pass({ ports: ["window's end"] }, to);
  expect(channel).toBe("port");
  expect(postMessage).toHaveBeenCalledWith(name, "app://recompose", ["window's end"]);
});

test("sends each request by a channel of its own, never one that the page names", async () => {
  const { ipcRenderer, bridge } = await preload();
  await bridge.chooseFolder?.();
  await bridge.chooseFolderForCopies?.();
  await bridge.chooseModels?.("file");
  await bridge.chooseReferences?.();
  await bridge.act?.("reveal", 7);
  bridge.dragOut?.([7]);
  bridge.speak?.("de");
  expect(ipcRenderer.invoke.mock.calls).toEqual([
    ["choose-folder"],
    ["choose-folder-for-copies"],
    ["choose-models", "file"],
    ["choose-references"],
    ["act", "reveal", 7],
  ]);
  expect(ipcRenderer.send.mock.calls).toEqual([
    ["drag-out", [7]],
    ["speak", "de"],
  ]);
});

test("tells the main process of a dropped folder, so that the page may add it", async () => {
  const { ipcRenderer, bridge } = await preload();
  expect(bridge.pathOf?.({ path: "/photos" })).toBe("/photos");
  expect(bridge.pathOf?.({ path: "" })).toBe("");
  expect(ipcRenderer.send.mock.calls).toEqual([["folder-dropped", "/photos"]]);
});

test("hands references over without Electron's event", async () => {
  const { ipcRenderer, bridge } = await preload();
  const listener = vi.fn();
  bridge.onReference?.(listener);
  const [, hand] = ipcRenderer.on.mock.calls.find(([channel]) => channel === "reference") ?? [];
  hand({ sender: "ipcRenderer" }, { upload: "u1" });
  expect(listener).toHaveBeenCalledExactlyOnceWith({ upload: "u1" });
  expect(ipcRenderer.send).toHaveBeenCalledWith("listening");
});
