/** One photo of the results beside the query: which of the things that it names the photo shows, and its nearest caption. */
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query, Results } from "../../contract/types.ts";
import type { Why } from "../../contract/why.ts";
import { type QueryPart, queryVector } from "./compose.ts";
import { contentWords } from "./content-words.ts";
import type { Targets } from "./fuse.ts";
import type { EncodeTexts } from "./text-vectors.ts";
import { dot } from "./vectors.ts";
import { asSentence, verdictOf } from "./word-verdicts.ts";

export interface WhyParts {
  targets: Targets;
  encodeTexts: EncodeTexts;
  /** Those that a photo of the library has; none: not captioned */
  captionsOf(photo: number): string[];
  /** With a memory of their own */
  encodeCaptions: EncodeTexts;
}

export interface AnsweredQuery extends Pick<Query, "text" | "without">, Pick<Results, "rewriting"> {
  terms: readonly QueryPart[];
}

/** Throws what the models throw. */
export async function whyOf(photo: number, query: AnsweredQuery, parts: WhyParts, options?: CallOptions): Promise<Why> {
  return { words: await verdictsOn(photo, query, parts, options), caption: await nearestCaption(photo, query, parts, options) };
}

async function verdictsOn(
  photo: number,
  { text, without, rewriting }: AnsweredQuery,
  { targets, encodeTexts }: WhyParts,
  options?: CallOptions,
): Promise<Why["words"]> {
  const words = contentWords([text, ...without, rewriting?.sentence ?? ""]);
  const vectors = words.length > 0 ? await encodeTexts(words.map(asSentence), options) : [];
  return words.flatMap((word, index) => {
    const vector = vectors[index]?.vector;
    return vector ? [{ word, verdict: verdictOf({ word, vector }, photo, targets) }] : [];
  });
}

async function nearestCaption(
  photo: number,
  { terms }: AnsweredQuery,
  { captionsOf, encodeCaptions }: WhyParts,
  options?: CallOptions,
): Promise<string | null> {
  const captions = captionsOf(photo);
  if (captions.length === 0) return null;
  const query = queryVector(terms);
  const likeness = (await encodeCaptions(captions, options)).map(({ vector }) => dot(query, vector));
  return captions[likeness.indexOf(Math.max(...likeness))] ?? null;
}
