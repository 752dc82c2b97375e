/** Gives the page its port to the engine, the system's dialogs, drag and drop both ways, and actions on originals. Nothing else. */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from "electron";
import { type Bridge, channels, portMessage } from "../contract/bridge.ts";
import type { Upload } from "../contract/types.ts";

const bridge = {
  port: () => ipcRenderer.send(channels.port),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  chooseFolderForCopies: () => ipcRenderer.invoke(channels.chooseFolderForCopies),
  chooseReferences: () => ipcRenderer.invoke(channels.chooseReferences),
  pathOf: (file) => {
    const path = webUtils.getPathForFile(file);
    if (path) ipcRenderer.send(channels.folderDropped, path);
    return path;
  },
  dragOut: (photos) => ipcRenderer.send(channels.dragOut, photos),
  act: (action, photo) => ipcRenderer.invoke(channels.act, action, photo),
  onReference: (listener) => {
    ipcRenderer.on(channels.reference, (_event: IpcRendererEvent, upload: Upload) => listener(upload));
    ipcRenderer.send(channels.listening);
  },
} satisfies Bridge;

ipcRenderer.on(channels.port, (event) => window.postMessage(portMessage, location.origin, event.ports));
contextBridge.exposeInMainWorld("recompose", bridge);
