/** Crash reports stay on this computer; only the last few are kept, since they hold memory of the program. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const kept = 5;

/** Removes all but the newest reports below `folder`. */
export function tidyCrashReports(folder: string): void {
  try {
    const reports = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".dmp"))
      .map((name) => join(folder, name))
      .map((path) => ({ path, at: statSync(path).mtimeMs }))
      .sort((one, other) => other.at - one.at);
    for (const { path } of reports.slice(kept)) rmSync(path, { force: true });
  } catch {
    // No folder yet: nothing has crashed.
  }
}
