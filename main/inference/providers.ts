/**
 * Which device computes. One is used once it was tried on this computer and found right, and, where nobody named it, no slower
 * than the processor. Every start asks it for the canary again; whatever goes wrong, the processor is there.
 */
import type { ProviderReport, TriedDevice } from "../../contract/devices.ts";
import { AppError } from "../../contract/errors.ts";
import { leastCosine } from "./canary.ts";
import { type DeviceNotes, withoutResult } from "./device-notes.ts";
import { deviceOrder } from "./device-order.ts";
import { plainReason } from "./sessions.ts";

export type Decision = Pick<ProviderReport, "used" | "tried" | "untried">;

interface Closable {
  close(): Promise<void>;
}

/** `asked`: "auto", "cpu", or a device's name; `known`: what trying them gave. */
export function decide(asked: string, known: ReadonlyMap<string, TriedDevice>, order = deviceOrder()): Decision {
  const tried: TriedDevice[] = [];
  const untried: string[] = [];
  for (const device of wanted(asked, order)) {
    const result = known.get(device);
    if (!result) untried.push(device);
    else if (asked === "auto" && isSlower(result)) tried.push({ ...result, outcome: "slower" });
    else tried.push(result);
    if (tried.at(-1)?.device === device && tried.at(-1)?.outcome === "works") return { used: device, tried, untried };
  }
  return { used: "cpu", tried, untried };
}

function wanted(asked: string, order: readonly string[]): readonly string[] {
  if (asked === "auto") return order;
  return asked === "cpu" ? [] : [asked];
}

/** Where both are as fast, the device leaves the processor to reading photos. */
function isSlower({ outcome, photosPerSecond }: TriedDevice): boolean {
  return outcome === "works" && photosPerSecond !== null && photosPerSecond.device < photosPerSecond.processor;
}

export interface Choice<E> extends Decision {
  encoder: E;
  /** Cosine of the canary's vector on this device to the right one */
  canary: number;
}

/**
 * Opens an encoder on the device that is to be used, or on the next one where it fails by now.
 * `open` starts an encoder on a device, `check` gives its canary cosine. Fails with model-failed when not even the CPU will do.
 */
export async function chooseProvider<E extends Closable>(
  { asked, notes }: { asked: string; notes: DeviceNotes },
  open: (device: string) => Promise<E>,
  check: (encoder: E) => Promise<number>,
): Promise<Choice<E>> {
  while (true) {
    const decision = decide(asked, notes.tried());
    const { used } = decision;
    if (used !== "cpu") notes.begin(used);
    const opened = await openChecked(used, open, check);
    if ("encoder" in opened) {
      if (used !== "cpu") notes.end();
      return { ...decision, ...opened };
    }
    if (used === "cpu") throw runsNowhere(opened);
    notes.put(opened);
  }
}

/** The encoder and its canary cosine, or why this device is not to be used. */
export async function openChecked<E extends Closable>(
  device: string,
  open: (device: string) => Promise<E>,
  check: (encoder: E) => Promise<number>,
): Promise<{ encoder: E; canary: number } | TriedDevice> {
  let encoder: E | undefined;
  try {
    encoder = await open(device);
    const canary = await check(encoder);
    if (canary >= leastCosine) return { encoder, canary };
    await encoder.close();
    return { ...withoutResult(device, "wrong"), likeness: Number.isFinite(canary) ? canary : 0 };
  } catch (error) {
    await encoder?.close();
    return withoutResult(device, "unusable", plainReason(error));
  }
}

function runsNowhere({ likeness, reason }: TriedDevice): AppError {
  const why = reason ?? `it computes wrongly (${likeness?.toFixed(4)} likeness to the right result, at least ${leastCosine} is needed)`;
  return new AppError(
    "model-failed",
    `The pack does not run on this computer's processor: ${why}.`,
    "Choose another pack, or report this with the text above.",
  );
}
