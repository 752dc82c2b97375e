/** Devices that can compute the vectors of photos, and what came of trying them. */
import { z } from "zod";

/** By ONNX Runtime's names; Core ML takes a model in an older and in a newer form. */
const deviceNames = ["cuda", "dml", "coreml", "coreml-mlprogram", "webgpu"] as const;

/** "auto": the fastest that computes rightly. A named device is used also where it is slower. */
export const deviceChoices = ["auto", "cpu", ...deviceNames] as const;
export const deviceChoiceSchema = z.enum(deviceChoices);
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;

export const triedDeviceSchema = z.object({
  device: z.string().max(40),
  /**
   * slower: it works, and the processor is faster. wrong: its vectors are not those of the processor. unusable: it does not
   * start, `reason` says why. crashed: the process ended over it.
   */
  outcome: z.enum(["works", "slower", "wrong", "unusable", "crashed", "took-too-long"]),
  /** Cosine of its vector for the canary to the right one; null: it gave none. */
  likeness: z.number().nullable(),
  /** Of the steps of the graph, those that it computed itself; null: not known. */
  steps: z.object({ onDevice: z.number().int().min(0), of: z.number().int().min(1) }).nullable(),
  /** Measured one after the other; null: not measured. */
  photosPerSecond: z.object({ device: z.number(), processor: z.number() }).nullable(),
  /** In the words of ONNX Runtime */
  reason: z.string().max(300).nullable(),
});
export type TriedDevice = z.infer<typeof triedDeviceSchema>;

/** The device that really runs, and what is known of the others. */
export const providerReportSchema = z.object({
  /** "auto", "cpu", or the name of a device */
  asked: z.string(),
  used: z.string(),
  /** In the order in which they are preferred */
  tried: z.array(triedDeviceSchema),
  /** Preferred to the one in use, and not tried on this computer yet */
  untried: z.array(z.string()),
  /** Devices that there may be on a computer of this kind */
  possible: z.array(z.string()),
  /** The least cosine of the canary's vectors to the right ones */
  canary: z.number().nullable(),
  threads: z.number().int(),
});
export type ProviderReport = z.infer<typeof providerReportSchema>;
