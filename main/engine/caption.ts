/** A photo's captions and their mean vector t_c (method.md, library). */
import { AppError } from "../../contract/errors.ts";
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import { normalise } from "./compose.ts";
import type { EncodeTexts } from "./text-vectors.ts";
import { dot } from "./vectors.ts";

export interface Captions {
  /** The most typical first: the one nearest to the mean */
  captions: string[];
  /** The mean of the captions' unit vectors, at unit length */
  embedding: Float32Array;
  /** The mean's length before: the more alike the captions, the nearer to 1 */
  norm: number;
}

export interface CaptionModels {
  captionImages: ModelApi["captionImages"];
  encodeTexts: EncodeTexts;
}

/** One for all photos: the same content gets the same captions, in every library and outside of it. */
const seed = 1;

/** Captions of different keys are never mixed: their words come from the captioner, their vectors from the pack. */
export function captionsKey({ key, captioner }: Pick<ModelInfo, "key" | "captioner">): string | undefined {
  return captioner ? `${key} ${captioner.key}` : undefined;
}

/** pixels: of one photo, for the image encoder. `soon`: a person waits. Throws what the models throw. */
export async function captionPhoto(
  pixels: Uint8Array<ArrayBuffer>,
  { captionImages, encodeTexts }: CaptionModels,
  options: CallOptions & { soon: boolean },
): Promise<Captions> {
  const { captions } = await captionImages({ pixels, count: 1, seeds: [seed], soon: options.soon }, options);
  const texts = captions[0] ?? [];
  const vectors = (await encodeTexts(texts, options)).map(({ vector }) => vector);
  const { unit, norm } = normalise(meanOf(vectors));
  if (!(norm > 0)) throw new AppError("model-failed", "The captioner gave no usable captions.", "Choose another pack.");
  const likeness = new Map(texts.map((text, index) => [text, dot(unit, vectors[index] ?? unit)]));
  const ranked = texts.toSorted((a, b) => (likeness.get(b) ?? 0) - (likeness.get(a) ?? 0));
  return { captions: ranked, embedding: unit, norm };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [index, value] of vector.entries()) mean[index] = (mean[index] ?? 0) + value / vectors.length;
  return mean;
}
