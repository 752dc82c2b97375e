/** What the preload script gives the page in Electron as `window.recompose`; in a browser there is none. */
export interface Bridge {
  /** Asks for a port to the engine. Ports cannot be returned from preload: it comes as a window message, data `portMessage`. */
  port(): void;
  /** The path of the folder that was chosen; null when the user thought better of it. */
  chooseFolder(): Promise<string | null>;
  /** The path of a file that was dropped or picked; empty when it has none. */
  pathOf(file: File): string;
}

export const portMessage = "recompose-port";

/** Between preload and Electron's main process. */
export const channels = { port: "port", chooseFolder: "choose-folder" } as const;
