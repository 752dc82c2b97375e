/** Folders, and the reading of them. */
import type { Failure, Folder } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { arrange, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { reloadLibrary } from "./library.ts";
import { attempt, showNote } from "./messages.ts";
import { remember } from "./undo.ts";

/** Closes the dialog when the engine took the folder; its error is for the dialog to show. */
export async function addFolder(path: string): Promise<void> {
  const folder = await engine().addFolder({ path });
  store.setState({ dialog: null });
  showNote(strings.library.folders.added(folder.name));
}

/** Taken back, the folder is read again. */
export async function forgetFolder({ path, name }: Folder): Promise<void> {
  store.setState({ dialog: null, loupe: false });
  arrange({ results: null });
  await attempt(async () => {
    await engine().forgetFolder({ path });
    remember(`folder ${path}`, () => engine().addFolder({ path }), strings.library.folders.forgotten(name));
    await reloadLibrary();
  });
}

export function pause(): Promise<void> {
  return attempt(() => engine().pause({}));
}
export function resume(): Promise<void> {
  return attempt(() => engine().resume({}));
}
export function rescan(): Promise<void> {
  return attempt(() => engine().rescan({}));
}

/** All that failed. */
export function retryFailed(): Promise<void> {
  return attempt(async () => {
    const { retried } = await engine().retryFailed({});
    showNote(strings.status.failures.retrying(retried));
  });
}

export function retryPhotos(photos: number[]): Promise<void> {
  return attempt(async () => {
    const { retried } = await engine().retry({ photos });
    if (retried > 0) showNote(strings.status.failures.retrying(retried));
  });
}

/** From now on it counts as skipped. */
export function leaveOut({ photo, path }: Pick<Failure, "photo" | "path">): Promise<void> {
  return attempt(async () => {
    await engine().leaveOut({ photos: [photo] });
    const name = path.slice(path.search(/[^/\\]*$/));
    remember(`leave out ${photo}`, () => engine().retry({ photos: [photo] }), strings.status.failures.ignored(name));
  });
}
