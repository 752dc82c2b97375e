import { useEffect, useState } from "react";
import type { PhotoDetail } from "../contract/types.ts";
import { showError } from "./actions/messages.ts";
import { engine } from "./api.ts";

/** While one walks through the photos with a key held down, nothing is asked for. */
const restMs = 80;

/** All that is known of a photo; undefined while it is being asked for. */
export function useDetail(photo: number | undefined): PhotoDetail | undefined {
  const [detail, setDetail] = useState<PhotoDetail>();
  useEffect(() => {
    if (photo === undefined) return;
    const left = new AbortController();
    const read = async () => setDetail(await engine().photo({ photo }, { signal: left.signal }));
    const timer = setTimeout(() => read().catch(showError), restMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [photo]);
  return detail?.id === photo ? detail : undefined;
}
