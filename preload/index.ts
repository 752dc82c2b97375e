/** Gives the page its ports to the engine and the packs, the system's dialogs, drag and drop both ways, and actions on originals. Nothing else. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from "electron";
import { type Bridge, channels, type PortTarget, portMessages } from "../contract/bridge.ts";
import type { Upload } from "../contract/types.ts";

const bridge = {
  port: (to) => ipcRenderer.send(channels.port, to),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  chooseFolderForCopies: () => ipcRenderer.invoke(channels.chooseFolderForCopies),
  chooseModels: (what) => ipcRenderer.invoke(channels.chooseModels, what),
  chooseReferences: () => ipcRenderer.invoke(channels.chooseReferences),
  pathOf: (file) => {
    const path = webUtils.getPathForFile(file);
    if (path) ipcRenderer.send(channels.folderDropped, path);
    return path;
  },
  dragOut: (photos) => ipcRenderer.send(channels.dragOut, photos),
  act: (action, photo) => ipcRenderer.invoke(channels.act, action, photo),
  speak: (language) => ipcRenderer.send(channels.speak, language),
  onReference: (listener) => {
    ipcRenderer.on(channels.reference, (_event: IpcRendererEvent, upload: Upload) => listener(upload));
    ipcRenderer.send(channels.listening);
  },
} satisfies Bridge;

ipcRenderer.on(channels.port, (event, to: PortTarget) => window.postMessage(portMessages[to], location.origin, event.ports));
contextBridge.exposeInMainWorld("recompose", bridge);
