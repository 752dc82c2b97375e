/** Captions that go round in circles: no run of words comes twice. */

/** `scores`, but those of words that would end a run of `length` words that is among `words` already are out of the question. */
export function withoutRepeats(scores: Float32Array, words: readonly number[], length: number): Float32Array {
  const run = words.slice(words.length - length + 1);
  const repeats = words.flatMap((_, start) => {
    const next = words[start + length - 1];
    return next !== undefined && run.every((word, index) => word === words[start + index]) ? [next] : [];
  });
  if (repeats.length === 0) return scores;
  const left = scores.slice();
  for (const word of repeats) left[word] = Number.NEGATIVE_INFINITY;
  return left;
}
