/** What the engine and its users talk about, as zod schemas and the types derived from them. */
import { z } from "zod";
import { providerReportSchema } from "./devices.ts";
import { errorDataSchema, wireErrorSchema } from "./errors.ts";
import { flagSchema, labelSchema, marksSchema, starsSchema } from "./marks.ts";

/** File names and paths are shown as text; bytes that are no UTF-8 appear as U+FFFD. The engine keeps the bytes. */
export const pathText = z.string().max(4096);

export const folderSchema = z.object({
  id: z.number().int(),
  path: pathText,
  name: z.string(),
  /** False while the drive or share is away; its photos stay searchable. */
  reachable: z.boolean(),
  /** Milliseconds since 1970; null while it is there, or where it is not known */
  awaySince: z.number().nullable(),
  photos: z.number().int(),
  /** The photos that came with the program */
  samples: z.boolean(),
  /**
   * Photos that went all at once. asked: listed, until the user says whether they stay so; kept: they do; takenOut: they are
   * not, but can be brought back.
   */
  gone: z.object({ asked: z.number().int(), kept: z.number().int(), takenOut: z.number().int() }),
});
export type Folder = z.infer<typeof folderSchema>;

/**
 * What becomes of photos of a folder that are gone. keep: they stay listed; take-out: they do not, and what the index knows of them
 * is erased at the next start, until which bring-back makes all that was taken out as it was; erase: at once, what was taken out
 * before too.
 */
export const goneAnswerSchema = z.enum(["keep", "take-out", "bring-back", "erase"]);
export type GoneAnswer = z.infer<typeof goneAnswerSchema>;

/** Removed, and not erased yet: it can come back. */
const leavingFolderSchema = folderSchema.pick({ id: true, path: true, name: true, photos: true });
export type LeavingFolder = z.infer<typeof leavingFolderSchema>;

/** A picture file: its media type and content. */
export const imageSchema = z.object({ type: z.string(), bytes: z.instanceof(Uint8Array) });

/** What a grid cell needs: with the user's own stars, flag and label. */
export const photoSchema = marksSchema.extend({
  id: z.number().int(),
  name: z.string(),
  /** Pixels, after EXIF orientation; null until the photo was decoded. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Milliseconds since 1970 of the camera's local clock, read as UTC; the file's time where EXIF has none. */
  takenAt: z.number(),
  /** Stars of the file, 0 to 5; what to show says `starsOf`. */
  rating: z.number().int().nullable(),
  /** Lower case, without the dot */
  extension: z.string(),
  /** False while its folder is away: the thumbnail stays, the original will not open. */
  reachable: z.boolean(),
  hasThumbnail: z.boolean(),
  /** It could not be read, or not be understood; why, its detail says. */
  failed: z.boolean(),
  /** A RAW of the same shot lies beside it, and is one photo with it. */
  hasRaw: z.boolean(),
  /** Photos of the library that are near-copies of each other, this one included; 1: it has none. */
  copies: z.number().int(),
});
export type Photo = z.infer<typeof photoSchema>;

export const metadataSchema = z.object({
  takenAt: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  /** Seconds */
  exposureTime: z.number().nullable(),
  fNumber: z.number().nullable(),
  iso: z.number().nullable(),
  /** Millimetres */
  focalLength: z.number().nullable(),
  /** Degrees, north and east positive */
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  rating: z.number().int().min(0).max(5).nullable(),
  keywords: z.array(z.string()),
  title: z.string().nullable(),
});
export type Metadata = z.infer<typeof metadataSchema>;

/** Metadata that says nothing. */
export const noMetadata: Metadata = {
  takenAt: null,
  camera: null,
  lens: null,
  exposureTime: null,
  fNumber: null,
  iso: null,
  focalLength: null,
  latitude: null,
  longitude: null,
  rating: null,
  keywords: [],
  title: null,
};

export const photoDetailSchema = photoSchema.extend({
  /** Every place of the library where this content lies; RAW and JPEG of one shot both. */
  files: z.array(z.object({ path: pathText, bytes: z.number(), modifiedAt: z.number(), present: z.boolean(), raw: z.boolean() })),
  folder: z.string(),
  metadata: metadataSchema,
  stages: z.array(
    z.object({
      stage: z.string(),
      state: z.enum(["waiting", "done", "failed", "skipped"]),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      data: errorDataSchema,
    }),
  ),
  /** Made here, the most typical first; empty until then */
  captions: z.array(z.string()),
  /** Its place among those that wait for captions, from 1; null: it does not wait, or is too far behind to be counted. */
  captionPlace: z.number().int().nullable(),
});
export type PhotoDetail = z.infer<typeof photoDetailSchema>;

export const photoTypes = ["jpeg", "heic", "png", "webp", "avif", "tiff", "gif", "raw", "raw+jpeg"] as const;
export const photoHas = ["stars", "flag", "label", "collection", "gps", "captions", "keywords", "raw", "copies"] as const;

const filterFields = z.object({
  /** Milliseconds since 1970 as in Photo.takenAt; `to` is exclusive. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** A folder's name, or several of its path ("Day 2", "Weddings/Day 2"): whole names, case-insensitive */
  folders: z.array(z.string()).optional(),
  cameras: z.array(z.string()).optional(),
  lenses: z.array(z.string()).optional(),
  /** Of the stars that are shown, see `starsOf`; both are included. */
  minRating: starsSchema.optional(),
  maxRating: starsSchema.optional(),
  extensions: z.array(z.string()).optional(),
  types: z.array(z.enum(photoTypes)).optional(),
  flags: z.array(z.union([flagSchema, z.literal("none")])).optional(),
  labels: z.array(z.union([labelSchema, z.literal("none")])).optional(),
  /** Names, case-insensitive */
  collections: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  /** All of them, unlike in other fields */
  has: z.array(z.enum(photoHas)).optional(),
  /** Text that stands so in file name, title, keywords, camera or captions; all of them */
  exact: z.array(z.string()).optional(),
  /** Within so many kilometres of a place; without a place: of the query's first photo that has one */
  near: z.object({ km: z.number().positive(), latitude: z.number().optional(), longitude: z.number().optional() }).optional(),
});

/** Same field: any of them. Different fields: all of them. */
export const filterSchema = filterFields.extend({
  /** Photos that pass any of these fields do not pass. */
  not: filterFields.optional(),
});
export type FilterFields = z.infer<typeof filterFields>;
export type Filter = z.infer<typeof filterSchema>;

/** collection: as the user has put them, when the filter names one collection; else newest */
const photoOrders = ["newest", "oldest", "name", "stars", "collection"] as const;
const photoOrderSchema = z.enum(photoOrders);
export type PhotoOrder = z.infer<typeof photoOrderSchema>;

/** What a list of the library is made of. */
export const listingSchema = z.object({
  filter: filterSchema.default({}),
  sort: photoOrderSchema.default("newest"),
  /** One cell for all near-copies of a photo, those that pass the filter */
  fold: z.boolean().default(false),
  /** A list that was given before: goes on in it, as it was then, whatever has come since. Passed over once it is no longer kept. */
  list: z.string().optional(),
});

/** A month of a list, newest or oldest first as the list is: for the ticks of a scroll bar. */
export const monthSchema = z.object({
  /** "2024-05" */
  month: z.string(),
  /** Where it begins in the list */
  offset: z.number().int(),
  photos: z.number().int(),
});
export type Month = z.infer<typeof monthSchema>;

/** A value that a filter can have, and how many photos have it. */
export const suggestionSchema = z.object({ value: z.string(), photos: z.number().int() });
export type Suggestion = z.infer<typeof suggestionSchema>;
export const suggestedFields = ["camera", "lens", "folder", "ext", "keyword", "collection", "date"] as const;

/** alpha: rewritten words, beta: photo and words in one sentence, the rest: the photo; gamma: captions on the library's side. */
export const weightsSchema = z
  .object({ alpha: z.number().min(0).max(1), beta: z.number().min(0).max(1), gamma: z.number().min(0).max(1) })
  .refine(({ alpha, beta }) => alpha + beta <= 1 + 1e-6, "alpha + beta must not be over 1");
export type Weights = z.infer<typeof weightsSchema>;

export const maxReferences = 5;
export const maxTextLength = 2000;
/** Of a photo from outside: it travels in one message, and hosts take messages of 64 MiB. */
export const maxUploadBytes = 60 * 1024 * 1024;

/** Part of a photo, in fractions of the upright picture. */
export const cropSchema = z
  .object({
    left: z.number().min(0).max(1),
    top: z.number().min(0).max(1),
    width: z.number().positive().max(1),
    height: z.number().positive().max(1),
  })
  .refine(({ left, width }) => left + width <= 1 + 1e-6, "left + width must not be over 1")
  .refine(({ top, height }) => top + height <= 1 + 1e-6, "top + height must not be over 1");
export type Crop = z.infer<typeof cropSchema>;

/** A reference photo: one of the library, or one that was dropped in (`addReference`). */
export const referenceSchema = z.object({
  source: z.union([z.object({ photo: z.number().int() }), z.object({ upload: z.string() })]),
  /** Only this part of it counts. */
  crop: cropSchema.optional(),
  wanted: z.boolean().default(true),
  weight: z.number().min(0).max(2).default(1),
});
export type Reference = z.infer<typeof referenceSchema>;

/** A photo of the library that results should be more like (weight over 0) or less like (under 0). */
const feedbackSchema = z.object({ photo: z.number().int(), weight: z.number().min(-1).max(1) });
export type Feedback = z.infer<typeof feedbackSchema>;
export const maxFeedback = 16;

export const querySchema = z.object({
  references: z.array(referenceSchema).max(maxReferences).default([]),
  /** What should be different, or with no reference what to look for. */
  text: z.string().default(""),
  /** Words to keep away from. */
  without: z.array(z.string()).max(20).default([]),
  /** What the photo looks like with the words applied, written by the user: used instead of edited captions. */
  rewritten: z.string().default(""),
  /** More like this, less like this: moves the results, and asks no model. */
  feedback: z.array(feedbackSchema).max(maxFeedback).default([]),
  /** The pack's own when left out. */
  weights: weightsSchema.optional(),
  filter: filterSchema.default({}),
  /** date: newest first, of the strong and possible ones only */
  sort: z.enum(["match", "date"]).default("match"),
  /** Near-copies as one hit: the best of them */
  fold: z.boolean().default(false),
  limit: z.number().int().min(1).max(1000).default(100),
});
export type Query = z.output<typeof querySchema>;
export type QueryInput = z.input<typeof querySchema>;

/**
 * One term of a score: a part of the query against one side of the photo, and what it adds (negative: takes away). They sum up
 * to the score. reference: the photo itself; text: the words; rewritten: the captions with the words applied; sentence: photo
 * and words in one sentence; feedback: a photo of `Query.feedback`.
 */
const shareSchema = z.object({
  part: z.enum(["reference", "text", "rewritten", "sentence", "without", "unwanted", "feedback"]),
  /** Which reference, without-word or photo of the feedback, from 0 */
  index: z.number().int(),
  /** What it was compared with: the photo's look, or its captions */
  side: z.enum(["look", "captions"]),
  value: z.number(),
});
export type Share = z.infer<typeof shareSchema>;

/** How well a photo fits, against how the whole library fits this query. */
const bandSchema = z.enum(["strong", "possible", "weak"]);
export type Band = z.infer<typeof bandSchema>;

export const hitSchema = z.object({
  photo: photoSchema,
  /** Cosine of query and photo, -1 to 1 */
  score: z.number(),
  band: bandSchema,
  shares: z.array(shareSchema),
  /** Hits that are folded into this one, itself included; 1: none, or nothing is folded */
  folded: z.number().int(),
});
export type Hit = z.infer<typeof hitSchema>;

/** Captions of the reference with the words applied (method.md, query steps 4 and 5). */
const rewritingSchema = z.object({
  /** The sentence to show and to edit */
  sentence: z.string(),
  /** Captions and what became of each */
  captions: z.array(z.string()),
  edits: z.array(z.string()),
  /** Objects that the words most likely add */
  added: z.array(z.string()),
  by: z.enum(["llm", "rules", "user"]),
  /** Why the language model did not write it, when rules did */
  reason: z.string().nullable(),
  /** Edits of the language model that did not follow the words and were replaced by rules */
  replaced: z.number().int(),
});
export type Rewriting = z.infer<typeof rewritingSchema>;

export const resultsSchema = z.object({
  /** The first `limit`; `moreHits` gives any others of the same list, in an order that stays. */
  hits: z.array(hitSchema),
  list: z.string(),
  /** Hits of the whole list: fewer than `searched` when near-copies are folded, or sorted by date */
  total: z.number().int(),
  /** quick: photo and words; refined: with the rewritten captions */
  stage: z.enum(["quick", "refined"]),
  rewriting: rewritingSchema.nullable(),
  /** Why the refined results that were to come did not */
  unrefined: wireErrorSchema.nullable(),
  /** Of all photos that were compared. None strong and none possible: nothing matches well. */
  bands: z.record(bandSchema, z.number().int()),
  /** Hits of the whole list, likewise: fewer where near-copies are folded. They come strong, possible, weak. */
  listed: z.record(bandSchema, z.number().int()),
  /** Photos that were compared, after filters, and photos of the library that could not be compared yet. */
  searched: z.number().int(),
  waiting: z.number().int(),
  notes: z.array(z.enum(["text-cut", "other-language", "filters-leave-nothing", "library-empty", "still-indexing"])),
  /** The end of the text, where it is longer than the pack reads */
  unread: z.string(),
  /** Milliseconds in the engine: encoding the query, and comparing. */
  encodeMs: z.number(),
  compareMs: z.number(),
});
export type Results = z.infer<typeof resultsSchema>;

export const uploadSchema = z.object({
  upload: z.string(),
  name: z.string(),
  /** The same content in the library, if it is there; its stored vectors are used. */
  photo: z.number().int().nullable(),
  thumbnail: imageSchema,
});
export type Upload = z.infer<typeof uploadSchema>;

/** How the language model really runs, once it is open. */
const llmReportSchema = z.object({
  /** What computes: the processor, or graphics cards by one of llama.cpp's backends */
  backend: z.enum(["cpu", "metal", "cuda", "vulkan"]),
  /** Names of the graphics cards; empty on the processor */
  devices: z.array(z.string()),
  /** Layers of the model on graphics cards, of how many */
  gpuLayers: z.number().int(),
  layers: z.number().int(),
  /** taught: by the pack's adapter; chat: by the file's own chat template; continued: it has none, and goes on with examples */
  asked: z.enum(["taught", "chat", "continued"]),
  /** Why it is the processor although a graphics card was tried; null: none failed. */
  fellBack: z.string().nullable(),
});
export type LlmReport = z.infer<typeof llmReportSchema>;

export const llmStatusSchema = z.object({
  title: z.string(),
  /** Null until it is opened, for the first photo with words */
  report: llmReportSchema.nullable(),
  /** Why it could not be opened; rules stand in. */
  problem: wireErrorSchema.nullable(),
});
export type LlmStatus = z.infer<typeof llmStatusSchema>;

export const packInfoSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  licence: z.string(),
  commercialUse: z.enum(["yes", "no", "unclear"]),
  dims: z.number().int(),
});
export type PackInfo = z.infer<typeof packInfoSchema>;

const modelStatusSchema = z.object({
  state: z.enum(["loading", "ready", "failed"]),
  pack: packInfoSchema.nullable(),
  provider: providerReportSchema.nullable(),
  /** Null: captions are edited by rules alone. */
  llm: llmStatusSchema.nullable(),
  /** What went wrong and what to do, when failed */
  error: wireErrorSchema.nullable(),
  /** How often the model process was started again after a crash */
  restarts: z.number().int(),
  /** Calls of the models since the pack was opened, by name */
  asked: z.record(z.string(), z.number().int()),
  /** The device that is being tried, beside the one that answers */
  trying: z.string().optional(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;

const stageCountSchema = z.object({
  waiting: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
});

/** From one pack to another: the new one's vectors are filled beside the old ones, which go on answering. */
const packChangeSchema = z.object({
  /** Null until it is loaded */
  pack: packInfoSchema.nullable(),
  state: z.enum(["loading", "filling", "failed"]),
  /** Photos that have a vector of the new pack, of all that can be found now */
  done: z.number().int(),
  of: z.number().int(),
  error: wireErrorSchema.nullable(),
});
export type PackChange = z.infer<typeof packChangeSchema>;

/** Vectors of one key; `bytes` on the disk */
export const oldVectorsSchema = z.object({ key: z.string(), photos: z.number().int(), bytes: z.number().int() });
export type OldVectors = z.infer<typeof oldVectorsSchema>;

/** found = ready + waiting + skipped + failed, always; all count files, and a photo is one file. */
export const indexStatusSchema = z.object({
  /** captioning: every photo is ready, or cannot be; captions are being written */
  state: z.enum(["idle", "scanning", "indexing", "captioning", "paused", "stopped"]),
  pausedBy: z.enum(["user", "battery", "disk-full", "models"]).nullable(),
  /** Null: the host does not say. slow: the index rests between batches. */
  power: z.object({ onBattery: z.boolean().nullable(), slow: z.boolean() }),
  found: z.number().int(),
  ready: z.number().int(),
  waiting: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  /** Reason -> number of files: video, copy, raw-pair, too-small, unsupported */
  skippedBy: z.record(z.string(), z.number().int()),
  /** captions: null while no pack with a captioner is in use */
  stages: z.object({ decode: stageCountSchema, look: stageCountSchema, captions: stageCountSchema.nullable() }),
  folders: z.array(folderSchema),
  leaving: z.array(leavingFolderSchema),
  photosPerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  models: modelStatusSchema,
  /** Missing: the pack stays. */
  packChange: packChangeSchema.optional(),
  /** Crashes of helper processes since start, newest last */
  incidents: z.array(wireErrorSchema),
});
export type IndexStatus = z.infer<typeof indexStatusSchema>;

export const failureSchema = z.object({
  photo: z.number().int(),
  path: pathText,
  stage: z.string(),
  code: z.string(),
  reason: z.string(),
  data: errorDataSchema,
  tries: z.number().int(),
});
export type Failure = z.infer<typeof failureSchema>;
