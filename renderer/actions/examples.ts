/** Searches to try with the sample photos. */
import { engine } from "../api.ts";
import type { Example } from "../examples.ts";
import { emptyQuery, store } from "../store.ts";
import { attempt } from "./messages.ts";
import { changeQuery } from "./query.ts";
import { refer } from "./references.ts";

/** In place of the query. */
export function tryExample({ photo: name, text }: Example): Promise<void> {
  return attempt(async () => {
    const { photos } = await engine().photosNamed({ names: [name] });
    const references = await Promise.all(photos.map((photo) => engine().photo({ photo })));
    const { mode } = store.getState().query;
    changeQuery({ ...emptyQuery, mode, text });
    refer(references, "alone");
  });
}
