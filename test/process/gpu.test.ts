/** A real GPU provider without a GPU: WebGPU on SwiftShader, the Vulkan driver in software that comes with Chromium. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { describeDevices } from "../../main/cli/devices.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { createDeviceTrials } from "../../main/engine/device-trials.ts";
import { createModels } from "../../main/engine/models.ts";
import { temporaryFolder, temporaryFolderOfFile } from "../helpers/folders.ts";
import { installTinyPack } from "../helpers/tiny-pack.ts";

const chromium = "/usr/lib/chromium";
const driver = join(chromium, "vk_swiftshader_icd.json");
let packFolder: string;

beforeAll(async () => {
  packFolder = await installTinyPack(temporaryFolderOfFile());
});

/** The pack's process and the trials, as the engine has them; what they know stays in `notes`. */
async function withDevice(device: string, notes = temporaryFolder()) {
  const start = nodeChildren(join(import.meta.dirname, "..", "..", "out", "main"));
  const models = createModels({ start, load: { packFolder, device, deviceNotes: notes } });
  let trials = 0;
  const measured: Promise<void>[] = [];
  const startTrial = () => {
    trials++;
    return start("inference");
  };
  const { run, close } = createDeviceTrials({ start: startTrial, models, hold: (measuring) => measured.push(measuring) });
  onTestFinished(() => {
    close();
    models.close();
  });
  await run(false);
  await models.api.load({ packFolder });
  return { models, run, notes, measured, provider: () => models.status().provider, trials: () => trials };
}

function refuse(): never {
  throw new Error("nothing is told of devices");
}

test("a device that computes wrongly is not used", async () => {
  const { provider } = await withDevice("broken");
  expect(provider()).toMatchObject({ used: "cpu", untried: [], tried: [{ device: "broken", outcome: "wrong" }] });
  expect(provider()?.tried[0]?.likeness).toBeLessThan(0.999);
  expect(provider()?.canary).toBeGreaterThan(0.9999);
  expect(describeDevices(provider() ?? refuse())).toEqual([
    expect.stringMatching(/^Runs on the processor, \d+ threads?\.$/),
    expect.stringMatching(/^"broken": gave wrong answers \(likeness -?0\.\d{4} to the right one\), so it is off\.$/),
  ]);
});

test("a device that is not there is told once, and known from then on", async () => {
  const first = await withDevice("coreml");
  const tried = [{ device: "coreml", outcome: "unusable", reason: expect.stringContaining("backend not found") }];
  expect(first.provider()).toMatchObject({ used: "cpu", untried: [], tried });
  const second = await withDevice("coreml", first.notes);
  expect(second.provider()).toMatchObject({ used: "cpu", untried: [], tried });
  expect([first.trials(), second.trials()]).toEqual([1, 0]);
});

test("a device over which the process ends is not tried again until it is asked for", async () => {
  const first = await withDevice("crashing");
  const tried = [{ device: "crashing", outcome: "crashed" }];
  expect(first.provider()).toMatchObject({ used: "cpu", untried: [], tried });
  expect(first.models.status()).toMatchObject({ state: "ready", restarts: 0 });
  const second = await withDevice("crashing", first.notes);
  expect(second.provider()).toMatchObject({ used: "cpu", tried });
  expect([first.trials(), second.trials()]).toEqual([2, 0]);
  await second.run(true);
  expect(second.provider()).toMatchObject({ used: "cpu", tried });
  expect(second.trials()).toBe(2);
});

test("WebGPU computes rightly and is slower: left alone by itself, used when it is named", { timeout: 400_000 }, async (context) => {
  if (!existsSync(driver)) context.skip(`${driver} is not there: Chromium of Debian brings it`);
  process.env.VK_DRIVER_FILES = driver;
  process.env.LD_LIBRARY_PATH = chromium;
  onTestFinished(() => {
    delete process.env.VK_DRIVER_FILES;
    delete process.env.LD_LIBRARY_PATH;
  });
  const { models, run, provider, measured } = await withDevice("auto");
  expect(provider()).toMatchObject({
    asked: "auto",
    used: "cpu",
    untried: [],
    tried: [
      { device: "cuda", outcome: "unusable" },
      { device: "webgpu", outcome: "slower" },
    ],
  });
  const { likeness, steps, photosPerSecond } = provider()?.tried[1] ?? {};
  expect(likeness).toBeGreaterThan(0.999);
  expect(steps?.onDevice).toBeGreaterThan(10);
  expect(photosPerSecond?.device).toBeLessThan(photosPerSecond?.processor ?? 0);
  expect(measured).toHaveLength(1);
  await measured[0];

  models.reopen({ device: "webgpu", threads: 0 });
  await run(false);
  expect(provider()).toMatchObject({ asked: "webgpu", used: "webgpu", tried: [{ outcome: "works" }] });
  const pixels = new Uint8Array(3 * 32 * 32).fill(100);
  expect((await models.api.encodeImages({ pixels, count: 1 })).embeddings).toHaveLength(32);
});
