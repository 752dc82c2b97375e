/** The account is of CLIP's image encoder on WebGPU, shortened. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { createProbe, stepsOf } from "../../../main/inference/device-probe.ts";

const account = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "webgpu-profile.json"), "utf8");

test("steps are counted by who computed them; what is no step does not count", () => {
  expect(stepsOf(account)).toEqual({ onDevice: 2, of: 8 });
});

test.each([
  ["nothing", ""],
  ["one that breaks off", account.slice(0, -40)],
  ["no list", '{"cat":"Node"}'],
  ["events of another kind", '[{"cat":"Session","name":"model_loading"},{}]'],
  ["steps of nobody", '[{"cat":"Node","name":"Add_kernel_time","args":{"provider":7}},{"cat":"Node","name":"Add_kernel_time"}]'],
])("an account that is odd has no steps: %s", (_, text) => {
  expect(stepsOf(text)).toBeNull();
});

test("the account is read and taken away; one that was never written is none", async () => {
  const written = await createProbe();
  writeFileSync(`${written.prefix}_2026.json`, account);
  expect(await written.read()).toEqual({ onDevice: 2, of: 8 });
  expect(existsSync(dirname(written.prefix))).toBe(false);
  const missing = await createProbe();
  expect(await missing.read()).toBeNull();
  expect(existsSync(dirname(missing.prefix))).toBe(false);
});
