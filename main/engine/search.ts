/** A query -> ranked photos: encode what is new, compose, scan, explain. */
import { AppError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import { type Hit, maxTextLength, type Query, type Results, type Weights } from "../../contract/types.ts";
import { composeQuery, type QueryPart, queryVector, sharesOf } from "./compose.ts";
import type { References } from "./references.ts";
import type { PhotoStore } from "./store/photos.ts";
import type { EncodeTexts, TextVector } from "./text-vectors.ts";
import type { VectorIndex } from "./vectors.ts";

export interface SearchParts {
  photos: PhotoStore;
  vectors: VectorIndex;
  references: References;
  encodeTexts: EncodeTexts;
  defaultWeights: Weights;
  /** Photos of the library that have no vector yet. */
  waiting(): number;
}

/** @throws AppError query-empty, query-too-long, photo-unknown, reference-unknown; what the models throw */
export async function search(query: Query, parts: SearchParts, options?: CallOptions): Promise<Results> {
  const started = performance.now();
  const { terms, cut } = await encodeQuery(query, parts, options);
  const encoded = performance.now();
  const among = parts.photos.matching(query.filter);
  const { matches, compared } = parts.vectors.scan(queryVector(terms), query.limit, among ?? undefined);
  const compareMs = performance.now() - encoded;
  const hits = matches.map(({ photo, score }) => explain(photo, score, terms, parts));
  const waiting = parts.waiting();
  const notes: Results["notes"] = [];
  if (cut) notes.push("text-cut");
  if (waiting > 0) notes.push("still-indexing");
  if (compared === 0) notes.push(parts.vectors.size === 0 ? "library-empty" : "filters-leave-nothing");
  return { hits, searched: compared, waiting, notes, encodeMs: encoded - started, compareMs };
}

async function encodeQuery(query: Query, parts: SearchParts, options?: CallOptions): Promise<{ terms: QueryPart[]; cut: boolean }> {
  const words = query.text.trim();
  const avoided = query.without.map((text) => text.trim()).filter(Boolean);
  for (const text of [words, ...avoided]) {
    if (text.length > maxTextLength) {
      throw new AppError("query-too-long", `The text has ${text.length} characters.`, `Say it in ${maxTextLength} or fewer.`);
    }
  }
  const references = query.references.map(({ source, wanted, weight }) => ({ vector: referenceVector(source, parts), wanted, weight }));
  const texts = words ? [words, ...avoided] : avoided;
  const encoded = texts.length > 0 ? await parts.encodeTexts(texts, options) : [];
  const vectors = encoded.map(({ vector }: TextVector) => vector);
  const terms = composeQuery({
    references,
    text: words ? vectors[0] : undefined,
    without: words ? vectors.slice(1) : vectors,
    weights: query.weights ?? parts.defaultWeights,
  });
  return { terms, cut: encoded.some(({ cut }) => cut) };
}

function referenceVector(source: Query["references"][number]["source"], { vectors, references }: SearchParts): Float32Array {
  if ("upload" in source) return references.get(source.upload).vector;
  const row = vectors.row(source.photo);
  if (row) return row.slice();
  throw new AppError(
    "photo-unknown",
    `Photo ${source.photo} has not been read yet, or is not in the library.`,
    "Choose another photo, or wait until it is ready.",
  );
}

function explain(photo: number, score: number, terms: readonly QueryPart[], { photos, vectors }: SearchParts): Hit {
  const row = vectors.row(photo);
  return { photo: photos.get(photo), score, shares: row ? sharesOf(terms, row) : [] };
}
