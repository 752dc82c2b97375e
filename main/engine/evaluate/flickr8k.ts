/** Text and image retrieval on the Flickr8k test split, through the same decoder and encoders that a library uses. */
import { join } from "node:path";
import pMap, { pMapIterable } from "p-map";
import type { ModelApi, ModelInfo } from "../../../contract/models.ts";
import { normalise } from "../compose.ts";
import type { Decoders } from "../decoders.ts";
import { readLines } from "./dataset.ts";
import { rankOf, recallAt, scoreAll } from "./recall.ts";

const ks = [1, 5, 10];
const captionsAtOnce = 64;

interface Split {
  photos: string[];
  /** Every caption with the row of its photo. */
  captions: { text: string; photo: number }[];
}

async function readTestSplit(root: string): Promise<Split> {
  const photos = await readLines(join(root, "test.txt"));
  return { photos, captions: await readCaptions(root, photos) };
}

/** The captions in `captions.txt` (lines of `image,caption` after a heading) of these photos; `photo`: which of them. */
export async function readCaptions(root: string, photos: readonly string[]): Promise<Split["captions"]> {
  const rows = new Map(photos.map((name, row) => [name, row]));
  return (await readLines(join(root, "captions.txt"))).flatMap((line) => {
    const comma = line.indexOf(",");
    const photo = rows.get(line.slice(0, comma));
    return photo === undefined ? [] : [{ text: unquote(line.slice(comma + 1)), photo }];
  });
}

/** A field of a CSV line: quotes around it are taken off, doubled ones inside stand for one. */
function unquote(field: string): string {
  const text = field.trim();
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

export interface EvaluationParts {
  decoders: Pick<Decoders, "decode">;
  models: ModelApi;
  info: ModelInfo;
}

/**
 * Yields progress in photos, and last Recall@1/5/10 in percent: a caption finds its photo among all, a photo finds
 * one of its captions among all.
 */
export async function* evaluateFlickr8k(root: string, { decoders, models, info }: EvaluationParts, signal?: AbortSignal) {
  const options = signal ? { signal } : {};
  const { photos, captions } = await readTestSplit(root);
  const dims = info.pack.dims;
  const gallery = new Float32Array(photos.length * dims);
  const encoded = pMapIterable(
    photos,
    async (name) => {
      const path = Buffer.from(join(root, "images", name));
      const { pixels } = await decoders.decode({ source: { path }, image: info.image, thumbnail: false }, options);
      return normalise((await models.encodeImages({ pixels, count: 1 }, options)).embeddings).unit;
    },
    { concurrency: 4 },
  );
  let row = 0;
  for await (const vector of encoded) {
    gallery.set(vector, row * dims);
    row += 1;
    if (row % 20 === 0) yield { done: row, of: photos.length };
  }

  const sentences = new Float32Array(captions.length * dims);
  const chunks = Array.from({ length: Math.ceil(captions.length / captionsAtOnce) }, (_, chunk) => chunk * captionsAtOnce);
  await pMap(
    chunks,
    async (from) => {
      const texts = captions.slice(from, from + captionsAtOnce).map(({ text }) => text);
      const { embeddings } = await models.encodeTexts({ texts }, options);
      for (const index of texts.keys()) {
        sentences.set(normalise(embeddings.slice(index * dims, (index + 1) * dims)).unit, (from + index) * dims);
      }
    },
    { concurrency: 1 },
  );

  const textRanks = captions.map(({ photo }, caption) =>
    rankOf(scoreAll(sentences.subarray(caption * dims, (caption + 1) * dims), gallery), [photo]),
  );
  const captionsOf = photos.map((_, photo) => captions.flatMap((caption, index) => (caption.photo === photo ? [index] : [])));
  const imageRanks = captionsOf.map((own, photo) => rankOf(scoreAll(gallery.subarray(photo * dims, (photo + 1) * dims), sentences), own));
  yield { textToImage: recallAt(textRanks, ks), imageToText: recallAt(imageRanks, ks) };
}
