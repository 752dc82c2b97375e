/** What a window's page gets of the engine. A page is not trusted with paths: it adds only folders that the user showed it. */
import type { EngineHandlers } from "../../contract/api.ts";
import { AppError } from "../../contract/errors.ts";
import type { pageApi } from "../../contract/page-api.ts";
import type { Handlers } from "../../contract/rpc.ts";

/** `chosen`: paths of the folders that were chosen in the system's dialog or dropped on the window. */
export function pageHandlers(handlers: EngineHandlers, chosen: Set<string>): Handlers<typeof pageApi> {
  function check(path: string): void {
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
      input.paths.forEach(check);
      yield* handlers.tryFolders(input, options);
    },
    addFolder: async (input, options) => {
      check(input.path);
      return await handlers.addFolder(input, options);
    },
    /** What was in the library may come back. */
    forgetFolder: async (input, options) => {
      const forgotten = await handlers.forgetFolder(input, options);
      chosen.add(input.path);
      return forgotten;
    },
  };
}
