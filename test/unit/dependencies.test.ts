import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const reasons = readFileSync(new URL("../../docs/dependencies.md", import.meta.url), "utf8");
const [program = "", development = ""] = reasons.split("## Of development");

test.each([
  ["program", program, manifest.dependencies],
  ["development", development, manifest.devDependencies],
])("every dependency of the %s has its reason and an exact version", (_of, text, dependencies) => {
  const explained = [...text.matchAll(/^\| (\S+) \| [A-Z].+\. \|$/gm)].map(([, name]) => name);
  expect(explained).toEqual(Object.keys(dependencies).sort());
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
