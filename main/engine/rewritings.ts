/** The references of a query with its words applied; the last ones are remembered, so that weights can move without a model. */
import { AppError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Query } from "../../contract/types.ts";
import type { CaptionsOf } from "./reference-captions.ts";
import { type RewriteParts, type Rewritten, rewriteByUser, rewriteCaptions } from "./rewrite.ts";
import { keyOfSubject, type Subject, wantedSubjects } from "./subject.ts";

/** Captions that one query has rewritten, shared by its references (method.md: N). */
const captionsOfAQuery = 15;

export interface Rewritings {
  /** One for each wanted reference with a weight, in order; undefined until all are known. */
  known(query: Query): Rewritten[] | undefined;
  /** Makes them known. Throws what captioning and encoding throw. */
  make(query: Query, options?: CallOptions): Promise<void>;
}

export interface RewritingsParts extends RewriteParts {
  /** Captions of a reference, from the index or made now; none: there is no captioner. */
  captionsOf: CaptionsOf;
}

export function createRewritings(parts: RewritingsParts, capacity = 100): Rewritings {
  const kept = new Map<string, Rewritten>();

  /** With more time, the model may write what it had to leave to rules. */
  function keyOf(subject: Subject, text: string, rewritten: string, most: number): string {
    return JSON.stringify([keyOfSubject(subject), text.trim(), rewritten.trim(), most, parts.limitMs?.()]);
  }

  function keep(key: string, rewritten: Rewritten): void {
    kept.set(key, rewritten);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
  }

  async function rewrite(subject: Subject, { text, rewritten }: Query, most: number, options?: CallOptions): Promise<Rewritten> {
    const byMachine = kept.get(keyOf(subject, text, "", most));
    if (rewritten.trim()) return rewriteByUser(rewritten.trim(), byMachine, parts, options);
    const captions = (await parts.captionsOf(subject, options)).slice(0, most);
    if (captions.length === 0) throw new AppError("model-failed", "There are no captions of the reference photo to rewrite.");
    return rewriteCaptions(captions, text.trim(), parts, options);
  }

  return {
    known(query) {
      const subjects = wantedSubjects(query);
      const all = subjects.flatMap((subject) => kept.get(keyOf(subject, query.text, query.rewritten, share(subjects))) ?? []);
      return subjects.length > 0 && all.length === subjects.length ? all : undefined;
    },
    async make(query, options) {
      const subjects = wantedSubjects(query);
      for (const subject of subjects) {
        const key = keyOf(subject, query.text, query.rewritten, share(subjects));
        if (!kept.has(key)) keep(key, await rewrite(subject, query, share(subjects), options));
      }
    },
  };
}

function share(subjects: readonly Subject[]): number {
  return Math.ceil(captionsOfAQuery / Math.max(subjects.length, 1));
}
