/** Folders, and the reading of them. */
import type { Failure, Folder, GoneAnswer, LeavingFolder } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { arrange, store, targets } from "../store.ts";
import { strings } from "../strings/index.ts";
import { readLists } from "./collections.ts";
import { reloadLibrary } from "./library.ts";
import { attempt, showNote } from "./messages.ts";
import { forgetSteps, remember } from "./undo.ts";

type Named = Pick<LeavingFolder, "path" | "name">;

/** Closes the dialog when the engine took the folder; its error is for the dialog to show. */
export async function addFolder(path: string): Promise<void> {
  const folder = await engine().addFolder({ path });
  store.setState({ dialog: null });
  showNote(strings.library.folders.added(folder.name));
}

/** Taken back, the folder is there again with all that it had. */
export async function removeFolder({ path, name }: Named): Promise<void> {
  store.setState({ dialog: null, loupe: false });
  arrange({ results: null });
  await attempt(async () => {
    await engine().forgetFolder({ path });
    remember(`folder ${path}`, () => bringBack(path), strings.library.folders.forgotten(name));
    await reloadLibrary();
  });
}

/** Where it was erased meanwhile, it is read anew. */
async function bringBack(path: string): Promise<void> {
  await engine().addFolder({ path });
  await reloadLibrary();
}

export function bringFolderBack({ path }: Named): Promise<void> {
  return attempt(() => bringBack(path));
}

/** What is known of it, at once, whether it was removed before or not. This is not taken back. */
export async function eraseFolder({ path, name }: Named): Promise<void> {
  store.setState({ dialog: null, loupe: false });
  arrange({ results: null });
  await attempt(async () => {
    await engine().forgetFolder({ path, erase: true });
    showNote(strings.library.folders.erased(name));
    await reloadLibrary();
  });
}

/** Saved searches that name it follow. Closes the dialog when the folder is the same; the error is for the dialog to show. */
export async function findFolder({ path }: Named, to: string): Promise<void> {
  const folder = await engine().moveFolder({ path, to });
  store.setState({ dialog: null });
  showNote(strings.library.folders.found(folder.name));
  await readLists();
}

/** What is gone from a folder stays listed. */
export function keepGone({ path }: Named): Promise<void> {
  return attempt(() => engine().settleGone({ path, answer: "keep" }));
}

/** It does not. Taken back, it does again, with all that it had. */
export function takeOutGone({ path, name, gone }: Folder): Promise<void> {
  return attempt(async () => {
    await settle(path, "take-out");
    remember(`gone ${path}`, () => settle(path, "bring-back"), strings.library.folders.goneTakenOut(gone.asked + gone.kept, name));
  });
}

export function bringGoneBack({ path }: Named): Promise<void> {
  return attempt(() => settle(path, "bring-back"));
}

/** What was taken out, at once. This is not taken back. */
export function eraseGone({ path, name }: Named): Promise<void> {
  return attempt(async () => {
    await settle(path, "erase");
    forgetSteps(`gone ${path}`);
    showNote(strings.library.folders.goneErased(name));
  });
}

async function settle(path: string, answer: GoneAnswer): Promise<void> {
  await engine().settleGone({ path, answer });
  await reloadLibrary();
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
    rememberLeftOut([photo], strings.status.failures.ignored(path.slice(path.search(/[^/\\]*$/))));
  });
}

/** What failed among the photos that are chosen, or was left out. */
export function retryChosen(): Promise<void> {
  return attempt(async () => {
    const { retried } = await engine().retry({ photos: targets(store.getState()) });
    showNote(retried > 0 ? strings.status.failures.retrying(retried) : strings.status.failures.nothingToRetry);
  });
}

/** The photos that are chosen are not searched any more; what the index knows of them is erased at the next start. */
export function leaveOutChosen(): Promise<void> {
  return attempt(async () => {
    const photos = targets(store.getState());
    const { leftOut } = await engine().leaveOut({ photos });
    if (leftOut > 0) rememberLeftOut(photos, strings.status.failures.leftOut(leftOut));
    else if (photos.length > 0) showNote(strings.status.failures.cannotLeaveOut);
  });
}

function rememberLeftOut(photos: number[], said: string): void {
  remember(`leave out ${photos}`, () => engine().retry({ photos }), said);
}
