/** What the installers hold, reckoned from their configuration for every platform; test/process/packaging.test.ts packs for real. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { config, root, type Target, targets } from "../../scripts/packaging/config.ts";
import { gatherLicences } from "../../scripts/packaging/licences.ts";
import { budgetBytes, packageSize } from "../../scripts/packaging/package-size.ts";
import { productionPackages } from "../../scripts/packaging/production-packages.ts";

const titleOf = ({ platform, arch }: Target) => `${platform}-${arch}`;
const hasBuild = existsSync(join(root, "out", "main", "app.js"));

beforeAll(() => void gatherLicences());

test("installers are made for these", () => {
  expect(targets.map(titleOf)).toEqual(["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "win32-arm64"]);
});

describe.each(targets)("$platform-$arch", (target) => {
  test("holds only its own platform's binaries, all outside the archive", (context) => {
    context.skip(!hasBuild, "needs a build");
    const { files } = packageSize(target);
    const natives = files.filter(({ path }) =>
      /\.(node|dll|dylib|so(\.\d+)*)$|^node_modules\/@(img|node-llama-cpp)\/[^/]+\/\*\*$/.test(path),
    );
    expect(natives.length).toBeGreaterThan(3);
    expect(natives.filter(({ unpacked }) => !unpacked)).toEqual([]);
    expect(natives.map(({ path }) => path).filter((path) => isForeign(path, target))).toEqual([]);
  });

  test("holds no sources, types, tests or tools of developers", (context) => {
    context.skip(!hasBuild, "needs a build");
    const paths = packageSize(target).files.map(({ path }) => path);
    expect(paths.filter((path) => /\.(ts|map|cc?|h|gyp)$|\/(test|tests|__tests__)\//.test(path))).toEqual([]);
    expect(
      paths.filter((path) => /node_modules\/(typescript|vitest|vite|electron|electron-builder|react|playwright-core)\//.test(path)),
    ).toEqual([]);
    expect(paths.filter((path) => /^(test|scripts|docs|models|main|renderer|contract|preload)\//.test(path))).toEqual([]);
    const entries = ["app", "engine", "decoder", "inference", "packs"].map((name) => `out/main/${name}.js`);
    for (const needed of ["package.json", ...entries, "out/preload/index.cjs", "out/renderer/index.html"]) expect(paths).toContain(needed);
    for (const needed of ["models/starter/pack.json", "models/catalogue.json", "Samples/CREDITS.txt", "licences.txt"])
      expect(paths).toContain(`resources/${needed}`);
  });
});

function isForeign(path: string, target: Target): boolean {
  const systems = { linux: /linux/, darwin: /darwin|mac/, win32: /win32|win-/ } as const;
  const own = systems[target.platform].test(path.replaceAll("darwin", target.platform === "win32" ? "" : "darwin"));
  const others = Object.entries(systems).some(
    ([platform, name]) => platform !== target.platform && name.test(path.replaceAll("darwin", "mac")),
  );
  const otherArch = target.arch === "x64" ? /arm64/ : /x64/;
  return others || !own || otherArch.test(path) || /musl/.test(path);
}

test("Linux x64 stays within its budget, the starter pack included", (context) => {
  context.skip(!hasBuild, "needs a build");
  expect(packageSize({ platform: "linux", arch: "x64" }).total).toBeLessThan(budgetBytes);
});

test("fuses: not as Node, no options and no inspector from outside, only from the archive, whose integrity is checked", () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test("offline by design: nothing is published to and looked for, and no file is claimed", () => {
  expect(config.publish).toBeNull();
  expect(config).not.toHaveProperty("fileAssociations");
  expect(config).not.toHaveProperty("protocols");
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(dependencies).not.toHaveProperty("electron-updater");
});

test("signing is left to environment variables", () => {
  const text = readFileSync(join(root, "electron-builder.yml"), "utf8");
  expect(text).not.toMatch(/password|certificate|identity|apple/i);
});

test("the licence of every package that comes along is gathered, its text wherever it has one", () => {
  const text = readFileSync(join(root, "packaging", "licences.txt"), "utf8");
  for (const target of targets)
    for (const { name, version } of productionPackages(target)) expect(text).toContain(`\n${name} ${version}\n`);
  expect(text).toContain("Apache License");
  expect(text).toContain("Permission is hereby granted");
});

test("icons are there in each platform's form", () => {
  const icon = (name: string) => readFileSync(join(root, "packaging", "icons", name));
  expect(icon("icon.icns").toString("latin1", 0, 4)).toBe("icns");
  expect(icon("icon.ico").readUInt16LE(2)).toBe(1);
  expect(icon("icon.ico").readUInt16LE(4)).toBeGreaterThan(4);
  const png = icon("icon.png");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
});
