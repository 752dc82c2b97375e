/** What the page says of the language model. */
import { expect, test } from "vitest";
import type { LlmReport, LlmStatus } from "../../../contract/types.ts";
import { de } from "../../../renderer/strings/de/index.ts";
import { en } from "../../../renderer/strings/en/index.ts";

const onProcessor: LlmReport = { backend: "cpu", devices: [], gpuLayers: 0, layers: 29, asked: "chat", fellBack: null };
const onCard: LlmReport = { ...onProcessor, backend: "metal", devices: ["Apple M2"], gpuLayers: 29 };

test.each<[Partial<LlmStatus>, string, string]>([
  [{}, "Language model: Qwen3.", "Sprachmodell: Qwen3."],
  [{ report: onProcessor }, "Language model: Qwen3 on the processor.", "Sprachmodell: Qwen3 auf dem Prozessor."],
  [
    { report: onCard },
    "Language model: Qwen3 on Apple M2 (Metal, 29 of 29 layers).",
    "Sprachmodell: Qwen3 auf Apple M2 (Metal, 29 von 29 Schichten).",
  ],
  [
    { report: { ...onProcessor, fellBack: "no driver" } },
    "Language model: Qwen3 on the processor. A graphics card was tried and failed.",
    "Sprachmodell: Qwen3 auf dem Prozessor. Eine Grafikkarte wurde probiert und versagte.",
  ],
])("%j", (llm, english, german) => {
  const status = { title: "Qwen3", report: null, problem: null, ...llm };
  expect(en.status.models.llm(status)).toBe(english);
  expect(de.status.models.llm(status)).toBe(german);
});
