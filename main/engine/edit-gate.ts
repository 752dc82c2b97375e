/** The gate behind the language model: an edited caption must have moved towards the words it was edited by. */
import { dot } from "./vectors.ts";

/**
 * Which edits did not move: no more like the words than their captions are. Unit vectors; edit i was made of caption i.
 * Those are to be replaced by the rule-based edits, and counted.
 */
export function unmoved(edits: readonly Float32Array[], captions: readonly Float32Array[], words: Float32Array): number[] {
  return edits.flatMap((edit, index) => {
    const caption = captions[index];
    return caption && dot(edit, words) <= dot(caption, words) ? [index] : [];
  });
}
