/** Photos of the grid on their way out of the window, as files. */
import { mostDraggedOut } from "../contract/bridge.ts";
import { host } from "./host.ts";

let leaving: { photos: number[]; name: string } | undefined;

/** The system's drag takes the place of the page's own. False: there is none, in a browser. `name`: the file name of one of them. */
export function dragOut(photos: number[], name: string): boolean {
  if (!host) return false;
  leaving = { photos: photos.slice(0, mostDraggedOut), name };
  host.dragOut(leaving.photos);
  return true;
}

/** Dropped on our own window, they come back as files: these photos, and not new pictures. */
export function cameBack(files: File[]): number[] | undefined {
  const isIt = leaving && files.length <= leaving.photos.length && files.some(({ name }) => name === leaving?.name);
  return isIt ? leaving?.photos : undefined;
}
