import { expect, test } from "vitest";
import type { IndexStatus } from "../../../contract/types.ts";
import { roughly } from "../../../renderer/strings/en/results.ts";
import { exposure, fileSize, place } from "../../../renderer/strings/format.ts";
import { setLanguage, strings } from "../../../renderer/strings/index.ts";

const none = { waiting: 0, done: 0, failed: 0, skipped: 0 };
const captioned = (done: number) => ({ decode: none, look: none, captions: { ...none, done } });
const idle: IndexStatus = {
  state: "idle",
  pausedBy: null,
  found: 10,
  ready: 10,
  waiting: 0,
  skipped: 0,
  failed: 0,
  skippedBy: {},
  stages: { decode: none, look: none, captions: null },
  folders: [],
  leaving: [],
  photosPerSecond: null,
  etaSeconds: null,
  power: { onBattery: null, slow: false },
  models: { state: "ready", pack: null, provider: null, llm: null, error: null, restarts: 0, asked: {} },
  incidents: [],
};

test.each([
  [{}, "All photos are ready."],
  [{ ready: 7, failed: 3 }, "Done. 3 files could not be read."],
  [{ state: "scanning", found: 1200 }, "Looking for photos: 1,200 so far."],
  [{ state: "indexing", found: 60_918, waiting: 19_718, etaSeconds: 1210 }, "Reading photos: 41,200 of 60,918, about 20 min left."],
  [{ state: "indexing", found: 10, waiting: 4 }, "Reading photos: 6 of 10."],
  [{ state: "captioning", stages: captioned(4) }, "4 of 10 photos have captions. Others match by look only."],
  [
    { state: "captioning", stages: captioned(4), etaSeconds: 1210 },
    "4 of 10 photos have captions. Others match by look only. About 20 min left.",
  ],
  [{ state: "paused", pausedBy: "user", waiting: 4 }, "Paused."],
  [{ state: "paused", pausedBy: "battery", waiting: 4 }, "Paused on battery."],
  [{ state: "paused", pausedBy: "disk-full", waiting: 4 }, "Paused: disk almost full."],
] as [Partial<IndexStatus>, string][])("%j is said as: %s", (change, sentence) => {
  expect(strings.status.sentence({ ...idle, ...change })).toBe(sentence);
});

test("numbers are said as people say them", () => {
  expect([20, 1210, 5 * 3600, 3 * 86400].map(roughly)).toEqual(["less than a minute", "about 20 min", "about 5 hours", "about 3 days"]);
  expect([1 / 250, 0.4, 2.5].map(exposure)).toEqual(["1/250 s", "0.4 s", "2.5 s"]);
  expect([900, 2.44e6, 2.4e7].map(fileSize)).toEqual(["0.9 kB", "2.4 MB", "24 MB"]);
  expect(place(-33.8568, 151.2153)).toBe("33.8568° S, 151.2153° E");
});

test("every language says all of it, and the pseudo-language marks it", () => {
  setLanguage("de");
  expect(strings.status.sentence({ ...idle, ready: 7, failed: 3 })).toBe("Fertig. 3 Dateien konnten nicht gelesen werden.");
  setLanguage("pseudo");
  expect(strings.status.sentence(idle)).toMatch(/^⟦.+⟧$/);
  setLanguage("en");
});
