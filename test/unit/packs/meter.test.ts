import { expect, test } from "vitest";
import type { GetProgress } from "../../../contract/packs.ts";
import { createMeter } from "../../../main/packs/meter.ts";

const kilobyte = 1000;

function measured(...sizes: number[]) {
  const heard: GetProgress[] = [];
  let now = 0;
  const meter = createMeter(
    sizes,
    (progress) => heard.push(progress),
    () => now,
  );
  const at = (ms: number, file: number, bytes: number) => {
    now = ms;
    meter.set(file, bytes, `file ${file}`);
  };
  return { at, heard };
}

test("says how much of all files is here, how fast it comes, and when it will be there", () => {
  const { at, heard } = measured(6 * kilobyte, 4 * kilobyte);
  at(0, 0, kilobyte);
  at(1000, 1, 2 * kilobyte);
  expect(heard).toEqual([
    { file: "file 0", doneBytes: 1 * kilobyte, totalBytes: 10 * kilobyte, bytesPerSecond: null, etaSeconds: null },
    { file: "file 1", doneBytes: 3 * kilobyte, totalBytes: 10 * kilobyte, bytesPerSecond: 2 * kilobyte, etaSeconds: 3.5 },
  ]);
});

test("goes by the speed of the last seconds, not of the whole", () => {
  const { at, heard } = measured(100 * kilobyte);
  at(0, 0, 50 * kilobyte);
  at(10_000, 0, 50 * kilobyte);
  at(12_000, 0, 52 * kilobyte);
  expect(heard.at(-1)).toMatchObject({ bytesPerSecond: kilobyte, etaSeconds: 48 });
});

test("is heard five times a second at most, and always when a file is whole", () => {
  const { at, heard } = measured(10 * kilobyte);
  for (let ms = 0; ms <= 1000; ms += 10) at(ms, 0, ms);
  expect(heard).toHaveLength(6);
  at(1001, 0, 10 * kilobyte);
  expect(heard.at(-1)).toMatchObject({ doneBytes: 10 * kilobyte, etaSeconds: 0 });
});
