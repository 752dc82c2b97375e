/** [Note: pixel slots] in contract/pixel-slots.ts: the file itself. */
import { randomUUID } from "node:crypto";
import { accessSync, constants, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";

/** Its descriptor, or undefined where no such file can be made: pixels then travel in messages. */
export function openPixelFile(): number | undefined {
  for (const folder of [memory, tmpdir()]) {
    try {
      accessSync(folder, constants.W_OK);
      const path = join(folder, `recompose-${randomUUID()}`);
      const file = openSync(path, "wx+", 0o600);
      rmSync(path);
      return file;
    } catch {
      // The next place, if there is one.
    }
  }
  return undefined;
}
