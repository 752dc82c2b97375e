/** The sandbox is as good as the Electron that ships: one exact version, raised first of all in a release. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const pinned: string = JSON.parse(read("package.json")).devDependencies.electron;

test("Electron is of one exact, stable version, and that one is installed", () => {
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  expect(JSON.parse(read("node_modules", "electron", "package.json")).version).toBe(pinned);
});

test("a release begins with raising it", () => {
  const steps = read("docs", "desktop.md").split("## Release\n")[1] ?? "";
  expect(steps.trim()).toMatch(/^1\. Raise `electron`/);
});
