/** A query of the engine as one that the user can go on with. */
import { balanceOf } from "../../contract/slider.ts";
import type { Query, Upload } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { packBalance } from "../balance.ts";
import type { FeedbackChip, QueryDraft, ReferenceChip } from "../state.ts";
import { store } from "../store.ts";
import { chipKey, pictureOf, smallPicture } from "./references.ts";

/** `uploads`: the query's photos from outside. How it is answered stays as it is. */
export async function draftOf(query: Query, uploads: readonly Upload[]): Promise<Omit<QueryDraft, "mode">> {
  const { text, without, filter, rewritten, weights } = query;
  const pictures = new Map(uploads.map(({ upload, name, thumbnail }) => [upload, { name, picture: pictureOf(thumbnail) }]));
  const references = await Promise.all(query.references.map((reference) => chipFor(reference, pictures)));
  const feedback = await Promise.all(query.feedback.map(feedbackChip));
  return { references, text, without, feedback, filter, rewritten, balance: weights ? balanceOf(weights) : packWeights() };
}

/** As the slider says them: where it was not moved, or at their place where new queries begin elsewhere. */
function packWeights(): number | null {
  return store.getState().settings.slider === null ? null : packBalance;
}

async function chipFor(
  { source, wanted, weight, crop }: Query["references"][number],
  pictures: Map<string, { name: string; picture: string }>,
): Promise<ReferenceChip> {
  const chip = { key: chipKey(), source, wanted, weight, crop: crop ?? null };
  if ("upload" in source) return { ...chip, name: "", picture: "", ...pictures.get(source.upload), outside: true };
  const photo = await engine().photo(source);
  return { ...chip, name: photo.name, picture: smallPicture(photo), outside: false };
}

async function feedbackChip({ photo, weight }: Query["feedback"][number]): Promise<FeedbackChip> {
  const { name } = await engine().photo({ photo });
  return { photo, name, more: weight > 0 };
}
