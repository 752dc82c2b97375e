/** Copies of originals, made into a folder of the user's choice. */
import { z } from "zod";
import { photoIdsSchema } from "./marks.ts";
import { settingsSchema } from "./settings.ts";
import { pathText } from "./types.ts";

export const copyOriginalsSchema = z.object({
  photos: photoIdsSchema.min(1),
  folder: pathText,
  /** Of a RAW and JPEG pair; left out: as it is dragged out (`Settings.dragOut`) */
  files: settingsSchema.shape.dragOut.optional(),
});

/** Photos, of those that were named */
export const copyProgressSchema = z.object({ done: z.number().int(), of: z.number().int() });
export type CopyProgress = z.infer<typeof copyProgressSchema>;

export const copiesMadeSchema = z.object({
  /** Files */
  copied: z.number().int(),
  /** In full */
  folder: pathText,
  /** Photos that are not among the copies, and why */
  left: z.array(z.object({ photo: z.number().int(), name: z.string(), reason: z.enum(["offline", "unreadable", "unknown"]) })),
});
export type CopiesMade = z.infer<typeof copiesMadeSchema>;
