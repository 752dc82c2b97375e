/** The program changes no photo: what is in the files, and when each was changed. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Of the files in the folders of `root`, whatever these are called now, but for one folder; by file name */
export function fingerprint(root: string, except: string): Record<string, string> {
  const files = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(except))
    .map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return [name, `${statSync(path).mtimeMs} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`];
    });
  return Object.fromEntries(files);
}
