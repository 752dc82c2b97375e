/**
 * A photo's token found by descent (method.md, SEARLE-OTI and PALAVRA): the text encoder's gradients say how the token must
 * change for f_t("a photo of $") to come nearer to the photo. The graph gives loss and gradient, the steps are made here.
 */
import { createAdamW } from "./adamw.ts";
import type { Pack } from "./pack.ts";
import { createRandom } from "./sampling.ts";
import { floats, integers, openSession } from "./sessions.ts";
import { openTokenizer } from "./tokenizer.ts";
import type { Schedule } from "./turns.ts";

const template = "a photo of $";
/** The same first token for every photo: a photo's own is found in the same way each time. */
const seed = 8;
/** About the spread of a text encoder's words */
const noise = 0.05;

/**
 * Rows of image embeddings, and the tokens to begin with -> better tokens. `losses`: 1 - cosine before each step, the mean of
 * all photos.
 */
export type Descent = (
  embeddings: Float32Array,
  start: Float32Array,
  steps: number,
  schedule: Schedule,
) => Promise<{ tokens: Float32Array<ArrayBuffer>; losses: number[] }>;

export async function openDescent(
  { manifest, path }: Pack,
  inversion: NonNullable<Pack["manifest"]["inversion"]>,
  threads: number,
): Promise<Descent> {
  const { dims, text } = manifest;
  const { tokenize } = await openTokenizer(path(text.tokenizer), path(text.tokenizerConfig), text.maxTokens);
  const ids = tokenize(template).ids;
  const session = await openSession(path(inversion.gradient), "cpu", threads);
  const fixed = { template: integers(BigInt64Array.from(ids, BigInt), [ids.length]) };

  return async (embeddings, start, steps, schedule) => {
    const rows = embeddings.length / dims;
    const tokens = new Float32Array(start);
    const losses: number[] = [];
    const follow = createAdamW(tokens, inversion);
    const inputs = { ...fixed, image: floats(embeddings, [rows, dims]) };
    for (let step = 0; step < steps; step++) {
      const token = floats(tokens, [rows, text.pseudo.width]);
      const [loss, gradient] = await schedule(() => session.tensors({ ...inputs, token }, ["loss", "gradient"]));
      if (!loss || !gradient) break;
      losses.push(loss.data.reduce((sum, value) => sum + value, 0) / rows);
      follow(gradient.data);
    }
    return { tokens, losses };
  };
}

/** Rows of the same random numbers */
export function noiseTokens(rows: number, width: number): Float32Array {
  const random = createRandom(seed);
  const row = Float32Array.from({ length: width }, () => (random() + random() + random() - 1.5) * 2 * noise);
  const tokens = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++) tokens.set(row, i * width);
  return tokens;
}
