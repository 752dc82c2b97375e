/** What the desktop program remembers between starts, in one small JSON file. What it cannot read or write it does without. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const mostRecent = 10;

const bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });
const keptSchema = z.object({
  /** Of the window, in screen coordinates; null: never moved */
  bounds: bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  /** Paths of the folders that were added last, newest first */
  recent: z.array(z.string()).max(mostRecent).catch([]),
  /** Program to open photos in */
  editor: z.string().nullable().catch(null),
});
export type Bounds = z.infer<typeof bounds>;
type KeptValues = z.infer<typeof keptSchema>;

export interface Kept {
  get(): Readonly<KeptValues>;
  set(part: Partial<KeptValues>): void;
  addRecent(folder: string): void;
}

export function openKept(file: string): Kept {
  let values = read(file);
  function set(part: Partial<KeptValues>): void {
    values = { ...values, ...part };
    write(file, values);
  }
  return {
    get: () => values,
    set,
    addRecent: (folder) => set({ recent: [folder, ...values.recent.filter((other) => other !== folder)].slice(0, mostRecent) }),
  };
}

function read(file: string): KeptValues {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return keptSchema.parse({});
  }
}

/** Beside it first: a full disk or a power cut leaves the old one. */
function write(file: string, values: KeptValues): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(values, null, 2));
    renameSync(`${file}.new`, file);
  } catch {
    // The window then opens in its usual place.
  }
}
