/** More like this, less like this (method.md, feedback): the photos' own vectors join the query. No model is asked. */
import type { Feedback } from "../../contract/types.ts";
import type { QueryPart } from "./compose.ts";
import { fusedLength, type Targets } from "./fuse.ts";
import { dot } from "./vectors.ts";

/** How strongly liked photos pull, and disliked ones push, beside a query of length 1. */
const pull = 0.6;
const push = 0.3;

/**
 * b/|P| sum over P of w t - c/|N| sum over N of |w| t, with t = (g t_c + (1 - g) t_v) / |...| as photos are compared with; b and c
 * as above. Two parts a photo, so that g can move without a new comparison. Photos that have no vector are passed over.
 */
export function feedbackParts(feedback: readonly Feedback[], { looks, captions }: Targets, gamma: number): QueryPart[] {
  const known = feedback.flatMap(({ photo, weight }, index) => {
    const look = looks.row(photo);
    return look && weight !== 0 ? [{ index, weight, look, caption: gamma > 0 ? captions.row(photo) : undefined }] : [];
  });
  const liked = known.filter(({ weight }) => weight > 0).length;
  return known.flatMap(({ index, weight, look, caption }) => {
    const strength = weight > 0 ? (weight * pull) / liked : (weight * push) / (known.length - liked);
    const part = (vector: Float32Array, side: number): QueryPart => ({ part: "feedback", index, vector, weight: strength * side });
    if (!caption) return [part(look, 1)];
    const length = fusedLength(gamma, dot(look, caption));
    return [part(look, (1 - gamma) / length), part(caption, gamma / length)];
  });
}
