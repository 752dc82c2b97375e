/** A report for who helps: what it says, and what it never says. */
import { expect, test } from "vitest";
import type { IndexStatus } from "../../../contract/types.ts";
import { reportOf } from "../../../renderer/report.ts";

const secret = "Anna";
const count = { waiting: 0, done: 8, failed: 1, skipped: 0 };
const status: IndexStatus = {
  state: "paused",
  pausedBy: "user",
  power: { onBattery: null, slow: false },
  found: 12,
  ready: 8,
  waiting: 1,
  skipped: 2,
  failed: 1,
  skippedBy: { video: 2 },
  stages: { decode: count, look: count, captions: null },
  folders: [
    {
      id: 1,
      path: `/home/${secret}`,
      name: secret,
      photos: 12,
      reachable: false,
      awaySince: null,
      samples: false,
      gone: { asked: 0, kept: 0, takenOut: 0 },
    },
  ],
  leaving: [],
  photosPerSecond: null,
  etaSeconds: null,
  models: {
    state: "ready",
    pack: { id: "starter", version: "1.0.0", title: secret, licence: "Apache-2.0", commercialUse: "no", dims: 256 },
    provider: {
      asked: "auto",
      used: "cpu",
      tried: [{ device: "cuda", outcome: "unusable", likeness: null, steps: null, photosPerSecond: null, reason: secret }],
      untried: [],
      possible: ["cuda"],
      canary: 1,
      threads: 2,
    },
    llm: { title: `${secret}.gguf`, report: null, problem: null },
    error: null,
    restarts: 1,
    asked: {},
  },
  incidents: [{ code: "decoder-crashed", what: `/home/${secret}/1.jpg`, hint: secret, data: { path: secret } }],
};

test("has versions, numbers and codes", () => {
  expect(reportOf(status, "Chromium 140").split("\n")).toEqual([
    expect.stringMatching(/^Recompose \d+\.\d+\.\d+$/),
    "Page: Chromium 140",
    "Index: paused by user; found 12 = ready 8 + waiting 1 + skipped 2 + failed 1",
    "Skipped: video 2",
    "Folders: 1, away 1",
    "Pack: starter 1.0.0, 256 dimensions, ready",
    "Device: cpu, asked for auto, 2 threads",
    "  cuda: unusable, likeness not measured",
    "Language model: not opened yet",
    "Model processes started again: 1",
    "What went wrong: decoder-crashed",
  ]);
});

test("has no path, no name and no words", () => {
  expect(reportOf(status, "")).not.toContain(secret);
});
