/** Which files an installer holds on a platform, reckoned from electron-builder.yml as electron-builder does it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Minimatch } from "minimatch";
import { config, expand, root, type Target } from "./config.ts";
import { type Package, productionPackages } from "./production-packages.ts";

export interface PackedFile {
  /** In the program's archive, or beside it: "resources/…" */
  path: string;
  bytes: number;
  /** Beside the archive, so that it can be opened by its path */
  unpacked: boolean;
}

/** Bytes of platform packages that npm installs on their own platform only, by name@version. */
const elsewhere: Record<string, number> = JSON.parse(readFileSync(join(import.meta.dirname, "package-sizes.json"), "utf8"));

export function packedFiles(target: Target): PackedFile[] {
  const isPacked = createFilter(config.files, target);
  const isUnpacked = createFilter(config.asarUnpack, target);
  const own = ["out", "packaging/icons"].flatMap(filesBelow).concat("package.json").filter(isPacked);
  const mayStay = createFilter(["**", ...config.files.filter((pattern) => pattern.startsWith("!"))], target);
  const packages = productionPackages(target).filter(({ folder }) => mayStay(`${folder}/package.json`));
  const installed = packages.filter(({ installed }) => installed).flatMap(({ folder }) => ownFiles(folder).filter(mayStay));
  return [
    ...[...own, ...installed].map((path) => ({ path, bytes: sizeOf(path), unpacked: isUnpacked(path) })),
    ...packages.filter(({ installed }) => !installed).map(wholePackage),
    ...config.extraResources.flatMap(({ from, to }) =>
      filesBelow(from).map((path) => ({ path: `resources/${to}${path.slice(from.length)}`, bytes: sizeOf(path), unpacked: true })),
    ),
  ];
}

/** The last pattern that fits decides. */
function createFilter(patterns: readonly string[], target: Target): (path: string) => boolean {
  const matchers = patterns.map((pattern) => new Minimatch(expand(pattern, target), { dot: true, flipNegate: true }));
  return (path) => matchers.findLast((matcher) => matcher.match(path))?.negate === false;
}

function wholePackage({ name, version, folder }: Package): PackedFile {
  const bytes = elsewhere[`${name}@${version}`];
  if (bytes === undefined) throw new Error(`scripts/packaging/package-sizes.json does not know ${name}@${version}.`);
  return { path: `${folder}/**`, bytes, unpacked: true };
}

/** Without packages inside: those have entries of their own. */
function ownFiles(folder: string): string[] {
  return filesBelow(folder).filter((path) => !path.slice(folder.length).includes("/node_modules/"));
}

/** Relative to the repository, with slashes; of a file itself. */
function filesBelow(path: string): string[] {
  if (statSync(join(root, path), { throwIfNoEntry: false })?.isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

function sizeOf(path: string): number {
  return statSync(join(root, path)).size;
}
