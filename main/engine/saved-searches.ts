/** A query kept as data, with small copies of its photos from outside, and made ready to run again. */
import type { EngineHandlers } from "../../contract/api.ts";
import type { OpenedSearch, SavedSearch } from "../../contract/collections.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query, Reference, Upload } from "../../contract/types.ts";
import { thumbnailImage } from "./image-type.ts";
import type { QueryLines } from "./query-lines.ts";
import type { OutsidePhoto, References } from "./references.ts";
import type { Library } from "./store/db.ts";
import type { Step } from "./store/marks.ts";
import type { KeptReference, StoredSearch } from "./store/searches.ts";
import { bytesOf } from "./store/vectors.ts";

export interface SavedSearchParts {
  library: Library;
  references: References;
  /** What makes the vectors now, once the models are loaded */
  packKey(): Promise<string>;
  /** Reads a photo from outside anew. */
  addReference(source: { name: string; bytes: Uint8Array<ArrayBuffer> }, options?: CallOptions): Promise<Upload>;
}

type Saving = Parameters<EngineHandlers["saveSearch"]>[0];

export function savedSearches({ library, references, packKey, addReference }: SavedSearchParts, lines: Pick<QueryLines, "write">) {
  /** What lies in the library is referred to there. Throws name-taken, search-unknown, reference-unknown. */
  async function save({ name, query, search }: Saving): Promise<{ id: number; step: Step }> {
    const pack = await packKey();
    const kept: KeptReference[] = [];
    const keep = ({ source, ...reference }: Reference): Reference => {
      if (!("upload" in source)) return { ...reference, source };
      const photo = references.get(source.upload);
      if (photo.photo !== null && photo.pixels === null) return { ...reference, source: { photo: photo.photo } };
      kept.push(keptOf(photo, kept.length, pack));
      return { ...reference, source: { upload: keptName(kept.length - 1) } };
    };
    return library.searches.save(name, { ...query, references: query.references.map(keep) }, kept, search);
  }

  /** The query with its photos from outside in memory again. Throws search-unknown; what reading a photo throws. */
  async function open(search: number, options?: CallOptions): Promise<OpenedSearch> {
    const { name, query } = library.searches.get(search);
    const kept = library.searches.references(search);
    const uploads = new Map<string, Upload>();
    for (const reference of kept) uploads.set(keptName(reference.number), await reopen(reference, options));
    return { name, query: withUploads(query, uploads), uploads: [...uploads.values()] };
  }

  async function reopen({ name, thumbnail, pack, embedding, norm, pixels }: KeptReference, options?: CallOptions): Promise<Upload> {
    if (pack !== (await packKey())) return addReference({ name, bytes: new Uint8Array(thumbnail) }, options);
    const vector = new Float32Array(new Uint8Array(embedding).buffer);
    const bytes = new Uint8Array(thumbnail);
    const photo = { name, vector, norm, photo: null, pixels: new Uint8Array(pixels), thumbnail: bytes, source: { name, bytes } };
    return { upload: references.keep(photo), name, photo: null, thumbnail: thumbnailImage(photo.thumbnail) };
  }

  function writable({ id, query }: StoredSearch) {
    const names = library.searches.keptNames(id);
    return { query, quick: false, nameOf: (upload: string) => names.get(numberOf(upload)) ?? "" };
  }

  function withLines(searches: readonly StoredSearch[]): SavedSearch[] {
    const written = lines.write(searches.map(writable));
    return searches.map((search, index) => ({ ...search, line: written[index] ?? "" }));
  }

  const lineOf = (search: StoredSearch): string => lines.write([writable(search)]).join();

  return { save, open, withLines, lineOf };
}

function keptOf({ name, vector, norm, pixels, thumbnail }: OutsidePhoto, number: number, pack: string): KeptReference {
  return { number, name, thumbnail: Buffer.from(thumbnail), pack, embedding: bytesOf(vector), norm, pixels: Buffer.from(pixels ?? []) };
}

function keptName(number: number): string {
  return `kept-${number}`;
}

function numberOf(kept: string): number {
  return Number(kept.replace("kept-", ""));
}

function withUploads(query: Query, uploads: ReadonlyMap<string, Upload>): Query {
  const references = query.references.map((reference) => {
    const upload = "upload" in reference.source ? uploads.get(reference.source.upload) : undefined;
    return upload ? { ...reference, source: { upload: upload.upload } } : reference;
  });
  return { ...query, references };
}
