import type { ProviderReport, TriedDevice } from "../../../contract/devices.ts";
import type { Strings } from "../en/index.ts";
import { capitalised, few, plural } from "../format.ts";

/** Who, whom, and on whom */
const names: Record<string, [string, string, string]> = {
  cuda: ["der NVIDIA-Grafikchip", "den NVIDIA-Grafikchip", "dem NVIDIA-Grafikchip"],
  dml: ["der Grafikchip (DirectML)", "den Grafikchip (DirectML)", "dem Grafikchip (DirectML)"],
  coreml: ["Apples Core ML", "Apples Core ML", "Apples Core ML"],
  "coreml-mlprogram": ["Apples Core ML (neuere Form)", "Apples Core ML (neuere Form)", "Apples Core ML (neuere Form)"],
  webgpu: ["der Grafikchip (WebGPU)", "den Grafikchip (WebGPU)", "dem Grafikchip (WebGPU)"],
};
const who = (device: string) => names[device]?.[0] ?? `„${device}“`;
const whom = (device: string) => names[device]?.[1] ?? `„${device}“`;
const onWhom = (device: string) => names[device]?.[2] ?? `„${device}“`;

export const devices: Strings["devices"] = {
  title: "Wo Fotos gelesen werden",
  choices: {
    auto: "Automatisch",
    cpu: "Prozessor",
    cuda: "NVIDIA (CUDA)",
    dml: "DirectML",
    coreml: "Core ML",
    "coreml-mlprogram": "Core ML (neuere Form)",
    webgpu: "WebGPU",
  },
  automatic: "Automatisch heißt: Genommen wird, was richtig rechnet und am schnellsten ist.",
  short: (device) => (device === "cpu" ? "Prozessor" : "Grafikchip"),
  why: "Warum?",
  check: "Noch einmal prüfen",
  checkTitle: "Die Grafikchips dieses Rechners noch einmal ausprobieren",
  trying: (device) => `${capitalised(who(device))} wird ausprobiert. Geantwortet wird inzwischen wie bisher.`,
  untried: (device) => `${capitalised(who(device))} wurde noch nicht ausprobiert.`,
  sentence,
  line: (tried) => [because(tried), ...steps(tried)].join(" "),
};

function sentence({ asked, used, threads, tried, untried }: ProviderReport): string {
  const inUse = tried.find(({ device }) => device === used);
  if (used !== "cpu") {
    const measured = inUse?.photosPerSecond ? `, gemessen ${few(inUse.photosPerSecond.device)} Fotos/s` : "";
    return `Läuft auf ${onWhom(used)}${measured}.`;
  }
  const processor = `Läuft auf dem Prozessor, ${plural(threads, "Thread", "Threads")}.`;
  const reason = tried.find(({ outcome }) => outcome !== "unusable") ?? (asked === "auto" ? undefined : tried[0]);
  if (reason) return `${processor} ${because(reason)}`;
  if (untried.length > 0) return `${processor} Ob ein Grafikchip schneller ist, zeigt sich noch.`;
  return asked === "auto" ? `${processor} Ein Grafikchip, der sich nutzen ließe, wurde nicht gefunden.` : processor;
}

function because({ device, outcome, photosPerSecond, reason }: TriedDevice): string {
  const name = capitalised(who(device));
  const [here, processor] = [few(photosPerSecond?.device ?? 0), few(photosPerSecond?.processor ?? 0)];
  switch (outcome) {
    case "works":
      return `${name} rechnet richtig: ${here} Fotos/s, der Prozessor ${processor}.`;
    case "slower":
      return `${name} ist hier langsamer (${here} Fotos/s statt ${processor}) und bleibt deshalb aus.`;
    case "wrong":
      return `${name} hat falsch gerechnet und bleibt deshalb aus.`;
    case "unusable":
      return `${name} lässt sich hier nicht nutzen${reason === null ? "" : ` („${reason}“)`}.`;
    case "crashed":
      return `Die Suche blieb stehen, als sie ${whom(device)} ausprobierte. Bis zur nächsten Prüfung bleibt das aus.`;
    case "took-too-long":
      return `${name} brauchte zu lange, um bereit zu sein, und bleibt bis zur nächsten Prüfung aus.`;
  }
}

function steps({ outcome, steps }: TriedDevice): string[] {
  if (!steps || steps.onDevice === steps.of || (outcome !== "works" && outcome !== "slower")) return [];
  return [`${steps.of - steps.onDevice} von ${plural(steps.of, "Schritt", "Schritten")} bleiben beim Prozessor.`];
}
