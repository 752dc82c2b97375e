/** What the user has set. */
import { z } from "zod";
import { deviceChoiceSchema } from "./devices.ts";

/** Below this many pixels nothing is a photo. */
export const usualSmallestSide = 32;

export const settingsSchema = z.object({
  language: z.enum(["system", "en", "de"]),
  theme: z.enum(["system", "light", "dark", "high-contrast"]),
  /** Pixels of a grid cell's side */
  cellSize: z.number().int().min(96).max(512),
  sort: z.enum(["newest", "oldest", "name", "stars"]),
  /** Where the slider stands in a new query, from look (0) to words (1); null: the weights of the search pack */
  slider: z.number().min(0).max(1).nullable(),
  /** loose: what matches weakly is not folded */
  foldStrength: z.enum(["normal", "loose"]),
  /** Rewritten captions after the quick results */
  refined: z.boolean(),
  /** Seconds for the language model to rewrite captions of a query; what it has not written by then is edited by rules. */
  rewriteSeconds: z.number().int().min(1).max(60),
  /** Every near-copy in a cell of its own, instead of one cell for all of them */
  showNearCopies: z.boolean(),
  /** Keys that are one letter, while grid or loupe have the focus */
  letterKeys: z.boolean(),
  /** Captions of photos, for refined results; false: no more are written */
  captions: z.boolean(),
  /** What the index does while the computer runs on battery */
  onBattery: z.enum(["pause", "slow", "always"]),
  /** Threads of the models; 0: one for each core */
  threads: z.number().int().min(0).max(256),
  /** Pictures whose shorter side has fewer pixels are not searched: icons, spacers, previews. */
  smallestSide: z.number().int().min(usualSmallestSide).max(10_000),
  /** Files and folders whose names begin with a dot are searched too. */
  hiddenFiles: z.boolean(),
  /** What is copied and dragged out of a RAW and JPEG pair */
  dragOut: z.enum(["jpeg", "raw", "both"]),
  /** Where photos are encoded */
  device: deviceChoiceSchema,
  leftPanel: z.boolean(),
  rightPanel: z.boolean(),
  firstRunDone: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Those that are named; the others stay. */
export const settingsChangeSchema = settingsSchema.partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export const usualSettings: Settings = {
  language: "system",
  theme: "system",
  cellSize: 168,
  sort: "newest",
  slider: null,
  foldStrength: "normal",
  refined: true,
  rewriteSeconds: 2,
  showNearCopies: false,
  letterKeys: true,
  captions: true,
  onBattery: "pause",
  threads: 0,
  smallestSide: usualSmallestSide,
  hiddenFiles: false,
  dragOut: "both",
  device: "auto",
  leftPanel: true,
  rightPanel: true,
  firstRunDone: false,
};
