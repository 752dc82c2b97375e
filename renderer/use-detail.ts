import { useEffect, useState } from "react";
import type { PhotoDetail } from "../contract/types.ts";
import { showError } from "./actions/messages.ts";
import { engine } from "./api.ts";
import { useApp } from "./use-app.ts";

/** While one walks through the photos with a key held down, nothing is asked for. */
const restMs = 80;

/** All that is known of a photo; undefined while it is being asked for. */
export function useDetail(photo: number | undefined): PhotoDetail | undefined {
  const [detail, setDetail] = useState<PhotoDetail>();
  // With more photos read and captioned, there may be more to tell of this one.
  const read = useApp(({ status }) => `${status?.ready} ${status?.stages.captions?.done}`);
  useEffect(() => {
    if (photo === undefined) return;
    const left = new AbortController();
    const ask = async () => setDetail(await engine().photo({ photo }, { signal: left.signal }));
    const timer = setTimeout(() => ask().catch(showError), restMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [photo, read]);
  return detail?.id === photo ? detail : undefined;
}
