/** What the page says of devices. */
import { afterEach, expect, test } from "vitest";
import type { ProviderReport, TriedDevice } from "../../../contract/devices.ts";
import { setLanguage, strings } from "../../../renderer/strings/index.ts";

const cuda: TriedDevice = {
  device: "cuda",
  outcome: "unusable",
  likeness: null,
  steps: null,
  photosPerSecond: null,
  reason: "Failed to load shared library",
};
const webgpu: TriedDevice = {
  device: "webgpu",
  outcome: "works",
  likeness: 0.9999,
  steps: { onDevice: 298, of: 310 },
  photosPerSecond: { device: 210, processor: 21 },
  reason: null,
};
const slower: TriedDevice = { ...webgpu, outcome: "slower", photosPerSecond: { device: 3, processor: 21 } };
const report: ProviderReport = {
  asked: "auto",
  used: "cpu",
  tried: [cuda],
  untried: [],
  possible: ["cuda", "webgpu"],
  canary: 1,
  threads: 2,
};

afterEach(() => setLanguage("en"));

test.each([
  [{ asked: "cpu", tried: [] }, "Runs on the processor, 2 threads.", "Läuft auf dem Prozessor, 2 Threads."],
  [
    {},
    "Runs on the processor, 2 threads. No graphics chip was found that it could use.",
    "Läuft auf dem Prozessor, 2 Threads. Ein Grafikchip, der sich nutzen ließe, wurde nicht gefunden.",
  ],
  [
    { tried: [], untried: ["cuda", "webgpu"] },
    "Runs on the processor, 2 threads. Whether a graphics chip is faster is still to be seen.",
    "Läuft auf dem Prozessor, 2 Threads. Ob ein Grafikchip schneller ist, zeigt sich noch.",
  ],
  [
    { tried: [cuda, slower] },
    "Runs on the processor, 2 threads. The graphics chip (WebGPU) is slower here (3 photos/s against 21), so it is off.",
    "Läuft auf dem Prozessor, 2 Threads. Der Grafikchip (WebGPU) ist hier langsamer (3 Fotos/s statt 21) und bleibt deshalb aus.",
  ],
  [
    { tried: [cuda, { ...webgpu, outcome: "wrong" }] },
    "Runs on the processor, 2 threads. The graphics chip (WebGPU) gave wrong answers, so it is off.",
    "Läuft auf dem Prozessor, 2 Threads. Der Grafikchip (WebGPU) hat falsch gerechnet und bleibt deshalb aus.",
  ],
  [
    { tried: [cuda, { ...webgpu, outcome: "crashed" }] },
    "Runs on the processor, 2 threads. The search engine stopped while it tried the graphics chip (WebGPU), so that is off until it is checked again.",
    "Läuft auf dem Prozessor, 2 Threads. Die Suche blieb stehen, als sie den Grafikchip (WebGPU) ausprobierte. Bis zur nächsten Prüfung bleibt das aus.",
  ],
  [
    { asked: "cuda" },
    "Runs on the processor, 2 threads. The NVIDIA graphics chip cannot be used here (“Failed to load shared library”).",
    "Läuft auf dem Prozessor, 2 Threads. Der NVIDIA-Grafikchip lässt sich hier nicht nutzen („Failed to load shared library“).",
  ],
  [
    { used: "webgpu", tried: [cuda, webgpu] },
    "Runs on the graphics chip (WebGPU), measured 210 photos/s.",
    "Läuft auf dem Grafikchip (WebGPU), gemessen 210 Fotos/s.",
  ],
] as [Partial<ProviderReport>, string, string][])("%j", (part, english, german) => {
  expect(strings.devices.sentence({ ...report, ...part })).toBe(english);
  setLanguage("de");
  expect(strings.devices.sentence({ ...report, ...part })).toBe(german);
});

test("under “Why?” stands what each device computed itself", () => {
  expect(strings.devices.line(webgpu)).toBe(
    "The graphics chip (WebGPU) works: 210 photos/s, the processor 21. 12 of 310 steps stay on the processor.",
  );
  setLanguage("de");
  expect(strings.devices.line(webgpu)).toBe(
    "Der Grafikchip (WebGPU) rechnet richtig: 210 Fotos/s, der Prozessor 21. 12 von 310 Schritten bleiben beim Prozessor.",
  );
});
