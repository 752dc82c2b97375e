/** The references of a query with its words applied; the last ones are remembered, so that weights can move without a model. */
import { AppError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query } from "../../contract/types.ts";
import { type RewriteParts, type Rewritten, rewriteByUser, rewriteCaptions } from "./rewrite.ts";

/** Captions that one query has rewritten, shared by its references (method.md: N). */
const captionsOfAQuery = 15;

type Source = Query["references"][number]["source"];

export interface Rewritings {
  /** One for each wanted reference with a weight, in order; undefined until all are known. */
  known(query: Query): Rewritten[] | undefined;
  /** Makes them known. Throws what captioning and encoding throw. */
  make(query: Query, options?: CallOptions): Promise<void>;
}

export interface RewritingsParts extends RewriteParts {
  /** Captions of a reference, from the index or made now; none: there is no captioner. */
  captionsOf(source: Source, options?: CallOptions): Promise<string[]>;
}

export function createRewritings(parts: RewritingsParts, capacity = 100): Rewritings {
  const kept = new Map<string, Rewritten>();

  function keep(key: string, rewritten: Rewritten): void {
    kept.set(key, rewritten);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
  }

  async function rewrite(source: Source, { text, rewritten }: Query, most: number, options?: CallOptions): Promise<Rewritten> {
    const byMachine = kept.get(keyOf(source, text, "", most));
    if (rewritten.trim()) return rewriteByUser(rewritten.trim(), byMachine, parts, options);
    const captions = (await parts.captionsOf(source, options)).slice(0, most);
    if (captions.length === 0) throw new AppError("model-failed", "There are no captions of the reference photo to rewrite.");
    return rewriteCaptions(captions, text.trim(), parts, options);
  }

  return {
    known(query) {
      const sources = wantedSources(query);
      const all = sources.flatMap((source) => kept.get(keyOf(source, query.text, query.rewritten, share(sources))) ?? []);
      return sources.length > 0 && all.length === sources.length ? all : undefined;
    },
    async make(query, options) {
      const sources = wantedSources(query);
      for (const source of sources) {
        const key = keyOf(source, query.text, query.rewritten, share(sources));
        if (!kept.has(key)) keep(key, await rewrite(source, query, share(sources), options));
      }
    },
  };
}

export function wantedSources({ references, text }: Query): Source[] {
  return text.trim() === "" ? [] : references.filter(({ wanted, weight }) => wanted && weight > 0).map(({ source }) => source);
}

function share(sources: readonly Source[]): number {
  return Math.ceil(captionsOfAQuery / Math.max(sources.length, 1));
}

function keyOf(source: Source, text: string, rewritten: string, most: number): string {
  return JSON.stringify([source, text.trim(), rewritten.trim(), most]);
}
