/** llama.cpp made ready: on a graphics card where it has a build for one, otherwise on the processor. */
import { availableParallelism } from "node:os";
import type { Llama, LlamaGpuType } from "node-llama-cpp";
import { plainReason } from "./sessions.ts";
import { withoutTrial } from "./trial-process.ts";

/** auto: what suits the machine best, of the builds that are there */
export type LlamaDevice = LlamaGpuType | "auto";

/**
 * [Note: threads of llama.cpp] They spin while they wait for one another: with as many as cores, an edit of .45 s took 4 s
 * while another job kept the cores busy. One core is left to others.
 */
const threads = Math.min(8, Math.max(1, availableParallelism() - 1));

async function startLlama(gpu: LlamaDevice): Promise<Llama> {
  // Imported when it is first needed: without a language model the process stays small.
  const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
  const load = () =>
    getLlama({
      gpu,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.disabled,
      maxThreads: threads,
    });
  return process.versions.electron ? await withoutTrial(load) : await load();
}

export interface Tried<T> {
  result: T;
  llama: Llama;
  /** Why it is the processor although another device was tried, in words; null: nothing failed. */
  fellBack: string | null;
}

/** `work` on the device; where that fails for a graphics card, once more on the processor. Throws what the last try threw. */
export async function withLlama<T>(device: LlamaDevice, work: (llama: Llama) => Promise<T>): Promise<Tried<T>> {
  let llama: Llama | undefined;
  try {
    llama = await startLlama(device);
    return { result: await work(llama), llama, fellBack: null };
  } catch (error) {
    // Not waited for: it may be that what failed never ends.
    void llama?.dispose().catch(() => {});
    // On the processor it would fail again, for the same reason.
    if (device === false || llama?.gpu === false) throw error;
    const plain = await startLlama(false);
    return { result: await work(plain), llama: plain, fellBack: plainReason(error) };
  }
}
