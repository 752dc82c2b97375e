/** Why a photo is among the results, beyond the shares of its score. */
import { z } from "zod";

/** Where a photo stands among all photos of the library for one thing: well above most of them, or not. */
const verdictSchema = z.enum(["yes", "unsure", "no"]);
export type Verdict = z.infer<typeof verdictSchema>;

export const whySchema = z.object({
  /** The things that the query names, in its order, as it names them; none without words */
  words: z.array(z.object({ word: z.string(), verdict: verdictSchema })),
  /** The one of the photo's captions that is nearest to the query; null while it has none */
  caption: z.string().nullable(),
});
export type Why = z.infer<typeof whySchema>;
