/**
 * What is known of this computer's devices for one pack, in a small file that outlives the program.
 *
 * [Note: a device that crashes] A driver can end the process, or freeze the computer. So a device is noted before it is tried;
 * a note that is still there afterwards tells of it. Whoever saw the process die says so at the next start; where nobody saw it
 * the user may just have closed the program, and one more attempt is made.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type TriedDevice, triedDeviceSchema } from "../../contract/devices.ts";
import type { Host } from "./device-host.ts";

const format = 1;
const mostBytes = 64 * 1024;
/** So often nobody saw how an attempt ended. */
const mostInterrupted = 2;

const notesSchema = z.object({
  format: z.literal(format),
  host: z.record(z.string(), z.string()),
  tried: z.array(triedDeviceSchema),
  trying: z.object({ device: z.string(), times: z.number().int().min(1) }).nullable(),
});
type Notes = z.infer<typeof notesSchema>;

export interface DeviceNotes {
  /** By device */
  tried(): ReadonlyMap<string, TriedDevice>;
  /** The device whose attempt did not end */
  unfinished(): string | undefined;
  /** Before a device is touched */
  begin(device: string): void;
  /** It went well, and what was known of it stays. */
  end(): void;
  put(tried: TriedDevice): void;
  forget(): void;
}

/**
 * `folder` null: nothing is kept. `about`: what the notes are about, a pack and its encoder. Notes of another computer, driver
 * or version, and files that are none of ours, count as none; a folder that cannot be written to keeps none.
 */
export function openDeviceNotes(folder: string | null, about: string, host: Host): DeviceNotes {
  const file = folder === null ? undefined : join(folder, `${about.replace(/[^A-Za-z0-9.-]+/g, "-")}.json`);
  let notes = (file !== undefined && read(file, host)) || nothingKnown(host);

  function change(part: Partial<Notes>): void {
    notes = { ...notes, ...part };
    if (file !== undefined) write(file, notes);
  }

  return {
    tried: () => new Map([...interrupted(notes), ...notes.tried].map((tried) => [tried.device, tried])),
    unfinished: () => notes.trying?.device,
    begin: (device) => change({ trying: { device, times: notes.trying?.device === device ? notes.trying.times + 1 : 1 } }),
    end: () => change({ trying: null }),
    put: (tried) => change({ tried: [...notes.tried.filter(({ device }) => device !== tried.device), tried], trying: null }),
    forget: () => change({ tried: [], trying: null }),
  };
}

/** A device that was tried without a result. */
export function withoutResult(device: string, outcome: TriedDevice["outcome"], reason: string | null = null): TriedDevice {
  return { device, outcome, likeness: null, steps: null, photosPerSecond: null, reason };
}

function interrupted({ trying }: Notes): TriedDevice[] {
  return trying && trying.times >= mostInterrupted ? [withoutResult(trying.device, "crashed")] : [];
}

function nothingKnown(host: Host): Notes {
  return { format, host, tried: [], trying: null };
}

function read(file: string, host: Host): Notes | undefined {
  try {
    if (statSync(file).size > mostBytes) return undefined;
    const { data } = notesSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return data && isSame(data.host, host) ? data : undefined;
  } catch {
    return undefined;
  }
}

function isSame(a: Host, b: Host): boolean {
  return JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted());
}

/** On the disk when it returns: the next step may be the computer's last. */
function write(file: string, notes: Notes): void {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    const descriptor = openSync(`${file}.new`, "w");
    try {
      writeSync(descriptor, JSON.stringify(notes));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(`${file}.new`, file);
  } catch {
    // What is not kept is tried again.
  }
}
