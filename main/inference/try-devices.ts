/**
 * Tries the devices that were not tried yet, in their order, until one is fit for use: does it start, is its canary right, which
 * steps does it compute, and is it faster than the processor. It runs in a process of its own: [Note: a device that crashes].
 */
import type { TriedDevice } from "../../contract/devices.ts";
import { type DeviceNotes, withoutResult } from "./device-notes.ts";
import type { Steps } from "./device-probe.ts";
import { photosPerSecond } from "./device-speed.ts";
import { expectedCanary, imageCanary } from "./image-canary.ts";
import { type ImageEncoder, openImageEncoder } from "./image-encoder.ts";
import type { Canary } from "./manifest.ts";
import { notesOf } from "./model.ts";
import { type Pack, readPack } from "./pack.ts";
import { type Decision, decide, openChecked } from "./providers.ts";
import { threadsFor } from "./sessions.ts";
import type { StartLane } from "./start-lane.ts";
import { openTextEncoder } from "./text-encoder.ts";

export interface TrialRequest {
  packFolder: string;
  device: string;
  deviceNotes: string | null;
  threads: number;
  /** Also devices of which something is known */
  again: boolean;
  /** A device over which the process before this one ended */
  lost: Pick<TriedDevice, "device" | "outcome"> | null;
}

/** The device at which it is, and whether it measures; last, what is to be used now, and why. */
export type TrialNews = { trying: string; measuring: boolean } | Decision;

/** Fails with pack-missing, pack-damaged or pack-newer. */
export async function* tryDevices(request: TrialRequest, startLane: StartLane): AsyncGenerator<TrialNews> {
  const { packFolder, device: asked, threads: askedThreads, again, lost } = request;
  const pack = await readPack(packFolder);
  const threads = threadsFor(askedThreads);
  const notes = notesOf(pack, { deviceNotes: request.deviceNotes, threads });
  if (again) notes.forget();
  if (lost) notes.put(withoutResult(lost.device, lost.outcome));
  const expected = await expectedCanary(pack, packFolder, () => openTextEncoder(pack, threads), { threads, startLane });
  const trial = createTrial({ pack, expected, threads, startLane });
  yield* tryAll(asked, notes, trial);
  yield decide(asked, notes.tried());
}

async function* tryAll(asked: string, notes: DeviceNotes, trial: Trial): AsyncGenerator<TrialNews> {
  while (true) {
    const [device] = decide(asked, notes.tried()).untried;
    if (device === undefined) return;
    notes.begin(device);
    yield { trying: device, measuring: false };
    const opened = await trial.open(device);
    if ("encoder" in opened) yield { trying: device, measuring: true };
    notes.put("encoder" in opened ? await trial.measure(opened) : opened);
  }
}

type Trial = ReturnType<typeof createTrial>;

interface Opened extends Pick<TriedDevice, "device" | "steps"> {
  encoder: ImageEncoder;
  canary: number;
}

function createTrial({ pack, expected, threads, startLane }: { pack: Pack; expected: Canary; threads: number; startLane: StartLane }) {
  let ofProcessor: number | undefined;
  const { manifest } = pack;

  async function speedOn(encoder: ImageEncoder): Promise<number> {
    return await photosPerSecond(encoder, manifest.image.size).finally(() => encoder.close());
  }

  return {
    /** An encoder that computes rightly, or why this device is none */
    async open(device: string): Promise<Opened | TriedDevice> {
      const counted: { steps: Steps | null } = { steps: null };
      const opened = await openChecked(
        device,
        () => openImageEncoder(pack, { provider: device, threads, startLane, counted: true }),
        async (encoder) => {
          const canary = imageCanary(encoder, manifest, expected);
          await canary.catch(() => {});
          counted.steps = await encoder.steps().catch(() => null);
          return await canary;
        },
      );
      if (!("encoder" in opened)) return { ...opened, ...counted };
      if (counted.steps?.onDevice !== 0) return { device, ...counted, ...opened };
      await opened.encoder.close();
      return { ...withoutResult(device, "unusable", "It computes none of the steps"), ...counted };
    },
    async measure({ device, steps, encoder, canary }: Opened): Promise<TriedDevice> {
      const onDevice = await speedOn(encoder);
      ofProcessor ??= await speedOn(await openImageEncoder(pack, { provider: "cpu", threads, startLane }));
      const speeds = { device: onDevice, processor: ofProcessor };
      return { ...withoutResult(device, "works"), likeness: canary, steps, photosPerSecond: speeds };
    },
  };
}
