import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TriedDevice } from "../../../contract/devices.ts";
import { hostFacts } from "../../../main/inference/device-host.ts";
import { openDeviceNotes, withoutResult } from "../../../main/inference/device-notes.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

const about = "clip@1/clip-224";
const host = { runtime: "1.30.0", vulkan: "driver 5" };
const works: TriedDevice = {
  device: "webgpu",
  outcome: "works",
  likeness: 0.9999,
  steps: { onDevice: 74, of: 95 },
  photosPerSecond: { device: 210, processor: 21 },
  reason: null,
};

function notes(folder: string | null, part: Partial<typeof host> = {}, pack = about) {
  return openDeviceNotes(folder, pack, { ...host, ...part });
}
function known(of: ReturnType<typeof notes>) {
  return [...of.tried().values()];
}

test("what came of trying a device outlives the program", () => {
  const folder = join(temporaryFolder(), "devices");
  const first = notes(folder);
  first.begin("webgpu");
  first.put(works);
  expect(known(notes(folder))).toEqual([works]);
  expect(readdirSync(folder)).toEqual(["clip-1-clip-224.json"]);
});

test("another pack, driver or version of ONNX Runtime is another matter", () => {
  const folder = temporaryFolder();
  notes(folder).put(works);
  expect(known(notes(folder, { vulkan: "driver 6" }))).toEqual([]);
  expect(known(notes(folder, { runtime: "1.31.0" }))).toEqual([]);
  expect(known(notes(folder, {}, "clip@2/clip-224"))).toEqual([]);
  expect(known(notes(folder))).toEqual([works]);
});

test("a device is noted before it is tried", () => {
  const folder = temporaryFolder();
  notes(folder).begin("webgpu");
  expect(notes(folder).unfinished()).toBe("webgpu");
  const next = notes(folder);
  next.begin("webgpu");
  next.end();
  expect(notes(folder).unfinished()).toBeUndefined();
});

test("an attempt whose end nobody saw is made once more, not twice", () => {
  const folder = temporaryFolder();
  notes(folder).begin("webgpu");
  expect(known(notes(folder))).toEqual([]);
  notes(folder).begin("webgpu");
  expect(known(notes(folder))).toEqual([withoutResult("webgpu", "crashed")]);
  notes(folder).forget();
  expect(known(notes(folder))).toEqual([]);
});

test.each([
  ["no JSON", "{"],
  ["of another form", JSON.stringify({ format: 2, host, tried: [works], trying: null })],
  ["with outcomes that there are not", JSON.stringify({ format: 1, host, tried: [{ ...works, outcome: "fast" }], trying: null })],
  ["too large", JSON.stringify({ format: 1, host, tried: [works], trying: null }).padEnd(100_000)],
])("a file is passed over that is %s", (_, text) => {
  const folder = temporaryFolder();
  notes(folder).put(works);
  const [name = ""] = readdirSync(folder);
  expect(known(notes(folder))).toEqual([works]);
  writeFileSync(join(folder, name), text);
  expect(known(notes(folder))).toEqual([]);
  notes(folder).put(works);
  expect(readFileSync(join(folder, name), "utf8")).toContain('"works"');
});

test("without a place for notes they last as long as the program", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  for (const place of [null, join(folder, "file")]) {
    const first = notes(place);
    first.put(works);
    expect(known(first)).toEqual([works]);
    expect(known(notes(place))).toEqual([]);
  }
});

test("the facts of this computer stay the same from call to call, and tell drivers that are named", () => {
  expect(hostFacts("1")).toEqual(hostFacts("1"));
  expect(hostFacts("1")).not.toEqual(hostFacts("2"));
  if (process.platform === "linux") expect(hostFacts("1", { VK_DRIVER_FILES: "/a.json" })).not.toEqual(hostFacts("1", {}));
});
