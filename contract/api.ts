/** Every call and stream of the engine: the only list. The page, the web host and the command line all use it. */
import { z } from "zod";
import { evaluateSchema, evaluationProgressSchema, evaluationSchema, nothingMatchesSchema } from "./evaluation.ts";
import { type Client, call, type Handlers, stream } from "./rpc.ts";
import {
  failureSchema,
  filterSchema,
  folderSchema,
  imageSchema,
  indexStatusSchema,
  oldVectorsSchema,
  pathText,
  photoDetailSchema,
  photoSchema,
  querySchema,
  resultsSchema,
  uploadSchema,
} from "./types.ts";

const nothing = z.object({});
const photoId = z.object({ photo: z.number().int() });

export const engineApi = {
  status: call(nothing, indexStatusSchema),
  /** The status now and whenever it changes, at most four times a second. */
  watchStatus: stream(nothing, indexStatusSchema),

  /** Adds a folder (or finds it again) and starts reading it. */
  addFolder: call(z.object({ path: pathText }), folderSchema),
  /** Erases what the index knows of a folder. Photo files are not touched. */
  forgetFolder: call(z.object({ path: pathText }), z.object({ forgotten: z.number().int() })),
  /** Looks for new, changed and removed files in all folders. */
  rescan: call(nothing, nothing),
  pause: call(nothing, nothing),
  resume: call(nothing, nothing),
  /** Ends the run; what waits goes on waiting until `resume` or the next start. */
  stop: call(nothing, nothing),

  /** Changes to the pack in a folder, for this library; `status.packChange` says how far it is. Null: to the program's own. */
  usePack: call(z.object({ folder: pathText.nullable() }), nothing),
  /** The pack stays as it is; what the change had filled is kept for another time. */
  cancelPackChange: call(nothing, nothing),
  /** Vectors of packs that are not in use */
  oldVectors: call(nothing, z.array(oldVectorsSchema)),
  /** Erases them. Throws bad-request for those in use. */
  forgetVectors: call(z.object({ key: z.string() }), nothing),

  failures: call(z.object({ offset: z.number().int().default(0), limit: z.number().int().max(1000).default(100) }), z.array(failureSchema)),
  retryFailed: call(nothing, z.object({ retried: z.number().int() })),

  /** The library as a grid sees it: newest first. */
  photos: call(
    z.object({
      filter: filterSchema.default({}),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    z.object({ total: z.number().int(), photos: z.array(photoSchema) }),
  ),
  photo: call(photoId, photoDetailSchema),
  /** The captions of a photo, made before all others if it has none yet. */
  captionNow: call(photoId, z.object({ captions: z.array(z.string()) })),
  /** What filters can be set to. */
  facets: call(nothing, z.object({ cameras: z.array(z.string()), lenses: z.array(z.string()), extensions: z.array(z.string()) })),
  /** At most 512 px, from the index: also there when the original is away. */
  thumbnail: call(photoId, imageSchema),
  /** At most 2,560 px, drawn from the original. */
  preview: call(photoId, imageSchema),

  /** A photo from outside as a reference, kept in memory for this session only. By content, or (command line) by path. */
  addReference: call(
    z.union([z.object({ name: z.string().max(255), bytes: z.instanceof(Uint8Array) }), z.object({ path: pathText })]),
    uploadSchema,
  ),
  /** What can be answered at once. A query that was refined before stays so, also with other weights: no model is asked. */
  search: call(querySchema, resultsSchema),
  /** The same, and then, where a photo and words are given and the pack has a captioner, the refined results. */
  searchStages: stream(querySchema, resultsSchema),

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
