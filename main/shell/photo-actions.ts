/** Actions on the original of a photo, by the system's own means. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { EngineApi } from "../../contract/api.ts";
import type { PhotoAction } from "../../contract/bridge.ts";
import { AppError } from "../../contract/errors.ts";
import type { Kept } from "./kept.ts";
import { originalOf } from "./originals.ts";

export interface NativeSystem {
  /** In its folder */
  reveal(path: string): void;
  /** In the system's program for it; resolves with why not, or "". */
  open(path: string): Promise<string>;
  /** The picture, where the system can read it, and its path as text */
  copy(path: string): Promise<void>;
  chooseProgram(): Promise<string | undefined>;
}

type ActOn = (path: string) => Promise<void>;

/** Throws photo-unknown, original-missing, cannot-open, editor-missing. */
export function createPhotoActions(engine: Pick<EngineApi, "photo">, system: NativeSystem, kept: Kept) {
  const actions: Record<PhotoAction, ActOn> = {
    reveal: async (path) => system.reveal(path),
    open: async (path) => {
      const reason = await system.open(path);
      if (reason)
        throw new AppError("cannot-open", `"${path}" cannot be opened: ${reason}`, "Choose a program for such files.", {
          data: { path, detail: reason },
        });
    },
    edit: async (path) => {
      const editor = kept.get().editor ?? (await system.chooseProgram());
      if (!editor) return;
      kept.set({ editor });
      await startEditor(editor, path).catch((error: unknown) => {
        kept.set({ editor: null });
        throw new AppError("editor-missing", `"${editor}" cannot be started.`, "Choose another program.", {
          cause: error,
          data: { path: editor },
        });
      });
    },
    copy: (path) => system.copy(path),
  };
  return async (action: PhotoAction, photo: number) => await actions[action](await originalOf(engine, photo));
}

/** By no shell: a file's name is only ever a name. The editor stays when Recompose ends. */
async function startEditor(editor: string, path: string): Promise<void> {
  const isBundle = process.platform === "darwin" && editor.endsWith(".app");
  const [program, args] = isBundle ? ["/usr/bin/open", ["-a", editor, path]] : [editor, [path]];
  const child = spawn(program, args, { detached: true, stdio: "ignore", shell: false });
  await once(child, "spawn");
  child.unref();
}
