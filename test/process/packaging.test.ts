/** electron-builder packs the program for this platform, with a stand-in for Electron's own program where that is not there. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extractAll, listPackage, statFile } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/packaging/config.ts";
import { gatherLicences } from "../../scripts/packaging/licences.ts";
import { packedFiles } from "../../scripts/packaging/packed-files.ts";
import { temporaryFolderOfFile } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";

const isLinux = process.platform === "linux" && process.arch === "x64";
const unlessLinux = "the stand-in is for Linux x64";
const target = { platform: "linux", arch: "x64" } as const;
const folder = temporaryFolderOfFile();
const packed = join(folder, "dist", "linux-unpacked");
const archive = join(packed, "resources", "app.asar");
/** Packing takes a while on a busy computer. */
const patience = 540_000;

beforeAll(() => {
  if (!isLinux) return;
  const electron = standIn(join(folder, "electron"));
  gatherLicences();
  const options = ["--linux", "--x64", "--dir", `-c.electronDist=${electron}`, `-c.directories.output=${join(folder, "dist")}`];
  execFileSync(process.execPath, [join(root, "node_modules", "electron-builder", "cli.js"), ...options], { cwd: root, stdio: "pipe" });
}, patience);

/** What electron-builder looks for in Electron's folder: a program with fuses in it, licences, languages. */
function standIn(at: string): string {
  mkdirSync(join(at, "locales"), { recursive: true });
  mkdirSync(join(at, "resources"));
  const wire = Buffer.concat([Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"), Buffer.from([1, 9]), Buffer.from("101110011")]);
  writeFileSync(join(at, "electron"), Buffer.concat([Buffer.from("stand-in "), wire, Buffer.from(" end")]));
  chmodSync(join(at, "electron"), 0o755);
  for (const name of [
    "LICENSE",
    "LICENSES.chromium.html",
    "version",
    "chrome-sandbox",
    "locales/en-US.pak",
    "locales/de.pak",
    "locales/fr.pak",
  ])
    writeFileSync(join(at, name), name);
  return at;
}

function packedPaths(): string[] {
  const paths = listPackage(archive, { isPack: false }).map((path) => path.slice(1));
  return paths.filter((path) => !("files" in statFile(archive, path, false)));
}

/** electron-builder moves packages inside of packages about. */
const inPackage = (path: string) => path.slice(path.lastIndexOf("node_modules/"));

test("what is packed is what the list says", (context) => {
  context.skip(!isLinux, unlessLinux);
  const reckoned = packedFiles(target).filter(({ path }) => !path.startsWith("resources/"));
  const listed = new Set(reckoned.map(({ path }) => inPackage(path)));
  expect(packedPaths().filter((path) => !listed.has(inPackage(path)))).toEqual([]);
  const unpacked = (paths: string[]) => [...new Set(paths.map(inPackage))].sort();
  expect(unpacked(packedPaths().filter((path) => Reflect.get(statFile(archive, path, false), "unpacked") === true))).toEqual(
    unpacked(reckoned.filter(({ unpacked }) => unpacked).map(({ path }) => path)),
  );
  expect(readdirSync(join(packed, "locales"))).toEqual(["de.pak", "en-US.pak"]);
  expect(statSync(join(packed, "resources", "models", "starter", "image-encoder.onnx")).size).toBeGreaterThan(1e6);
  expect(JSON.parse(readFileSync(join(packed, "resources", "models", "catalogue.json"), "utf8"))).toHaveProperty("profiles");
  const licences = readFileSync(join(packed, "resources", "licences.txt"), "utf8");
  for (const named of ["sharp", "pont-du-gard.jpg"]) expect(licences).toContain(named);
  expect(readdirSync(join(packed, "resources", "Samples"))).toContain("pont-du-gard.jpg");
});

test("the fuses are burnt in", async (context) => {
  context.skip(!isLinux, unlessLinux);
  const wire = await getCurrentFuseWire(join(packed, "recompose"));
  const state = (option: FuseV1Options) => String.fromCharCode(wire[option] ?? 0);
  expect(state(FuseV1Options.RunAsNode)).toBe("0");
  expect(state(FuseV1Options.EnableCookieEncryption)).toBe("1");
  expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe("0");
  expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe("0");
  expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe("1");
  expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe("1");
  expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe("0");
});

test(
  "nothing is missing: photos are read and found with the packed files alone, and llama.cpp loads",
  async (context) => {
    context.skip(!isLinux, unlessLinux);
    const program = join(folder, "program");
    extractAll(archive, program);
    await makePhotos(join(folder, "photos"), 2);
    const common = ["--library", join(folder, "library"), "--pack", join(packed, "resources", "models", "starter"), "--no-llm"];
    const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: program, encoding: "utf8" });
    run("out/main/cli.js", "index", join(folder, "photos"), ...common);
    expect(run("out/main/cli.js", "search", "--text", "red", ...common)).toContain("000.jpg");
    const options = '{ gpu: false, build: "never", skipDownload: true, progressLogs: false }';
    const load = `import { getLlama } from "node-llama-cpp"; await getLlama(${options}); console.log("loaded"); process.exit();`;
    writeFileSync(join(program, "load.js"), load);
    expect(run("load.js")).toContain("loaded");
  },
  patience,
);
