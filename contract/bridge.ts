/** What the preload script gives the page in Electron as `window.recompose`; in a browser there is none. */
import type { WireError } from "./errors.ts";
import type { Upload } from "./types.ts";

/** On the original of a photo: show it in its folder, open it, open it in the user's editor, copy picture and path. */
export const photoActions = ["reveal", "open", "edit", "copy"] as const;
export type PhotoAction = (typeof photoActions)[number];

/** More at once would be a mistake, or mischief. */
export const mostDraggedOut = 200;

/** A page names photos of the library by their ids, never files. */
export interface Bridge {
  /** Asks for a port to the engine. Ports cannot be returned from preload: it comes as a window message, data `portMessage`. */
  port(): void;
  /** The path of the folder that was chosen; null when the user thought better of it. */
  chooseFolder(): Promise<string | null>;
  /** The same for copies of originals: the page may have them made there. */
  chooseFolderForCopies(): Promise<string | null>;
  /** Lets the user choose pictures to start from; each comes to `onReference`. */
  chooseReferences(): Promise<void>;
  /** The path of a folder that was dropped; empty when it has none. The page may then add it. */
  pathOf(file: File): string;
  /** To be called when a drag begins: the originals go along, to wherever they are dropped. At most `mostDraggedOut`. */
  dragOut(photos: number[]): void;
  /** Null when it is done, otherwise why not. */
  act(action: PhotoAction, photo: number): Promise<WireError | null>;
  /** Pictures from outside that are to be searched with: chosen, or handed over by a second start. Also those from before. */
  onReference(listener: (upload: Upload) => void): void;
}

export const portMessage = "recompose-port";

/** Between preload and Electron's main process. */
export const channels = {
  port: "port",
  chooseFolder: "choose-folder",
  chooseFolderForCopies: "choose-folder-for-copies",
  chooseReferences: "choose-references",
  folderDropped: "folder-dropped",
  dragOut: "drag-out",
  act: "act",
  listening: "listening",
  reference: "reference",
} as const;
