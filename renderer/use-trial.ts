import { useEffect, useState } from "react";
import type { Trial } from "../contract/trial.ts";
import { showError } from "./actions/messages.ts";
import { engine } from "./api.ts";
import { useApp } from "./use-app.ts";

/** What reading these folders will take, as far as it is known; asked anew with other folders and another pack. */
export function useTrial(folders: string[]): Trial | undefined {
  const [trial, setTrial] = useState<Trial>();
  const asked = folders.join("\n");
  const pack = useApp(({ status }) => status?.models.pack?.id);
  // The pack is a reason to ask again.
  useEffect(() => {
    if (asked === "") return setTrial(undefined);
    const left = new AbortController();
    const follow = async () => {
      for await (const news of engine().tryFolders({ paths: asked.split("\n") }, { signal: left.signal }))
        if (!left.signal.aborted) setTrial(news);
    };
    follow().catch(showError);
    return () => left.abort();
  }, [asked, pack]);
  return trial;
}
