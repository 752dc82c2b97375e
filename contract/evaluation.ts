/** Measuring the compared methods on a dataset of composed queries: what is asked, and what comes out. */
import { z } from "zod";
import { pathText, weightsSchema } from "./types.ts";

export const composedDatasets = ["circo", "cirr", "fashioniq", "flickr-cir"] as const;

export const evaluateSchema = z.object({
  dataset: z.enum(composedDatasets),
  root: pathText,
  /** "test" has no targets to compare with: it is for submission files. */
  split: z.enum(["val", "test"]).default("val"),
  /** A file of the form of flickr-cir/dev.json, the folder of its photos, and lists of the photos to search (all of them when left out) */
  queries: pathText.optional(),
  photos: pathText.optional(),
  gallery: z.array(pathText).default([]),
  /** Names of methods; left out: all */
  methods: z.array(z.string()).optional(),
  /** alpha, beta and gamma of CVSI; left out: the pack's own for this dataset */
  weights: weightsSchema.optional(),
  /** What to do about photos that are not there: leave out the queries that need them, or do not begin. */
  missing: z.enum(["skip", "refuse"]).default("refuse"),
  /** Folders for the official submission files, and for ablations and weight sweeps */
  submission: pathText.optional(),
  charts: pathText.optional(),
});
export type EvaluateInput = z.output<typeof evaluateSchema>;

/** Figure at k, in percent */
const atK = z.record(z.string(), z.number());

const methodFiguresSchema = z.object({
  name: z.string(),
  recall: atK,
  /** CIRCO: mean average precision over all targets */
  map: atK.optional(),
  /** CIRR: recall inside the six photos of the query's group */
  recallSubset: atK.optional(),
  /** FashionIQ: recall of each category; `recall` is their average */
  parts: z.record(z.string(), atK).optional(),
  /** Milliseconds of a query whose photo the index knows, with its captions: rewriting, encoding the words, comparing */
  msPerQuery: z.number(),
  /** Why the method did not run, as a sentence; it has no figures then */
  skipped: z.string().optional(),
  /** What it ran without, and how often something stood in */
  notes: z.array(z.string()),
});
export type MethodFigures = z.infer<typeof methodFiguresSchema>;

export const evaluationSchema = z.object({
  dataset: z.string(),
  queries: z.number().int(),
  gallery: z.number().int(),
  pack: z.string(),
  methods: z.array(methodFiguresSchema),
  weights: weightsSchema,
  /** Photos that were not there or could not be read: how many, the first by name, and how many queries were left out for them */
  missing: z.object({ photos: z.number().int(), names: z.array(z.string()), queries: z.number().int() }),
  /** What was written */
  files: z.array(z.string()),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const evaluationProgressSchema = z.object({
  step: z.enum(["photos", "captions", "queries"]),
  done: z.number(),
  of: z.number(),
  etaSeconds: z.number().nullable(),
});
export type EvaluationProgress = z.infer<typeof evaluationProgressSchema>;

const countSchema = z.object({ queries: z.number().int(), nothing: z.number().int() });

/**
 * For how many queries "nothing matches well" is said: things that no photo shows, and captions of photos that are there.
 * withCaptions: the same once the photos are captioned; null without a captioner.
 */
const counts = { absent: countSchema, present: countSchema };
export const nothingMatchesSchema = z.object({ photos: z.number().int(), ...counts, withCaptions: z.object(counts).nullable() });
export type NothingMatches = z.infer<typeof nothingMatchesSchema>;
