/** What the preload script gives the page in Electron as `window.recompose`; in a browser there is none. */
import type { WireError } from "./errors.ts";
import type { Language } from "./languages.ts";
import type { Upload } from "./types.ts";

/** On the original of a photo: show it in its folder, open it, open it in the user's editor, copy picture and path. */
export const photoActions = ["reveal", "open", "edit", "copy"] as const;
export type PhotoAction = (typeof photoActions)[number];

/** More at once would be a mistake, or mischief. */
export const mostDraggedOut = 200;

/** A page names photos of the library by their ids, never files. */
export interface Bridge {
  /** Asks for a port. Ports cannot be returned from preload: it comes as a window message, data `portMessages[to]`. */
  port(to: PortTarget): void;
  /** The path of the folder that was chosen; null when the user thought better of it. */
  chooseFolder(): Promise<string | null>;
  /** The same for copies of originals: the page may have them made there. */
  chooseFolderForCopies(): Promise<string | null>;
  /** The path of the file or folder with models that was chosen; null when the user thought better of it. */
  chooseModels(what: ModelSource): Promise<string | null>;
  /** Lets the user choose pictures to start from; each comes to `onReference`. */
  chooseReferences(): Promise<void>;
  /** The path of a folder that was dropped; empty when it has none. The page may then add it. */
  pathOf(file: File): string;
  /** To be called when a drag begins: the originals go along, to wherever they are dropped. At most `mostDraggedOut`. */
  dragOut(photos: number[]): void;
  /** Menus, dialogs and notices speak this language from now on. */
  speak(language: Language): void;
  /** Null when it is done, otherwise why not. */
  act(action: PhotoAction, photo: number): Promise<WireError | null>;
  /** Pictures from outside that are to be searched with: chosen, or handed over by a second start. Also those from before. */
  onReference(listener: (upload: Upload) => void): void;
}

/** Who is at the other end */
export const portTargets = ["engine", "packs"] as const;
export type PortTarget = (typeof portTargets)[number];
export const portMessages = { engine: "recompose-port", packs: "recompose-packs-port" } as const satisfies Record<PortTarget, string>;

/** What models lie in: a file of one, or a zip; a folder */
export const modelSources = ["file", "folder"] as const;
export type ModelSource = (typeof modelSources)[number];

/** Between preload and Electron's main process. */
export const channels = {
  port: "port",
  chooseFolder: "choose-folder",
  chooseFolderForCopies: "choose-folder-for-copies",
  chooseModels: "choose-models",
  chooseReferences: "choose-references",
  folderDropped: "folder-dropped",
  dragOut: "drag-out",
  act: "act",
  speak: "speak",
  listening: "listening",
  reference: "reference",
} as const;
