/** Who may import whom. A new import that is not in the table is a decision: change the table with it, and say why. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");

interface Layer {
  /** Files of the layer, as a pattern on the path; the first layer that fits counts. */
  files: RegExp;
  /** Own modules it may import */
  own: RegExp;
  /** Own modules of which it may import types */
  types?: RegExp;
  packages: string[];
  /** node: modules at all (the network has a rule of its own) */
  node?: boolean;
}

const layers: Layer[] = [
  { files: /^contract\//, own: /^contract\//, packages: ["zod", "@msgpack/msgpack"] },
  {
    files: /^main\/inference\//,
    own: /^(contract|main\/inference)\//,
    packages: ["onnxruntime-node", "node-llama-cpp", "@huggingface/jinja", "@huggingface/tokenizers", "zod"],
    node: true,
  },
  {
    files: /^main\/engine\//,
    own: /^(contract|main\/engine)\//,
    packages: ["better-sqlite3", "sharp", "exifreader", "libheif-js", "ignore", "p-map", "zod"],
    node: true,
  },
  { files: /^main\/packs\//, own: /^(contract|main\/packs)\//, packages: ["p-map", "zod"], node: true },
  // What the desktop program decides, without Electron; its four files lend it their means.
  { files: /^main\/shell\//, own: /^(contract|main\/shell)\//, packages: ["zod"], node: true },
  {
    files: /^main\/(app|window|children\.electron)\.ts$/,
    own: /^(contract\/|main\/shell\/|main\/[^/]+$)/,
    types: /^main\/(engine|packs)\//,
    packages: ["electron"],
    node: true,
  },
  {
    files: /^main\/cli(\.ts$|\/)/,
    own: /^(contract\/|main\/cli\/|main\/(paths|children\.node|stop-requests)\.ts$)/,
    packages: ["commander"],
    node: true,
  },
  {
    files: /^main\/[^/]+\.ts$/,
    own: /^(contract\/|main\/[^/]+$)/,
    types: /^main\/(engine|packs)\//,
    packages: ["ws", "mime", "open", "env-paths"],
    node: true,
  },
  { files: /^preload\//, own: /^contract\//, packages: ["electron"] },
  {
    files: /^renderer\//,
    // package.json has the version.
    own: /^((contract|renderer)\/|package\.json$)/,
    packages: ["react", "react-dom", "@ariakit/react", "@tanstack/react-virtual", "lucide-react", "zustand"],
  },
];

const network = /^(node:)?(http|https|http2|net|tls|dgram|dns)(\/|$)|^(undici|node-fetch|axios|got)$/;
/** main/web.ts serves on 127.0.0.1 and opens no connection; web-guard.ts uses node:http for a type. */
const mayUseNetworkModules = /^main\/(web|web-guard)\.ts$|^main\/packs\//;
const networkGlobals = /\bfetch\(|\bXMLHttpRequest\b|\bEventSource\b|\bsendBeacon\b|\bRTCPeerConnection\b|\bnew WebSocket\(/;
/** The page's line to its own host. */
const mayUseNetworkGlobals = /^renderer\/api\.ts$|^main\/packs\//;

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const files = globSync("{contract,main,preload,renderer}/**/*.{ts,tsx}", { cwd: root }).sort();
const imports = files.flatMap(importsOf);

describe("the layers", () => {
  test("know every file", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => !layerOf(file))).toEqual([]);
  });

  test("import only what the table allows", () => {
    expect(imports.filter((item) => !allowed(item)).map(inWords)).toEqual([]);
  });

  test("leave electron to four files", () => {
    const importers = new Set(imports.filter(({ target }) => target === "electron").map(({ file }) => file));
    expect([...importers]).toEqual(["main/app.ts", "main/children.electron.ts", "main/window.ts", "preload/index.ts"]);
  });

  test("leave the network to the loopback server and the packs", () => {
    const byModule = imports.filter(({ file, target }) => network.test(target) && !mayUseNetworkModules.test(file)).map(inWords);
    const byGlobal = files.filter((file) => networkGlobals.test(codeOf(file)) && !mayUseNetworkGlobals.test(file));
    expect([...byModule, ...byGlobal]).toEqual([]);
  });

  test("are read rightly", () => {
    const source = [
      'import { a } from "node:fs";',
      'import type { B } from "./b.ts";',
      'import "./side.css";',
      'export * from "zod";',
      'const c = await import("electron");',
      'const d = require("ws");',
      'import {\n  type E,\n  f,\n} from "../x/e.ts";',
      '// import "commented.ts";',
    ].join("\n");
    expect(importsIn("main/engine/a.ts", source)).toEqual([
      { file: "main/engine/a.ts", target: "node:fs", typeOnly: false },
      { file: "main/engine/a.ts", target: "main/engine/b.ts", typeOnly: true },
      { file: "main/engine/a.ts", target: "main/engine/side.css", typeOnly: false },
      { file: "main/engine/a.ts", target: "zod", typeOnly: false },
      { file: "main/engine/a.ts", target: "electron", typeOnly: false },
      { file: "main/engine/a.ts", target: "ws", typeOnly: false },
      { file: "main/engine/a.ts", target: "main/x/e.ts", typeOnly: false },
    ]);
  });
});

function importsOf(file: string): Import[] {
  return importsIn(file, codeOf(file));
}

function importsIn(file: string, source: string): Import[] {
  const statement = /(?:^|[\s;])(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?"([^"]+)"|\b(?:import|require)\(\s*"([^"]+)"/g;
  return [...withoutComments(source).matchAll(statement)].map(([, typeOnly, named, called]) => {
    const target = named ?? called ?? "";
    return { file, target: target.startsWith(".") ? join(dirname(file), target.split("?")[0] ?? "") : target, typeOnly: Boolean(typeOnly) };
  });
}

function codeOf(file: string): string {
  return withoutComments(readFileSync(join(root, file), "utf8"));
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function layerOf(file: string): Layer | undefined {
  return layers.find((layer) => layer.files.test(file));
}

function allowed({ file, target, typeOnly }: Import): boolean {
  const layer = layerOf(file);
  if (!layer) return false;
  if (target.startsWith("node:")) return layer.node === true;
  if (layer.packages.some((name) => target === name || target.startsWith(`${name}/`))) return true;
  return layer.own.test(target) || (typeOnly && layer.types?.test(target) === true);
}

function inWords({ file, target }: Import): string {
  return `${file} imports ${target}`;
}
