/** Saved searches: references, words, weights and filters under a name. */
import type { SavedSearch } from "../../contract/collections.ts";
import { balanceOf } from "../../contract/slider.ts";
import type { Query } from "../../contract/types.ts";
import { engine, thumbnailOf } from "../api.ts";

import { type FeedbackChip, type QueryDraft, type ReferenceChip, store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { changed } from "./collections.ts";
import { attempt } from "./messages.ts";
import { chipKey, pictureOf } from "./references.ts";
import { search, toInput } from "./search.ts";

/** Over the one that has the name, if there is one. Its error is for the dialog to show. */
export async function saveSearch(name: string): Promise<void> {
  const search = searchNamed(name)?.id;
  const { change } = await engine().saveSearch({ name, query: toInput(store.getState().query), ...(search !== undefined && { search }) });
  store.setState({ dialog: null });
  const { replaced, saved } = strings.library.searches;
  await changed(change, search === undefined ? saved : replaced(name));
}

export function searchNamed(name: string): SavedSearch | undefined {
  return store.getState().searches.find((search) => search.name.toLowerCase() === name.trim().toLowerCase());
}

export function deleteSearch({ id, name }: { id: number; name: string }): Promise<void> {
  return attempt(async () => {
    const { change } = await engine().deleteSearch({ search: id });
    await changed(change, strings.library.searches.removed(name));
  });
}

export function openSearch(id: number): Promise<void> {
  return attempt(async () => {
    const { query, uploads } = await engine().openSearch({ search: id });
    const pictures = new Map(uploads.map(({ upload, name, thumbnail }) => [upload, { name, picture: pictureOf(thumbnail) }]));
    const references = await Promise.all(query.references.map((reference) => chipFor(reference, pictures)));
    const feedback = await Promise.all(query.feedback.map(feedbackChip));
    store.setState((state) => ({ query: { ...draftOf(query, references), feedback, mode: state.query.mode }, problems: [] }));
    await search();
  });
}

async function chipFor(
  { source, wanted, weight, crop }: Query["references"][number],
  pictures: Map<string, { name: string; picture: string }>,
): Promise<ReferenceChip> {
  const chip = { key: chipKey(), source, wanted, weight, crop: crop ?? null };
  if ("upload" in source) return { ...chip, name: "", picture: "", ...pictures.get(source.upload), outside: true };
  const { name } = await engine().photo(source);
  return { ...chip, name, picture: thumbnailOf(source.photo), outside: false };
}

async function feedbackChip({ photo, weight }: Query["feedback"][number]): Promise<FeedbackChip> {
  const { name } = await engine().photo({ photo });
  return { photo, name, more: weight > 0 };
}

function draftOf({ text, without, filter, rewritten, weights }: Query, references: ReferenceChip[]): Omit<QueryDraft, "mode" | "feedback"> {
  return { references, text, without, filter, rewritten, balance: weights ? balanceOf(weights) : null };
}
