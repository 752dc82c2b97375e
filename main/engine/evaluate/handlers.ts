/** The calls that measure: methods by their benchmarks, and how fast this computer reads photos. */
import type { EngineHandlers } from "../../../contract/api.ts";
import type { CallOptions } from "../../../contract/rpc.ts";
import { benchmarkIndex } from "../benchmark.ts";
import type { Decoders } from "../decoders.ts";
import type { OpenPack } from "../open-pack.ts";
import { createTextVectors } from "../text-vectors.ts";
import { openCache } from "./cache.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateFlickr8k } from "./flickr8k.ts";
import type { Kit } from "./kit.ts";
import { evaluateNothingMatches } from "./nothing-matches.ts";

/** Every text is encoded once; 1.5 KB each. */
const mostTexts = 20_000;

export interface EvaluationParts {
  /** Folder of the library: what was encoded before is kept there. */
  folder: string;
  decoders: Decoders;
  /** The pack in use when a measurement begins; it measures that one to its end. */
  pack(): OpenPack;
}

type Handled = "evaluate" | "evaluateNothingMatches" | "evaluateFlickr8k" | "benchmarkIndex";

export function evaluationHandlers({ folder, decoders, pack }: EvaluationParts): Pick<EngineHandlers, Handled> {
  async function* withKit<T>(options: CallOptions, work: (kit: Kit) => AsyncGenerator<T>): AsyncGenerator<T> {
    const { loaded, models, pseudoToken, duringStream } = pack();
    yield* duringStream(async function* () {
      const { info } = await loaded.get();
      const cache = openCache(folder);
      try {
        const encodeTexts = createTextVectors(models.api, mostTexts);
        yield* work({ decoders, models: models.api, info, cache, encodeTexts, pseudoToken, options });
      } finally {
        cache.close();
      }
    });
  }

  return {
    async *evaluate(input, options = {}) {
      yield* withKit(options, (kit) => evaluate(input, kit));
    },
    async *evaluateNothingMatches({ root }, options = {}) {
      yield* withKit(options, (kit) => evaluateNothingMatches(root, kit));
    },
    async *evaluateFlickr8k({ root }, options) {
      const { models, loaded, duringStream } = pack();
      yield* duringStream(async function* () {
        yield* evaluateFlickr8k(root, { decoders, models: models.api, info: (await loaded.get()).info }, options?.signal);
      });
    },
    async *benchmarkIndex({ folder, limit }, options) {
      const { models, loaded, duringStream } = pack();
      yield* duringStream(async function* () {
        const { info } = await loaded.get();
        yield* benchmarkIndex({ folder, limit, info, decoders, models: models.api }, options?.signal);
      });
    },
  };
}
