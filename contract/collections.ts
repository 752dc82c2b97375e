/** Collections, saved searches, and the way back from every change of them and of marks. */
import { z } from "zod";
import { photoIdsSchema } from "./marks.ts";
import { maxLineLength } from "./query-text.ts";
import { querySchema, referenceSchema, uploadSchema } from "./types.ts";

export const nameSchema = z.string().trim().min(1).max(200);

/**
 * A change of marks, collections or saved searches that was made and can be undone while the engine runs. The last
 * `stepsKept` are kept.
 */
export const changeSchema = z.object({
  change: z.number().int(),
  kind: z.enum([
    "marks",
    "collection-created",
    "collection-renamed",
    "collection-deleted",
    "collection-photos",
    "collection-order",
    "search-saved",
    "search-renamed",
    "search-deleted",
    "settings",
  ]),
  /** How many photos it concerns */
  photos: z.number().int(),
});
export type Change = z.infer<typeof changeSchema>;
export const stepsKept = 100;

export const collectionSchema = z.object({
  id: z.number().int(),
  /** No two have the same, whatever the case of the letters. */
  name: z.string(),
  /** Photos that are there; others stay members and come back with their files */
  photos: z.number().int(),
  /** The first photo */
  cover: z.number().int().nullable(),
});
export type Collection = z.infer<typeof collectionSchema>;

const collection = z.object({ collection: z.number().int() });
export const createCollectionSchema = z.object({ name: nameSchema, photos: photoIdsSchema.default([]) });
export const renameCollectionSchema = collection.extend({ name: nameSchema });
export const deleteCollectionSchema = collection;
export const collectionPhotosSchema = collection.extend({ photos: photoIdsSchema });
/** These photos come, in the order given, before that one; null: to the end. */
export const movePhotosSchema = collectionPhotosSchema.extend({ before: z.number().int().nullable() });

export const savedSearchSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  /** With photos from outside as `{ upload: "kept-N" }`: `openSearch` makes them usable. */
  query: querySchema,
  savedAt: z.number(),
  /** The query as text, see query-text.ts */
  line: z.string(),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;

/** Over the search with this number, or as a new one. */
export const saveSearchSchema = z.object({ name: nameSchema, query: querySchema, search: z.number().int().optional() });

/** A saved search, ready to be run. */
export const openedSearchSchema = z.object({
  name: z.string(),
  query: querySchema,
  /** The query's photos from outside, read again; by the `upload` that its references name. */
  uploads: z.array(uploadSchema),
});
export type OpenedSearch = z.infer<typeof openedSearchSchema>;

/** A query and its line of text: photos of the library by their names, others by the name of their file alone. */
export const writeQuerySchema = z.object({ query: querySchema, quick: z.boolean().default(false) });
export const queryLineSchema = z.object({ line: z.string().max(maxLineLength) });
export const readQuerySchema = z.object({
  /** Without the photos from outside */
  query: querySchema,
  quick: z.boolean(),
  /** Photos that have to be dropped in again, by the names of their files, and what the line says of each */
  outside: z.array(referenceSchema.omit({ source: true }).extend({ name: z.string() })),
});
