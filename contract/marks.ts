/** What users note on photos. Kept in the library only: photo files stay as they are. */
import { z } from "zod";

export const starsSchema = z.number().int().min(0).max(5);
export const flags = ["pick", "reject"] as const;
export const flagSchema = z.enum(flags);
/** In the order of the keys 6 to 9; purple has none */
export const labels = ["red", "yellow", "green", "blue", "purple"] as const;
export const labelSchema = z.enum(labels);
export type Flag = z.infer<typeof flagSchema>;
export type Label = z.infer<typeof labelSchema>;

export const marksSchema = z.object({
  /** The user's own stars; null: as the file says (Photo.rating) */
  stars: starsSchema.nullable(),
  flag: flagSchema.nullable(),
  label: labelSchema.nullable(),
});
export type Marks = z.infer<typeof marksSchema>;

/** The stars to show: the user's own before the file's. */
export function starsOf({ stars, rating }: { stars: number | null; rating: number | null }): number {
  return stars ?? rating ?? 0;
}

/** Photos that one call may name: a whole library of the size that is promised, and more. */
const maxPhotosOfCall = 500_000;
export const photoIdsSchema = z.array(z.number().int()).max(maxPhotosOfCall);

/** What is left out stays as it is; null takes the mark away. */
export const markSchema = marksSchema.partial().extend({ photos: photoIdsSchema });
export type MarkInput = z.infer<typeof markSchema>;
