/** Stars, flags and colours: of all that is chosen in the grid, of the one photo in the loupe. Photo files stay as they are. */
import type { Flag, Label, Marks } from "../../contract/marks.ts";
import { engine } from "../api.ts";
import { store, targets } from "../store.ts";
import { strings } from "../strings/index.ts";
import { patchPhotos, refreshPhotos } from "./library.ts";
import { attempt, say } from "./messages.ts";
import { remember } from "./undo.ts";

export function setStars(stars: number): Promise<void> {
  return mark({ stars }, (photos) => strings.library.marks.starsSet(photos, stars));
}
export function setFlag(flag: Flag | null): Promise<void> {
  return mark({ flag }, (photos) => strings.library.marks.flagSet(photos, flag ?? "none"));
}
export function setLabel(label: Label | null): Promise<void> {
  return mark({ label }, (photos) => strings.library.marks.labelSet(photos, label ?? "none"));
}

async function mark(marks: Partial<Marks>, said: (photos: number) => string): Promise<void> {
  const photos = targets(store.getState());
  if (photos.length === 0) return;
  await attempt(async () => {
    const { change } = await engine().mark({ photos, ...marks });
    patchPhotos(photos, marks);
    say(said(photos.length));
    remember(`marks ${change.change}`, () => undoChange(change.change));
  });
}

/** What the engine can take back. */
async function undoChange(change: number): Promise<void> {
  await engine().undo({ change });
  await refreshPhotos();
}
