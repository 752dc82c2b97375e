/** `recompose devices`: where photos are encoded, and why there. */
import type { ProviderReport, TriedDevice } from "../../contract/devices.ts";
import { endProgress, print, printable, printJson, showProgress } from "./output.ts";
import { type Command, exitCodes } from "./run.ts";

const names: Record<string, string> = {
  cpu: "the processor",
  cuda: "the NVIDIA graphics chip (cuda)",
  dml: "the graphics chip (dml)",
  coreml: "Core ML (coreml)",
  "coreml-mlprogram": "Core ML in its newer form (coreml-mlprogram)",
  webgpu: "the graphics chip (webgpu)",
};

function nameOf(device: string): string {
  return names[device] ?? `"${device}"`;
}

/** `again`: tries the devices in question again, and waits for it. */
export async function showDevices({ engine, signal, json }: Command, again: boolean): Promise<number> {
  if (again) await checkDevices({ engine, signal });
  for await (const { models } of engine.watchStatus({}, { signal })) {
    if (models.state === "loading") continue;
    if (json) printJson(models.provider);
    else print(models.provider ? describeDevices(models.provider).join("\n") : `Models: ${models.error ?? "they do not run."}`);
    break;
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

async function checkDevices({ engine, signal }: Pick<Command, "engine" | "signal">): Promise<void> {
  const over = new AbortController();
  const showing = (async () => {
    for await (const { models } of engine.watchStatus({}, { signal: AbortSignal.any([signal, over.signal]) }))
      if (models.trying !== undefined) showProgress(`Trying ${nameOf(models.trying)}`);
  })().catch(() => {});
  await engine.checkDevices({}, { signal }).finally(() => over.abort());
  await showing;
  endProgress();
}

/** What runs, and a line for each device that was tried or is to be tried. */
export function describeDevices({ used, threads, tried, untried }: ProviderReport): string[] {
  const inUse = used === "cpu" ? `Runs on the processor, ${threads} thread${threads === 1 ? "" : "s"}.` : `Runs on ${nameOf(used)}.`;
  const others = untried.map((device) => `${capitalised(nameOf(device))} was not tried yet; "recompose devices --check" does it.`);
  return [inUse, ...tried.map(describeTried), ...others];
}

function describeTried(tried: TriedDevice): string {
  const name = capitalised(nameOf(tried.device));
  return `${name}: ${[outcome(tried), ...steps(tried)].join(" ")}`;
}

function outcome({ outcome, likeness, photosPerSecond, reason }: TriedDevice): string {
  const [device, processor] = [rate(photosPerSecond?.device), rate(photosPerSecond?.processor)];
  switch (outcome) {
    case "works":
      return `works, ${device} photos/s; the processor ${processor}.`;
    case "slower":
      return `slower here (${device} photos/s against ${processor}), so it is off.`;
    case "wrong":
      return `gave wrong answers (likeness ${likeness?.toFixed(4)} to the right one), so it is off.`;
    case "unusable":
      return `cannot be used here (${printable(reason ?? "no reason given")}).`;
    case "crashed":
      return 'the program ended while it was tried, so it is off until "recompose devices --check".';
    case "took-too-long":
      return 'took too long to get ready, so it is off until "recompose devices --check".';
  }
}

function steps({ steps, outcome }: TriedDevice): string[] {
  if (!steps || steps.onDevice === 0 || (outcome !== "works" && outcome !== "slower")) return [];
  return steps.onDevice < steps.of ? [`${steps.of - steps.onDevice} of ${steps.of} steps stay on the processor.`] : [];
}

function rate(perSecond: number | undefined): string {
  return perSecond === undefined ? "?" : perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
