/** Where photos are encoded, and why there. */
import type { ProviderReport, TriedDevice } from "../../../contract/devices.ts";
import { capitalised, few, plural } from "../format.ts";

const names: Record<string, string> = {
  cuda: "the NVIDIA graphics chip",
  dml: "the graphics chip (DirectML)",
  coreml: "Apple's Core ML",
  "coreml-mlprogram": "Apple's Core ML (newer form)",
  webgpu: "the graphics chip (WebGPU)",
};
const nameOf = (device: string) => names[device] ?? `“${device}”`;

export const devices = {
  title: "Where photos are read",
  choices: {
    auto: "Automatic",
    cpu: "Processor",
    cuda: "NVIDIA (CUDA)",
    dml: "DirectML",
    coreml: "Core ML",
    "coreml-mlprogram": "Core ML (newer form)",
    webgpu: "WebGPU",
  },
  automatic: "Automatic takes the fastest that gives right answers.",
  short: (device: string): string => (device === "cpu" ? "Processor" : "Graphics chip"),
  why: "Why?",
  check: "Check again",
  checkTitle: "Try the graphics chips of this computer again",
  trying: (device: string) => `Trying ${nameOf(device)}. The answers come as before meanwhile.`,
  untried: (device: string) => `${capitalised(nameOf(device))} was not tried yet.`,
  sentence,
  line: (tried: TriedDevice) => [because(tried), ...steps(tried)].join(" "),
};

/** Where it runs, and the one thing about it that is worth saying. */
function sentence({ asked, used, threads, tried, untried }: ProviderReport): string {
  const inUse = tried.find(({ device }) => device === used);
  if (used !== "cpu") {
    const measured = inUse?.photosPerSecond ? `, measured ${few(inUse.photosPerSecond.device)} photos/s` : "";
    return `Runs on ${nameOf(used)}${measured}.`;
  }
  const processor = `Runs on the processor, ${plural(threads, "thread", "threads")}.`;
  const reason = tried.find(({ outcome }) => outcome !== "unusable") ?? (asked === "auto" ? undefined : tried[0]);
  if (reason) return `${processor} ${because(reason)}`;
  if (untried.length > 0) return `${processor} Whether a graphics chip is faster is still to be seen.`;
  return asked === "auto" ? `${processor} No graphics chip was found that it could use.` : processor;
}

function because({ device, outcome, photosPerSecond, reason }: TriedDevice): string {
  const name = capitalised(nameOf(device));
  const [here, processor] = [few(photosPerSecond?.device ?? 0), few(photosPerSecond?.processor ?? 0)];
  switch (outcome) {
    case "works":
      return `${name} works: ${here} photos/s, the processor ${processor}.`;
    case "slower":
      return `${name} is slower here (${here} photos/s against ${processor}), so it is off.`;
    case "wrong":
      return `${name} gave wrong answers, so it is off.`;
    case "unusable":
      return `${name} cannot be used here${reason === null ? "" : ` (“${reason}”)`}.`;
    case "crashed":
      return `The search engine stopped while it tried ${nameOf(device)}, so that is off until it is checked again.`;
    case "took-too-long":
      return `${name} took too long to get ready, so it is off until it is checked again.`;
  }
}

function steps({ outcome, steps }: TriedDevice): string[] {
  if (!steps || steps.onDevice === steps.of || (outcome !== "works" && outcome !== "slower")) return [];
  return [`${steps.of - steps.onDevice} of ${plural(steps.of, "step", "steps")} stay on the processor.`];
}
