/** The program changes no photo: what is in the files, and when each was changed. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** By file name */
export function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [name, `${statSync(path).mtimeMs} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`];
  });
  return Object.fromEntries(files);
}
