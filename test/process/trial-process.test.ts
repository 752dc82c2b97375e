import { expect, test } from "vitest";
import { withoutTrial } from "../../main/inference/trial-process.ts";

test("llama.cpp loads without a process of its own to try it in, as it must in Electron", async () => {
  const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
  const open = () => getLlama({ gpu: false, build: "never", skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.disabled });
  const channels = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
  const before = channels();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, channels());
  }, 1);
  const llama = await withoutTrial(open);
  clearInterval(watch);
  expect([llama.gpu, most <= before]).toEqual([false, true]);
  await llama.dispose();
});
