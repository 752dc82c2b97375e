import { describe, expect, test } from "vitest";
import type { TriedDevice } from "../../../contract/devices.ts";
import { openDeviceNotes, withoutResult } from "../../../main/inference/device-notes.ts";
import { deviceOrder } from "../../../main/inference/device-order.ts";
import { chooseProvider, decide } from "../../../main/inference/providers.ts";

function works(device: string, onDevice: number, processor: number): TriedDevice {
  return { ...withoutResult(device, "works"), likeness: 1, photosPerSecond: { device: onDevice, processor } };
}
function known(...tried: TriedDevice[]): Map<string, TriedDevice> {
  return new Map(tried.map((one) => [one.device, one]));
}

test("each kind of computer has its order; the processor is not in it, for it comes last everywhere", () => {
  expect(deviceOrder("win32", "x64")).toEqual(["dml", "webgpu"]);
  expect(deviceOrder("win32", "arm64")).toEqual(["dml", "webgpu"]);
  expect(deviceOrder("linux", "x64")).toEqual(["cuda", "webgpu"]);
  expect(deviceOrder("darwin", "arm64")).toEqual(["coreml", "coreml-mlprogram", "webgpu"]);
  expect(deviceOrder("linux", "arm64")).toEqual([]);
});

describe("which device is used", () => {
  const order = ["cuda", "webgpu"];
  const slow = works("webgpu", 3, 21);
  const fast = works("webgpu", 210, 21);
  const noCuda = withoutResult("cuda", "unusable", "Failed to load shared library");

  test("the processor, while nothing was tried", () => {
    expect(decide("auto", known(), order)).toEqual({ used: "cpu", tried: [], untried: order });
  });

  test("the first that is as fast as the processor; what comes after it need not be tried", () => {
    expect(decide("auto", known(noCuda, fast), order)).toEqual({ used: "webgpu", tried: [noCuda, fast], untried: [] });
    expect(decide("auto", known(works("cuda", 21, 21)), order)).toMatchObject({ used: "cuda", untried: [] });
    expect(decide("auto", known(fast), order)).toEqual({ used: "webgpu", tried: [fast], untried: ["cuda"] });
  });

  test("a slower one only if it was named", () => {
    expect(decide("auto", known(noCuda, slow), order)).toEqual({
      used: "cpu",
      tried: [noCuda, { ...slow, outcome: "slower" }],
      untried: [],
    });
    expect(decide("webgpu", known(noCuda, slow), order)).toEqual({ used: "webgpu", tried: [slow], untried: [] });
  });

  test.each(["wrong", "unusable", "crashed", "took-too-long"] as const)("never one that came out %s, even if it was named", (outcome) => {
    const refused = withoutResult("webgpu", outcome);
    expect(decide("webgpu", known(refused), order)).toEqual({ used: "cpu", tried: [refused], untried: [] });
  });

  test("none where the processor was named", () => {
    expect(decide("cpu", known(fast), order)).toEqual({ used: "cpu", tried: [], untried: [] });
  });
});

describe("opening it", () => {
  /** Encoders that only know their device; `cosines` says what each gives for the canary, a missing device does not start. */
  async function choose(tried: TriedDevice[], cosines: Record<string, number>, asked = "webgpu") {
    const closed: string[] = [];
    const notes = openDeviceNotes(null, "pack", {});
    for (const one of tried) notes.put(one);
    const open = async (device: string) => {
      if (cosines[device] === undefined) throw new Error("No such device.\n  at line 1");
      expect(notes.unfinished()).toBe(device === "cpu" ? undefined : device);
      return { device, close: async () => void closed.push(device) };
    };
    const choice = await chooseProvider({ asked, notes }, open, async ({ device }) => cosines[device] ?? 0);
    expect(notes.unfinished()).toBeUndefined();
    return { used: choice.used, canary: choice.canary, tried: choice.tried, untried: choice.untried, closed };
  }

  const fast = works("webgpu", 210, 21);

  test("its canary is asked again at every start", async () => {
    expect(await choose([fast], { webgpu: 0.9995, cpu: 1 })).toEqual({
      used: "webgpu",
      canary: 0.9995,
      tried: [fast],
      untried: [],
      closed: [],
    });
  });

  test("one that was right and is wrong by now gives way to the processor", async () => {
    const wrong = { ...withoutResult("webgpu", "wrong"), likeness: 0.91 };
    expect(await choose([fast], { webgpu: 0.91, cpu: 1 })).toEqual({
      used: "cpu",
      canary: 1,
      tried: [wrong],
      untried: [],
      closed: ["webgpu"],
    });
  });

  test("so does one that does not start any more, and one whose vectors are no numbers", async () => {
    expect(await choose([fast], { cpu: 1 })).toMatchObject({
      used: "cpu",
      tried: [{ outcome: "unusable", reason: "No such device" }],
    });
    expect(await choose([fast], { webgpu: Number.NaN, cpu: 1 })).toMatchObject({ used: "cpu", tried: [{ outcome: "wrong" }] });
  });

  test("without a device that computes rightly the pack is refused", async () => {
    await expect(choose([], { cpu: 0.5 }, "cpu")).rejects.toMatchObject({
      code: "model-failed",
      what: expect.stringContaining("computes wrongly (0.5000 likeness"),
    });
  });
});
