import { reportOf } from "../report.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { attempt, showNote } from "./messages.ts";

/** For who helps: into the clipboard, nowhere else. */
export function copyReport(): Promise<void> {
  return attempt(async () => {
    const { status } = store.getState();
    if (!status) return;
    await navigator.clipboard.writeText(reportOf(status, navigator.userAgent));
    showNote(strings.settings.reportCopied);
  });
}
