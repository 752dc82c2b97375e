/** Every call and stream of the engine: the only list. The page, the web host and the command line all use it. */
import { z } from "zod";
import {
  changeSchema,
  collectionPhotosSchema,
  collectionSchema,
  createCollectionSchema,
  deleteCollectionSchema,
  movePhotosSchema,
  nameSchema,
  openedSearchSchema,
  queryLineSchema,
  readQuerySchema,
  renameCollectionSchema,
  savedSearchSchema,
  saveSearchSchema,
  writeQuerySchema,
} from "./collections.ts";
import { copiesMadeSchema, copyOriginalsSchema, copyProgressSchema } from "./copies.ts";
import { evaluateSchema, evaluationProgressSchema, evaluationSchema, nothingMatchesSchema } from "./evaluation.ts";
import { markSchema, photoIdsSchema } from "./marks.ts";
import { type Client, call, type Handlers, stream } from "./rpc.ts";
import { settingsChangeSchema, settingsSchema } from "./settings.ts";
import { mostTrialFolders, trialSchema } from "./trial.ts";
import {
  failureSchema,
  filterSchema,
  folderSchema,
  goneAnswerSchema,
  hitSchema,
  imageSchema,
  indexStatusSchema,
  listingSchema,
  monthSchema,
  oldVectorsSchema,
  pathText,
  photoDetailSchema,
  photoSchema,
  querySchema,
  resultsSchema,
  suggestedFields,
  suggestionSchema,
  uploadSchema,
} from "./types.ts";
import { whySchema } from "./why.ts";

const nothing = z.object({});
const photoId = z.object({ photo: z.number().int() });
const photoIds = z.object({ photos: photoIdsSchema });
const changed = z.object({ change: changeSchema });
const pageOf = (most: number) => ({ offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(most).default(200) });

export const engineApi = {
  status: call(nothing, indexStatusSchema),
  /** The status now and whenever it changes, at most four times a second. */
  watchStatus: stream(nothing, indexStatusSchema),

  /** What reading these folders will take here. Nothing of it stays; `addFolder` may be called meanwhile. */
  tryFolders: stream(z.object({ paths: z.array(pathText).max(mostTrialFolders) }), trialSchema),
  /** Adds a folder (or finds it again) and starts reading it. One that was removed comes back with all that it had. */
  addFolder: call(z.object({ path: pathText }), folderSchema),
  /** The same with the photos that came with the program. Throws samples-missing. */
  addSamples: call(nothing, folderSchema),
  /**
   * Removes a folder. What the index knows of it is erased at the next start, until which `addFolder` brings it back;
   * with `erase` at once. Photo files are not touched.
   */
  forgetFolder: call(z.object({ path: pathText, erase: z.boolean().default(false) }), z.object({ forgotten: z.number().int() })),
  /** A folder of the library lies in another place now. Nothing is read again, and saved searches ask for it there. Throws folder-other, folder-taken. */
  moveFolder: call(z.object({ path: pathText, to: pathText }), folderSchema),
  settleGone: call(z.object({ path: pathText, answer: goneAnswerSchema }), nothing),
  /** Looks for new, changed and removed files in all folders. */
  rescan: call(nothing, nothing),
  /** Outlives the program. */
  pause: call(nothing, nothing),
  /** On battery the index does what the user has set, until the user resumes it anyway. */
  setPower: call(z.object({ onBattery: z.boolean() }), nothing),
  resume: call(nothing, nothing),
  /** Ends the run; what waits goes on waiting until `resume` or the next start. */
  stop: call(nothing, nothing),

  /** Changes to the pack in a folder, for this library; `status.packChange` says how far it is. Null: to the program's own. */
  usePack: call(z.object({ folder: pathText.nullable() }), nothing),
  /** Where the pack in use lies, and the one that is changed to; null: it is the program's own. */
  packFolders: call(nothing, z.object({ inUse: pathText.nullable(), coming: pathText.nullable().optional() })),
  /** Tries the devices of this computer again; `status.models` says where it is and what came of it. */
  checkDevices: call(nothing, nothing),
  /** The pack stays as it is; what the change had filled is kept for another time. */
  cancelPackChange: call(nothing, nothing),
  /** Vectors of packs that are not in use */
  oldVectors: call(nothing, z.array(oldVectorsSchema)),
  /** Erases them. Throws bad-request for those in use. */
  forgetVectors: call(z.object({ key: z.string() }), nothing),

  /** Opens the language model, if there is one; `status.models.llm` says how it runs then. Never fails. */
  openLanguageModel: call(nothing, nothing),

  failures: call(z.object({ offset: z.number().int().default(0), limit: z.number().int().max(1000).default(100) }), z.array(failureSchema)),
  retryFailed: call(nothing, z.object({ retried: z.number().int() })),
  /** The same for these photos only. */
  retry: call(photoIds, z.object({ retried: z.number().int() })),
  /**
   * Counts photos as skipped ("left-out") from now on. Their vectors and captions are erased at the next start, until which `retry`
   * brings them back; later it reads the photos again. Not those that wait.
   */
  leaveOut: call(photoIds, z.object({ leftOut: z.number().int() })),

  /** The library as a grid sees it, any part of it. `list` names it: asked for with that, its order stays as it was. */
  photos: call(listingSchema.extend(pageOf(1000)), z.object({ list: z.string(), total: z.number().int(), photos: z.array(photoSchema) })),
  /** Where the months of a list begin; none for lists that are not by date. */
  months: call(listingSchema, z.object({ list: z.string(), total: z.number().int(), months: z.array(monthSchema) })),
  /** The numbers of a list's photos (of the library, or of results), to select them; near-copies that are folded are left out. */
  idsOf: call(z.object({ list: z.string(), ...pageOf(500_000) }), z.object({ photos: z.array(z.number().int()) })),
  /** Where a photo, or the near-copy that stands for it, is in a list; null: not in it. */
  placeOf: call(z.object({ list: z.string(), photo: z.number().int() }), z.object({ offset: z.number().int().nullable() })),
  /** A photo and its near-copies, newest first. */
  copiesOf: call(photoId, z.object({ photos: z.array(photoSchema) })),
  photo: call(photoId, photoDetailSchema),
  /** The captions of a photo, made before all others if it has none yet. */
  captionNow: call(photoId, z.object({ captions: z.array(z.string()) })),
  /** What filters can be set to. */
  facets: call(nothing, z.object({ cameras: z.array(z.string()), lenses: z.array(z.string()), extensions: z.array(z.string()) })),
  /** What a filter's field can be set to with these letters in it, most photos first. */
  suggest: call(
    z.object({
      field: z.enum(suggestedFields),
      letters: z.string().max(200).default(""),
      limit: z.number().int().min(1).max(1000).default(20),
    }),
    z.object({ suggestions: z.array(suggestionSchema) }),
  ),
  /** For filters that leave nothing: how many photos pass without each of them, by its text as in `formatFilter`. */
  countsWithout: call(z.object({ filter: filterSchema }), z.object({ total: z.number().int(), without: z.array(suggestionSchema) })),
  /** At most 512 px, from the index: also there when the original is away. */
  thumbnail: call(photoId, imageSchema),
  /** At most 2,560 px, drawn from the original. */
  preview: call(photoId, imageSchema),

  /**
   * Copies originals into a folder outside of the library, beside what is there; says how far it is, and last what was made.
   * Throws folder-missing, not-a-folder, folder-in-library, folder-read-only, copies-too-large, disk-full.
   */
  copyOriginals: stream(copyOriginalsSchema, z.union([copyProgressSchema, copiesMadeSchema])),

  /** A photo from outside as a reference, kept in memory for this session only. By content, or (command line) by path. */
  addReference: call(
    z.union([z.object({ name: z.string().max(255), bytes: z.instanceof(Uint8Array) }), z.object({ path: pathText })]),
    uploadSchema,
  ),
  /** What can be answered at once. A query that was refined before stays so, also with other weights: no model is asked. */
  search: call(querySchema, resultsSchema),
  /** The same, and then, where a photo and words are given and the pack has a captioner, the refined results. */
  searchStages: stream(querySchema, resultsSchema),
  /** Any other part of results: the same scores and order, whatever has come since. Throws list-unknown when it is no longer kept. */
  moreHits: call(z.object({ list: z.string(), ...pageOf(1000) }), z.object({ hits: z.array(hitSchema) })),

  /** Of results: what a photo shows of what the query names, and its nearest caption. Asks the text encoder what it does not remember. Throws list-unknown. */
  why: call(z.object({ list: z.string(), photo: z.number().int() }), whySchema),

  /** Sets stars, flag or label of photos. Photo files are not touched. */
  mark: call(markSchema, changed),
  collections: call(nothing, z.object({ collections: z.array(collectionSchema) })),
  /** Throws name-taken, as `renameCollection` does. */
  createCollection: call(createCollectionSchema, changed.extend({ collection: collectionSchema })),
  renameCollection: call(renameCollectionSchema, changed),
  deleteCollection: call(deleteCollectionSchema, changed),
  /** At its end; those that are in it stay where they are. */
  addToCollection: call(collectionPhotosSchema, changed),
  removeFromCollection: call(collectionPhotosSchema, changed),
  movePhotos: call(movePhotosSchema, changed),
  /** Collections are listed in this order from now on; those that are left out come last. */
  orderCollections: call(z.object({ collections: z.array(z.number().int()) }), changed),

  savedSearches: call(nothing, z.object({ searches: z.array(savedSearchSchema) })),
  /** Keeps small copies of the query's photos from outside. Throws name-taken, search-unknown, reference-unknown. */
  saveSearch: call(saveSearchSchema, changed.extend({ search: savedSearchSchema })),
  renameSearch: call(z.object({ search: z.number().int(), name: nameSchema }), changed),
  deleteSearch: call(z.object({ search: z.number().int() }), changed),
  openSearch: call(z.object({ search: z.number().int() }), openedSearchSchema),

  /** A query as text. Throws reference-unknown. */
  writeQuery: call(writeQuerySchema, queryLineSchema),
  /** The query that a text says. Throws line-unreadable; name-unknown and name-ambiguous for what names no photo, or several. */
  readQuery: call(queryLineSchema, readQuerySchema),
  /** By file names with as much of the path as needed, or "#number". Throws name-unknown, name-ambiguous. */
  photosNamed: call(z.object({ names: z.array(pathText).max(10_000) }), z.object({ photos: z.array(z.number().int()) })),

  /** Takes back that change, or the last one; null when there is none (any more). */
  undo: call(z.object({ change: z.number().int().optional() }), z.object({ undone: changeSchema.nullable() })),
  /** Makes the change that was undone last once more; null when there is none. */
  redo: call(nothing, z.object({ redone: changeSchema.nullable() })),

  settings: call(nothing, settingsSchema),
  setSettings: call(settingsChangeSchema, changed.extend({ settings: settingsSchema })),

  /** The compared methods on a dataset of composed queries: progress, and last the figures. */
  evaluate: stream(evaluateSchema, z.union([evaluationProgressSchema, evaluationSchema])),
  /** How often "nothing matches well" is right, on the test and dev photos of Flickr8k. */
  evaluateNothingMatches: stream(z.object({ root: pathText }), z.union([evaluationProgressSchema, nothingMatchesSchema])),
  /** Text and image retrieval on the Flickr8k test photos; Recall@k in percent. */
  evaluateFlickr8k: stream(
    z.object({ root: pathText }),
    z.union([
      z.object({ done: z.number(), of: z.number() }),
      z.object({ textToImage: z.record(z.string(), z.number()), imageToText: z.record(z.string(), z.number()) }),
    ]),
  ),
  /** Indexes nothing: runs decode and encode over a folder and the bare encoder over the same tensors. Photos per second. */
  benchmarkIndex: stream(
    z.object({ folder: pathText, limit: z.number().int().min(1) }),
    z.union([z.object({ done: z.number(), of: z.number() }), z.object({ photos: z.number(), indexed: z.number(), bare: z.number() })]),
  ),
};

export type EngineApi = Client<typeof engineApi>;
export type EngineHandlers = Handlers<typeof engineApi>;
