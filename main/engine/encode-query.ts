/** A query's photos and words as vectors, ready to be composed. Only what is not remembered asks the models. */
import { AppError } from "../../contract/errors.ts";
import type { ModelInfo, Sentence } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import { maxTextLength, type Query, type Rewriting } from "../../contract/types.ts";
import type { ComposedReference, Ingredients } from "./compose.ts";
import type { CropOf } from "./crops.ts";
import type { Targets } from "./fuse.ts";
import { sentencePhi } from "./methods.ts";
import type { PseudoToken } from "./pseudo-tokens.ts";
import type { References } from "./references.ts";
import type { Rewritten } from "./rewrite.ts";
import { fineGrained, fineGrainedWords } from "./sentences.ts";
import { keyOfSubject, type Subject } from "./subject.ts";
import type { EncodeTexts, SentenceWithPhoto } from "./text-vectors.ts";

export interface EncodeQueryParts {
  references: References;
  cropOf: CropOf;
  targets: Pick<Targets, "looks">;
  /** The length that the encoder gave a photo of the library, before it became 1 */
  normOf(photo: number): number;
  info: Pick<ModelInfo, "phi">;
  encodeTexts: EncodeTexts;
  pseudoToken: PseudoToken;
}

interface Photo {
  /** Tells it from all others */
  key: string;
  /** Unit length */
  vector: Float32Array;
  norm: number;
}

export interface EncodedQuery extends Omit<Ingredients, "weights"> {
  /** Some of the words, or some of those to avoid, were left out: they were longer than the encoder reads. */
  cut: boolean;
  /** The end of the text that was left out */
  unread: string;
}

/**
 * `rewritten`: one for each wanted reference with a weight, in their order; undefined while there are none.
 * @throws AppError query-too-long, photo-unknown, reference-unknown; what the models throw
 */
export async function encodeQuery(
  query: Query,
  rewritten: readonly Rewritten[] | undefined,
  parts: EncodeQueryParts,
  options?: CallOptions,
): Promise<EncodedQuery> {
  const text = query.text.trim();
  const avoided = query.without.map((words) => words.trim()).filter(Boolean);
  for (const words of [text, query.rewritten, ...avoided]) refuseTooLong(words);
  const photos = await Promise.all(query.references.map((subject) => photoOf(subject, parts, options)));
  const plain = text ? [text, ...avoided] : avoided;
  const encoded = plain.length > 0 ? await parts.encodeTexts(plain, options) : [];
  const vectors = encoded.map(({ vector }) => vector);
  const composed = await composedReferences(query, photos, rewritten, parts, options);
  return {
    references: composed.references,
    text: text ? vectors[0] : undefined,
    without: text ? vectors.slice(1) : vectors,
    cut: composed.unread !== "" || encoded.some(({ leftOut }) => leftOut !== ""),
    unread: longer(composed.unread, (text && encoded[0]?.leftOut) || ""),
  };
}

async function composedReferences(
  { references, text }: Query,
  photos: readonly Photo[],
  rewritten: readonly Rewritten[] | undefined,
  parts: EncodeQueryParts,
  options?: CallOptions,
): Promise<{ references: ComposedReference[]; unread: string }> {
  const remaining = [...(rewritten ?? [])];
  let unread = "";
  const composed: ComposedReference[] = [];
  for (const [index, photo] of photos.entries()) {
    const { wanted = true, weight = 1 } = references[index] ?? {};
    const reference: ComposedReference = { vector: photo.vector, wanted, weight };
    composed.push(reference);
    if (!wanted || weight === 0 || text.trim() === "") continue;
    const edits = remaining.shift();
    const sentence = await sentenceOf(photo, text, edits?.added ?? [], parts, options);
    reference.edited = edits?.edited;
    reference[sentence.as] = sentence.vector;
    unread = longer(unread, sentence.leftOut);
  }
  return { references: composed, unread };
}

/** q_f, or its words alone where the pack has no pseudo token. */
async function sentenceOf(
  { key, vector, norm }: Photo,
  text: string,
  added: Rewriting["added"],
  { info, pseudoToken, encodeTexts }: EncodeQueryParts,
  options?: CallOptions,
) {
  const phi = sentencePhi(info);
  const embedding = vector.map((value) => value * norm);
  const photo = phi && (await pseudoToken(key, embedding, phi, options));
  const item: SentenceWithPhoto | Sentence = photo
    ? { sentence: fineGrained(text, added), ...photo }
    : fineGrainedWords(text.trim(), added);
  const [encoded] = await encodeTexts([item], options);
  if (!encoded) throw new AppError("model-failed", "The text encoder gave no vector.");
  return { as: photo ? ("sentence" as const) : ("sentenceWords" as const), ...encoded };
}

async function photoOf({ source, crop }: Subject, parts: EncodeQueryParts, options?: CallOptions): Promise<Photo> {
  const key = keyOfSubject({ source, crop });
  if (crop) return { key, ...(await parts.cropOf(source, crop, options)) };
  if ("upload" in source) return { key, ...parts.references.get(source.upload) };
  const row = parts.targets.looks.row(source.photo);
  if (row) return { key, vector: row.slice(), norm: parts.normOf(source.photo) };
  throw new AppError(
    "photo-unknown",
    `Photo ${source.photo} has not been read yet, or is not in the library.`,
    "Choose another photo, or wait until it is ready.",
  );
}

function longer(one: string, other: string): string {
  return one.length > other.length ? one : other;
}

function refuseTooLong(text: string): void {
  if (text.length > maxTextLength)
    throw new AppError("query-too-long", `The text has ${text.length} characters.`, `Say it in ${maxTextLength} or fewer.`);
}
