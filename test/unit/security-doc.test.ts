/** docs/security.md names a test for every line; it must be there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs", "security.md"), "utf8");
const rowsOf = (heading: string) => {
  const section = text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => /^\| (?!---)/.test(line))
    .slice(1)
    .map((line) => line.split(" | ").map((cell) => cell.trim()));
};
const testsIn = (line: string[]) => [...(line.at(-1) ?? "").matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, name = ""]) => name);

test("every threat has a test that is there", () => {
  const threats = rowsOf("Threats and what holds them off");
  expect(threats.length).toBeGreaterThan(15);
  expect(threats.filter((line) => testsIn(line).length === 0)).toEqual([]);
  expect(threats.flatMap(testsIn).filter((name) => !existsSync(join(root, "test", name)))).toEqual([]);
});

test("every item of Electron's checklist is answered, in its order, by a test", () => {
  const items = rowsOf("Electron's own checklist");
  expect(items.map(([number = ""]) => Number(number.replace("|", "")))).toEqual(Array.from({ length: 20 }, (_, item) => item + 1));
  expect(items.filter((line) => testsIn(line).length === 0)).toEqual([]);
  expect(items.flatMap(testsIn).filter((name) => !existsSync(join(root, "test", name)))).toEqual([]);
});
