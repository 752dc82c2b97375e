/** More like this, less like this: chips that move the results, and ask no model. */
import { maxFeedback } from "../../contract/types.ts";
import { activePhoto, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { showNote } from "./messages.ts";
import { changeQuery } from "./query.ts";
import { rerank } from "./search.ts";

/** The active photo of the results; in the library there is nothing to move. */
export function giveFeedback(more: boolean): void {
  const state = store.getState();
  const photo = activePhoto(state);
  if (!photo || !state.results) return;
  const others = state.query.feedback.filter((chip) => chip.photo !== photo.id);
  const full = others.filter((chip) => chip.more === more).length >= maxFeedback / 2;
  if (full) showNote(strings.results.feedbackFull);
  else changeQuery({ feedback: [...others, { photo: photo.id, name: photo.name, more }] });
  void rerank(null);
}

export function removeFeedback(photo: number): void {
  changeQuery({ feedback: store.getState().query.feedback.filter((chip) => chip.photo !== photo) });
  void rerank(null);
}
