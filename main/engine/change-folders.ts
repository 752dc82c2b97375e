/** What a user does to the folders of a library: adds and removes them, says what is to become of photos that are gone, finds one again. */
import { resolve } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { Folder, GoneAnswer } from "../../contract/types.ts";
import { folderPath } from "./folder-path.ts";
import { checkSame } from "./same-folder.ts";
import type { Library } from "./store/db.ts";
import { type FolderRow, overlap } from "./store/folders.ts";
import { shown } from "./store/paths.ts";

export interface FolderChanges {
  /**
   * Adds a folder, or finds the one that covers it; one that was removed comes back, even while it is away.
   * Throws folder-missing, not-a-folder, folder-forbidden, folder-unreadable.
   */
  addFolder(path: string): Promise<Folder>;
  /**
   * Removes a folder; `atOnce`: what is known of it is erased too, also when it was removed before. Returns how many photos went.
   * Throws folder-unknown.
   */
  forgetFolder(path: string, atOnce: boolean): Promise<number>;
  /** Resolves once it is so. Throws folder-unknown. */
  settleGone(path: string, answer: GoneAnswer): Promise<void>;
  /**
   * A folder lies in another place now: what was made of its photos stays, and saved searches ask for it there. Throws folder-unknown, folder-other when its
   * photos are not there, folder-taken where another folder of the library has that place, and what `addFolder` throws.
   */
  moveFolder(path: string, to: string): Promise<Folder>;
}

export interface FolderChangesOptions {
  library: Library;
  /** Erases all that is to be erased. */
  erase(): Promise<void>;
  /** Runs `change` while no scan is under way. */
  still<Value>(change: () => Value): Promise<Value>;
  /** Folders are to be read. */
  scan(): void;
  /** Photos came back or went. */
  onPresence(): void;
}

export function createFolderChanges({ library, erase, still, scan, onPresence }: FolderChangesOptions): FolderChanges {
  const { folders, files, erasing } = library;

  function listed(id: number): Folder {
    const folder = folders.list().find((folder) => folder.id === id);
    if (!folder) throw new AppError("internal", `The folder ${id} is not in the library.`);
    return folder;
  }

  function staying(path: string): FolderRow {
    const folder = folders.byPath(path);
    return folder && !folder.leaving ? folder : unknown(path);
  }

  function checkFree(path: Buffer, moving: FolderRow): void {
    const other = folders.all().find((folder) => folder.id !== moving.id && overlap(folder.path, path));
    if (!other) return;
    const data = { path: shown(path), name: shown(other.path) };
    throw new AppError("folder-taken", `${data.path} and ${data.name} of the library overlap.`, "Remove that one first.", { data });
  }

  /** What is being erased there goes first. */
  async function add(path: Buffer): Promise<number> {
    const id = await still(() => (folders.isErasing(path) ? undefined : folders.add(path)));
    if (id !== undefined) return id;
    await erase();
    return add(path);
  }

  return {
    addFolder: async (text) => {
      const known = folders.byPath(text);
      const path = known?.leaving ? known.path : await folderPath(text);
      const wasLeft = folders.byPath(shown(path))?.leaving;
      const id = await add(path);
      if (wasLeft) onPresence();
      scan();
      return listed(id);
    },
    forgetFolder: async (text, atOnce) => {
      // As it is listed, or as it lies on the disk now; a folder that is away has only the first.
      const path = shown(await folderPath(text).catch(() => Buffer.from(resolve(text))));
      const forgotten = await still(() => {
        const { id, leaving } = folders.byPath(text) ?? folders.byPath(path) ?? unknown(text);
        const left = leaving ? 0 : folders.leave(id);
        onPresence();
        return atOnce ? erasing.begin(id) : left;
      });
      if (atOnce) await erase();
      return forgotten;
    },
    settleGone: async (path, answer) => {
      const { id } = staying(path);
      if (answer === "keep") return files.keepGone(id);
      if (answer === "bring-back") files.bringBackGone(id);
      else files.takeOutGone(id);
      onPresence();
      if (answer !== "erase") return;
      await still(() => erasing.begin(id));
      await erase();
    },
    moveFolder: async (text, to) => {
      const folder = staying(text);
      const path = await folderPath(to);
      if (folders.isErasing(path)) await erase();
      checkFree(path, folder);
      await checkSame(files.sample(folder.id), folder.path, path);
      await still(() => library.moveFolder(folder, path));
      onPresence();
      scan();
      return listed(folder.id);
    },
  };
}

function unknown(path: string): never {
  throw new AppError("folder-unknown", `${path} is not a folder of this library.`, "Name it as the list of folders does.", {
    data: { path },
  });
}
