/** What can be done with the files themselves: shown, opened, copied. None of it changes one. */
import type { PhotoAction } from "../../contract/bridge.ts";
import type { Photo } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { host } from "../host.ts";
import { activePhoto, store, targets } from "../store.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { patchPhotos } from "./library.ts";
import { attempt, showNote } from "./messages.ts";

/** Of the active photo. Refused, with the reason, where the original is away or the page is one in a browser. */
export async function act(action: PhotoAction): Promise<void> {
  const photo = activePhoto(store.getState());
  if (!photo) return;
  const refused = refusal(photo);
  if (refused) return showNote(refused);
  const failed = await host?.act(action, photo.id);
  if (failed) showNote(inWords(failed));
}

/** The file of a photo that is not in the grid, such as one that could not be read, in a window of the program. */
export async function reveal(photo: number): Promise<void> {
  const failed = await host?.act("reveal", photo);
  if (failed) showNote(inWords(failed));
}

function refusal({ reachable }: Photo): string | null {
  if (!reachable) return strings.library.file.offline;
  return host ? null : strings.library.file.needsWindow;
}

/** The paths of all photos that are chosen, a line each. */
export function copyPaths(): Promise<void> {
  return attempt(async () => {
    const details = await Promise.all(targets(store.getState()).map((photo) => engine().photo({ photo })));
    const paths = details.flatMap(({ files }) => files.slice(0, 1).map(({ path }) => path));
    if (paths.length === 0) return;
    await navigator.clipboard.writeText(paths.join("\n"));
    showNote(paths.length === 1 ? strings.library.file.path : strings.library.file.paths(paths.length));
  });
}

/** Captions are made before all others. */
export function captionNow(): Promise<void> {
  return attempt(async () => {
    const [photo] = targets(store.getState());
    if (photo === undefined) return;
    await engine().captionNow({ photo });
    patchPhotos([photo], {});
  });
}
