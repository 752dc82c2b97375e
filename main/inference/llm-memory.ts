/** Whether a language model fits into the memory that is free, before any of it is loaded. */
import { stat } from "node:fs/promises";
import type { Llama } from "node-llama-cpp";
import { AppError } from "../../contract/errors.ts";

export interface MemoryCheck {
  file: string;
  contextTokens: number;
  /** Bytes that this machine has free; asked of the system if left out */
  free?: number | undefined;
}

/** So much beside the weights is enough for every model: a closer look takes a second, and is for those that come near. */
const amplyBeside = 1e9;

/** Throws llm-too-large. */
export async function checkMemory(llama: Llama, { file, contextTokens, free }: MemoryCheck): Promise<void> {
  const available = free ?? (await freeMemory(llama));
  if ((await stat(file)).size + amplyBeside <= available) return;
  const needed = await neededMemory(llama, file, contextTokens);
  if (needed <= available) return;
  throw new AppError(
    "llm-too-large",
    `This language model needs about ${inWords(needed)} of memory. ${inWords(available)} is free.`,
    "Choose a smaller one.",
    { data: { size: inWords(needed), detail: inWords(available) } },
  );
}

/** Bytes for the weights and the context, on the processor and on graphics cards together. */
async function neededMemory(llama: Llama, file: string, contextTokens: number): Promise<number> {
  const { GgufInsights, readGgufFileInfo } = await import("node-llama-cpp");
  const insights = await GgufInsights.from(await readGgufFileInfo(file), llama);
  const contextSize = Math.min(contextTokens, insights.trainContextSize ?? contextTokens);
  const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 });
  const context = await insights.estimateContextResourceRequirementsV2({ contextSize, modelGpuLayers: 0 });
  return weights.cpuRam + weights.gpuVram + context.cpuRam + context.gpuVram;
}

/** What programs may still take: of the machine, or of the limits that it was started with. Cards' own memory counts too. */
async function freeMemory(llama: Llama): Promise<number> {
  // On macOS Node counts pages that are empty alone, not those that can be emptied at once.
  const ofMachine = process.platform === "darwin" ? (await llama.getRamState()).free : process.availableMemory();
  if (llama.gpu === false) return ofMachine;
  const { free, unifiedSize } = await llama.getVramState();
  return unifiedSize > 0 ? ofMachine : ofMachine + free;
}

function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
