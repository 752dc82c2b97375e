/** A real GPU provider without a GPU: WebGPU on SwiftShader, the Vulkan driver in software that comes with Chromium. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import { nodeChildren } from "../../main/engine/child.ts";
import { createHandlers } from "../../main/packs/handlers.ts";
import { temporaryFolderOfFile } from "../helpers/folders.ts";
import { tinyCatalogue } from "../helpers/tiny-catalogue.ts";
import { tinyFile } from "../helpers/tiny-hub.ts";

const chromium = "/usr/lib/chromium";
const driver = join(chromium, "vk_swiftshader_icd.json");
const folder = temporaryFolderOfFile();
let packFolder: string;

beforeAll(async () => {
  const { catalogue } = tinyCatalogue(folder);
  const packs = createHandlers({ folder: join(folder, "packs"), catalogue });
  await packs.importFrom({ path: tinyFile("clip"), part: "clip-l14" });
  await packs.importFrom({ path: tinyFile("blip2"), part: "cap-blip2-6.7b-coco" });
  await packs.importFrom({ path: tinyFile("phi", "SEARLE_ViT-B32.pt"), part: "phi-lincir-l14" });
  await packs.importFrom({ path: tinyFile("llm"), part: "llm-qwen3-4b-2507" });
  packFolder = join(folder, "packs", "profiles", "clip-l14-blip2");
});

async function load(providers: string[]) {
  const child = nodeChildren(join(import.meta.dirname, "..", "..", "out", "main"))("inference");
  onTestFinished(() => child.kill());
  return (await connect(modelApi, child.port).load({ packFolder, providers })).provider;
}

test("a device that computes wrongly is refused in words, and the processor is used", async () => {
  const { used, reason, canary } = await load(["broken"]);
  expect(used).toBe("cpu");
  expect(reason).toMatch(
    /^Runs on the processor: broken computes wrongly \(-?0\.\d{4} likeness to the right result, at least 0.999 is needed\)\.$/,
  );
  expect(canary).toBeGreaterThan(0.9999);
});

test("a device that is not there is named, and the processor is used", async () => {
  const { used, reason } = await load(["coreml"]);
  expect(used).toBe("cpu");
  expect(reason).toMatch(/^Runs on the processor: coreml cannot be used here \(/);
});

test("WebGPU passes the canary", { timeout: 400_000 }, async (context) => {
  if (!existsSync(driver)) context.skip(`${driver} is not there: Chromium of Debian brings it`);
  process.env.VK_DRIVER_FILES = driver;
  process.env.LD_LIBRARY_PATH = chromium;
  onTestFinished(() => {
    delete process.env.VK_DRIVER_FILES;
    delete process.env.LD_LIBRARY_PATH;
  });
  const { used, reason, canary } = await load(["webgpu"]);
  expect({ used, reason }).toEqual({ used: "webgpu", reason: "Runs on webgpu." });
  expect(canary).toBeGreaterThan(0.999);
});
