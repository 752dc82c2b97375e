/** Keeps the line to the engine open and follows its status. */
import type { Folder, IndexStatus } from "../../contract/types.ts";
import { engine, openEngine } from "../api.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { readLists } from "./collections.ts";
import { libraryChanged, refreshPhotos, reloadLibrary } from "./library.ts";
import { attempt, say, showNote } from "./messages.ts";
import { followPackChange } from "./packs.ts";
import { findPictures, takeFromSystem } from "./references.ts";
import { readSettings } from "./settings.ts";

const retryMs = 1000;

/** Runs as long as the page does. */
export async function stayConnected(): Promise<void> {
  for (;;) {
    try {
      const { closed } = await openEngine();
      store.setState({ connection: "open" });
      void begin();
      await closed;
    } catch {
      // Not there yet, or not there any more: the banner says so, and the next round tries again.
    }
    store.setState({ connection: "lost" });
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Settings first: in which language and order the rest is shown. */
async function begin(): Promise<void> {
  await attempt(readSettings);
  void attempt(readLists);
  void reloadLibrary();
  await followStatus();
}

async function followStatus(): Promise<void> {
  let before = store.getState().status;
  try {
    for await (const status of engine().watchStatus({})) {
      store.setState({ status });
      takeFromSystem();
      if (before) tell(before, status);
      before = status;
    }
  } catch {
    // The line broke: `stayConnected` opens another.
  }
}

function tell(before: IndexStatus, status: IndexStatus): void {
  libraryChanged(before, status);
  followPackChange(before, status);
  if (before.stages.decode.done !== status.stages.decode.done) findPictures().catch(() => {}); // the next photo tries again
  if (before.state !== status.state) say(strings.status.sentence(status));
  for (const { id, name, reachable, gone } of status.folders) {
    const was = before.folders.find((folder) => folder.id === id);
    if (!was) continue;
    if (was.reachable !== reachable || sum(was.gone) !== sum(gone)) void attempt(refreshPhotos);
    if (was.reachable !== reachable) showNote(reachable ? strings.library.folders.back(name) : strings.library.folders.awayText(name));
  }
}

function sum({ asked, kept }: Folder["gone"]): number {
  return asked + kept;
}
