/** A photo as a word (method.md, query step 2): its pseudo token, remembered for the last photos. */
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { CallOptions } from "../../contract/rpc.ts";

export type PseudoToken = (
  /** Tells the photo from all others */
  photo: string,
  /** As the encoder gave it, NOT normalised */
  embedding: Float32Array<ArrayBuffer>,
  phi: ModelInfo["phi"][number],
  options?: CallOptions,
) => Promise<{ token: Float32Array; tokenKey: string }>;

export function createPseudoTokens(models: Pick<ModelApi, "pseudoTokens">, capacity = 200): PseudoToken {
  const known = new Map<string, Float32Array>();
  return async (photo, embedding, phi, options) => {
    const tokenKey = `${phi} ${photo}`;
    const token = known.get(tokenKey) ?? (await models.pseudoTokens({ phi, embeddings: embedding }, options)).tokens;
    known.set(tokenKey, token);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return { token, tokenKey };
  };
}
