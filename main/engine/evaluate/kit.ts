/** What evaluation works with. */
import type { EvaluationProgress } from "../../../contract/evaluation.ts";
import type { ModelApi, ModelInfo } from "../../../contract/models.ts";
import type { CallOptions } from "../../../contract/rpc.ts";
import type { Decoders } from "../decoders.ts";
import type { PseudoToken } from "../pseudo-tokens.ts";
import type { EncodeTexts } from "../text-vectors.ts";
import type { Cache } from "./cache.ts";

export interface Kit {
  decoders: Pick<Decoders, "decode">;
  models: ModelApi;
  info: ModelInfo;
  cache: Cache;
  encodeTexts: EncodeTexts;
  pseudoToken: PseudoToken;
  options: CallOptions;
}

/** How far a step is. What was there already at the start says nothing of how long the rest takes. */
export function progressOf(step: EvaluationProgress["step"], of: number, started = performance.now()) {
  return (done: number, fromCache = 0): EvaluationProgress => {
    const made = done - fromCache;
    const msEach = made > 0 ? (performance.now() - started) / made : null;
    return { step, done, of, etaSeconds: msEach === null ? null : ((of - done) * msEach) / 1000 };
  };
}
