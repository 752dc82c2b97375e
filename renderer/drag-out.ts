/** Photos of the grid on their way out of the window, as files. */
import { mostDraggedOut } from "../contract/bridge.ts";
import { askForCopies } from "./actions/copies.ts";
import { showNote } from "./actions/messages.ts";
import { host } from "./host.ts";
import { strings } from "./strings/index.ts";

let leaving: { photos: number[]; name: string } | undefined;

/**
 * The system's drag takes the place of the page's own. False: there is none, in a browser, or the photos are too many for it, which
 * is said; inside the page they can be dragged all the same. `name`: the file name of one of them.
 */
export function dragOut(photos: number[], name: string): boolean {
  if (!host) return false;
  if (photos.length > mostDraggedOut) {
    const { file } = strings.library;
    showNote(file.tooManyToDrag(mostDraggedOut), { label: strings.commands.names.export, run: askForCopies });
    return false;
  }
  leaving = { photos, name };
  host.dragOut(photos);
  return true;
}

/** Dropped on our own window, they come back as files: these photos, and not new pictures. */
export function cameBack(files: File[]): number[] | undefined {
  const isIt = leaving && files.length <= leaving.photos.length && files.some(({ name }) => name === leaving?.name);
  return isIt ? leaving?.photos : undefined;
}
