import { useEffect, useState } from "react";
import { toAppError } from "../contract/errors.ts";
import type { Why } from "../contract/why.ts";
import { showError } from "./actions/messages.ts";
import { engine } from "./api.ts";
import { useApp } from "./use-app.ts";

/** While one walks through the photos with a key held down, nothing is asked for. */
const restMs = 80;

/**
 * What a photo of the results shows of the query; undefined until the engine says. `captions`: how many the photo has. With
 * other results of the same photo, the answer before stays until the new one is there.
 */
export function useWhy(photo: number, captions: number): Why | undefined {
  const list = useApp(({ results }) => results?.list);
  const [known, setKnown] = useState<{ photo: number; why: Why }>();
  // Their number is a reason to ask again: of captions that were made just now, one may be the nearest.
  useEffect(() => {
    if (list === undefined) return;
    const left = new AbortController();
    const ask = async () => setKnown({ photo, why: await engine().why({ list, photo }, { signal: left.signal }) });
    const timer = setTimeout(() => ask().catch(tell), restMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [list, photo, captions]);
  return known?.photo === photo ? known.why : undefined;
}

/** Results that the engine no longer keeps are about to be others. */
function tell(error: unknown): void {
  const { code } = toAppError(error);
  if (code !== "list-unknown" && code !== "closed") showError(error);
}
