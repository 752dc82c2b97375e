/** What a window's page gets of the engine. A page is not trusted with paths: it adds only folders that the user showed it. */
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { pageApi } from "../../contract/page-api.ts";
import type { Handlers } from "../../contract/rpc.ts";

/** Paths of the folders that were chosen in the system's dialogs or dropped on the window: to be read, and for copies. */
export interface ChosenFolders {
  toRead: Set<string>;
  forCopies: Set<string>;
}

export function pageHandlers(handlers: EngineHandlers, { toRead, forCopies }: ChosenFolders): Handlers<typeof pageApi> {
  function check(path: string, chosen = toRead): void {
    if (!chosen.has(path))
      throw new AppError(
        "folder-not-chosen",
        `"${path}" was not chosen by you.`,
        "Choose the folder in the dialog, or drop it on the window.",
        { data: { path } },
      );
  }
  return {
    ...handlers,
    async *tryFolders(input, options) {
      for (const path of input.paths) check(path);
      yield* handlers.tryFolders(input, options);
    },
    addFolder: async (input, options) => {
      check(input.path);
      return await handlers.addFolder(input, options);
    },
    moveFolder: async (input, options) => {
      check(input.to);
      return await handlers.moveFolder(input, options);
    },
    /** What was in the library may come back. */
    forgetFolder: async (input, options) => {
      const forgotten = await handlers.forgetFolder(input, options);
      toRead.add(input.path);
      return forgotten;
    },
    async *copyOriginals(input, options) {
      check(input.folder, forCopies);
      yield* handlers.copyOriginals(input, options);
    },
  };
}
