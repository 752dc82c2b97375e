import { expect, test } from "vitest";
import { chooseProvider } from "../../../main/inference/providers.ts";

/** Encoders that only know their device; `cosines` says what each gives for the canary, a missing device does not start. */
async function choose(requested: string[], cosines: Record<string, number>) {
  const closed: string[] = [];
  const open = async (device: string) => {
    if (cosines[device] === undefined) throw new Error("No such device.\n  at line 1");
    return { device, close: async () => void closed.push(device) };
  };
  const choice = await chooseProvider(requested, open, async ({ device }) => cosines[device] ?? 0);
  return { used: choice.used, reason: choice.reason, canary: choice.canary, closed };
}

test("the first requested device that works is used", async () => {
  expect(await choose(["webgpu", "cpu"], { webgpu: 0.9995, cpu: 1 })).toEqual({
    used: "webgpu",
    reason: "Runs on webgpu.",
    canary: 0.9995,
    closed: [],
  });
});

test("a device that does not start, and one that computes wrongly, are passed over and named", async () => {
  const { used, reason, closed } = await choose(["cuda", "webgpu"], { webgpu: 0.91, cpu: 1 });
  expect(used).toBe("cpu");
  expect(reason).toBe(
    "Runs on the processor: cuda cannot be used here (No such device); " +
      "webgpu computes wrongly (0.9100 likeness to the right result, at least 0.999 is needed).",
  );
  expect(closed).toEqual(["webgpu"]);
});

test("vectors that are no numbers are not trusted", async () => {
  expect((await choose(["webgpu"], { webgpu: Number.NaN, cpu: 1 })).used).toBe("cpu");
});

test("without a device that computes rightly the pack is refused", async () => {
  await expect(choose(["cpu"], { cpu: 0.5 })).rejects.toMatchObject({
    code: "model-failed",
    what: expect.stringContaining("cpu computes wrongly"),
  });
});
