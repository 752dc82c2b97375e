/** `recompose status` and `failures`: what the library holds. */
import { inEnglish } from "../../contract/errors.ts";
import type { Failure, Folder, IndexStatus, LlmReport } from "../../contract/types.ts";
import { describeDevices } from "./devices.ts";
import { count, print, printable, printJson } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

/** openModels: the language model too, which is opened late otherwise. */
export async function showStatus({ engine, signal, json }: Command, openModels: boolean): Promise<number> {
  if (openModels) await engine.openLanguageModel({}, { signal });
  for await (const status of engine.watchStatus({}, { signal })) {
    if (status.models.state === "loading") continue;
    if (json) printJson(status);
    else print(describe(status));
    break;
  }
  return exitCodes.done;
}

function describe(status: IndexStatus): string {
  const folders = status.folders.flatMap(describeFolder);
  return [
    sums(status),
    ...captions(status),
    ...(folders.length > 0 ? folders : ["No folders yet."]),
    models(status),
    languageModel(status),
  ].join("\n");
}

function describeFolder({ path, photos, reachable, gone }: Folder): string[] {
  const left = gone.asked + gone.kept;
  return [
    `${printable(path)}: ${count(photos, "photo")}${reachable ? "" : " (not connected; its photos stay searchable)"}`,
    ...(left > 0 ? [`  ${count(left, "photo")} of it gone, and listed still; "recompose gone" erases them.`] : []),
  ];
}

/** The closed sum, in words: found = ready + waiting + skipped + failed. */
export function sums({ found, ready, waiting, skipped, failed, skippedBy }: IndexStatus): string {
  const reasons = Object.entries(skippedBy).map(([reason, number]) => `${number.toLocaleString("en")} ${reason}`);
  const why = reasons.length > 0 ? ` (${reasons.join(", ")})` : "";
  return `${count(found, "file")}: ${ready} ready, ${waiting} waiting, ${skipped} skipped${why}, ${failed} failed.`;
}

/** No line where the pack has no captioner. */
function captions({ ready, stages }: IndexStatus): string[] {
  return stages.captions ? [`Captions: ${stages.captions.done.toLocaleString("en")} of ${count(ready, "photo")}.`] : [];
}

function models({ models: { state, pack, provider, error } }: IndexStatus): string {
  if (state === "failed") return `Models: ${error ? inEnglish(error) : "they do not run."}`;
  const licence = pack ? `${pack.title} ${pack.version} (${pack.licence}; commercial use: ${pack.commercialUse})` : "none";
  return `Models: ${licence}${provider ? `. ${describeDevices(provider)[0]}` : ""}`;
}

function languageModel({ models: { llm } }: IndexStatus): string {
  if (!llm) return "Language model: none; captions are edited by rules.";
  const opened = llm.report ? how(llm.report) : 'not opened yet; "recompose status --models" opens it.';
  return `Language model: ${llm.problem ? printable(inEnglish(llm.problem)) : `${printable(llm.title)}, ${printable(opened)}`}`;
}

const backends = { metal: "Metal", cuda: "CUDA", vulkan: "Vulkan" };

function how({ backend, devices, gpuLayers, layers, asked, fellBack }: LlmReport): string {
  const where =
    backend === "cpu" ? "on the processor" : `on ${devices.join(", ")} by ${backends[backend]}, ${gpuLayers} of ${layers} layers`;
  const asking = {
    taught: "",
    chat: " It is asked by its own chat template.",
    continued: " It has no chat template and goes on with examples.",
  };
  return `${where}.${asking[asked]}${fellBack === null ? "" : ` A graphics card was tried and failed: ${fellBack}.`}`;
}

export async function showFailures({ engine, signal, json }: Command): Promise<number> {
  const page = 1000;
  const failures: Failure[] = [];
  while (failures.length % page === 0) {
    const more = await engine.failures({ offset: failures.length, limit: page }, { signal });
    if (more.length === 0) break;
    failures.push(...more);
  }
  if (json) printJson(failures);
  else print(failures.length === 0 ? "Every file could be read." : failures.map(describeFailure).join("\n"));
  return exitCodes.done;
}

export async function retryFailures({ engine, signal, json }: Command): Promise<number> {
  const answer = await engine.retryFailed({}, { signal });
  if (json) printJson(answer);
  else print(`${count(answer.retried, "photo")} will be read again; "recompose index" waits for it.`);
  return exitCodes.done;
}

function describeFailure({ path, code, reason }: Failure): string {
  return printable(`${path}: ${reason} [${code}]`);
}
