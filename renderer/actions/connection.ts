/** Keeps the line to the engine open and follows its status. */
import { engine, openEngine } from "../api.ts";
import { store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { libraryChanged } from "./library.ts";
import { say } from "./messages.ts";

const retryMs = 1000;

/** Runs as long as the page does. */
export async function stayConnected(): Promise<void> {
  for (;;) {
    try {
      const { closed } = await openEngine();
      store.setState({ connection: "open" });
      void followStatus();
      await closed;
    } catch {
      // Not there yet, or not there any more: the banner says so, and the next round tries again.
    }
    store.setState({ connection: "lost" });
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function followStatus(): Promise<void> {
  let before = store.getState().status;
  try {
    for await (const status of engine().watchStatus({})) {
      store.setState({ status });
      libraryChanged(before, status);
      if (before && before.state !== status.state) say(strings.status.sentence(status));
      before = status;
    }
  } catch {
    // The line broke: `stayConnected` opens another.
  }
}
