/** Gives the page its port to the engine, the folder dialog and the paths of dropped files. Nothing else. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { type Bridge, channels, portMessage } from "../contract/bridge.ts";

const bridge = {
  port: () => ipcRenderer.send(channels.port),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  pathOf: (file) => webUtils.getPathForFile(file),
} satisfies Bridge;

ipcRenderer.on(channels.port, (event) => window.postMessage(portMessage, location.origin, event.ports));
contextBridge.exposeInMainWorld("recompose", bridge);
