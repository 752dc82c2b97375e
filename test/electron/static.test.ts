/** Read, not run: the four files that know Electron use nothing of it that is not listed, and nothing that they must not. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { usedModules } from "./used-api.ts";

const root = join(import.meta.dirname, "../..");
const knowing = ["main/app.ts", "main/window.ts", "main/children.electron.ts", "preload/index.ts"];
const everywhere = globSync("{main,preload,contract,renderer}/**/*.{ts,tsx}", { cwd: root });

const codeOf = (file: string) => readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");

/** What a file imports of Electron to use, types left out. */
function importedBy(file: string): string[] {
  const [, names = ""] = /import \{([^}]*)\} from "electron"/.exec(codeOf(file)) ?? [];
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name && !name.startsWith("type "));
}

describe.each(knowing)("%s", (file) => {
  test("imports what is listed", () => {
    expect(importedBy(file).filter((name) => !(name in usedModules))).toEqual([]);
    expect(importedBy(file)).not.toEqual([]);
  });

  test("touches of it what is listed", () => {
    const code = codeOf(file);
    const touched = importedBy(file).flatMap((name) =>
      [...code.matchAll(new RegExp(`(?<![\\w.])${name}\\.(\\w+)`, "g"))].map(([, member = ""]) => ({ name, member })),
    );
    const listed = (name: string) => usedModules[name as keyof typeof usedModules] as readonly string[];
    expect(touched.filter(({ name, member }) => !listed(name).includes(member))).toEqual([]);
  });

  test("knows no other way to it", () => {
    expect(codeOf(file)).not.toMatch(
      /require\(|import\(|process\.(_linkedBinding|binding)|electron\/(main|renderer|common)|@electron\/remote/,
    );
  });
});

test("what is listed is used", () => {
  const code = knowing.map(codeOf).join("\n");
  const unused = Object.entries(usedModules).flatMap(([name, members]) =>
    members.map((member) => `${name}.${member}`).filter((use) => !code.includes(use)),
  );
  expect(unused).toEqual([]);
});

test("nothing opens addresses, runs text as code, or switches a guard off", () => {
  const forbidden =
    /openExternal|\beval\(|new Function\(|executeJavaScript|insertCSS|enableBlinkFeatures|allowRunningInsecureContent|experimentalFeatures|webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration\w*: true|webviewTag: true|no-sandbox|ELECTRON_RUN_AS_NODE|loadFile\(|file:\/\/|dangerouslySetInnerHTML|innerHTML/;
  expect(everywhere.filter((file) => forbidden.test(codeOf(file)))).toEqual([]);
});
