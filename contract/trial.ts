/** What reading some folders will take: counted and measured before it begins. */
import { z } from "zod";
import { wireErrorSchema } from "./errors.ts";
import { pathText } from "./types.ts";

export const trialSchema = z.object({
  folders: z.array(
    z.object({
      path: pathText,
      /** Files of photos, so far while it is being counted */
      photos: z.number().int(),
      counted: z.boolean(),
      /** Why the folder cannot be read */
      problem: wireErrorSchema.nullable(),
    }),
  ),
  /** Photos that were read for the figures below, each of which is null until it is known */
  tried: z.number().int(),
  /** On the disk of the library: thumbnail, vectors and what belongs to them */
  bytesPerPhoto: z.number().nullable(),
  secondsPerPhoto: z.number().nullable(),
  /** Null also where the pack has no captioner. */
  captionSecondsPerPhoto: z.number().nullable(),
  /** On the disk of the library */
  freeBytes: z.number(),
  /** Nothing more will come. */
  done: z.boolean(),
});
export type Trial = z.infer<typeof trialSchema>;

export const mostTrialFolders = 100;
