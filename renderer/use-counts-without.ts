import { useEffect, useState } from "react";
import type { Filter, Suggestion } from "../contract/types.ts";
import { attempt } from "./actions/messages.ts";
import { engine } from "./api.ts";

export interface CountsWithout {
  /** Photos that pass all of the filters, */
  total: number;
  /** and those that pass without one of them */
  without: Suggestion[];
}

/** Null until it is counted, and without filters. */
export function useCountsWithout(filter: Filter): CountsWithout | null {
  const [counts, setCounts] = useState<CountsWithout | null>(null);
  useEffect(() => {
    let left = false;
    setCounts(null);
    if (Object.keys(filter).length > 0)
      void attempt(async () => {
        const counted = await engine().countsWithout({ filter });
        if (!left) setCounts(counted);
      });
    return () => {
      left = true;
    };
  }, [filter]);
  return counts;
}
