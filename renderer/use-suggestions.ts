import { useEffect, useState } from "react";
import type { Suggestion, suggestedFields } from "../contract/types.ts";
import { showError } from "./actions/messages.ts";
import { engine } from "./api.ts";

/** What a filter's field can be set to; undefined until the first answer. */
export function useSuggestions(field: (typeof suggestedFields)[number], letters: string): Suggestion[] | undefined {
  const [suggestions, setSuggestions] = useState<Suggestion[]>();
  useEffect(() => {
    const left = new AbortController();
    const read = async () => setSuggestions((await engine().suggest({ field, letters }, { signal: left.signal })).suggestions);
    read().catch(showError);
    return () => left.abort();
  }, [field, letters]);
  return suggestions;
}
