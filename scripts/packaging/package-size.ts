/** The unpacked size of an installer's content, by parts. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, type Target } from "./config.ts";
import { type PackedFile, packedFiles } from "./packed-files.ts";

/** Linux, x64, with the starter pack and Electron */
export const budgetBytes = 450e6;

/**
 * Electron with one language, where its program is not here to be measured. Programs of version 42 have 272 MB on macOS, 47 MB
 * of them languages; for what came since and for other platforms there is a tenth and more on top.
 */
const allowed: Record<Target["platform"], number> = { linux: 250e6, darwin: 250e6, win32: 265e6 };

export interface PackageSize {
  files: PackedFile[];
  /** Largest first */
  parts: [string, number][];
  electron: { bytes: number; measured: boolean };
  total: number;
}

export function packageSize(target: Target): PackageSize {
  const files = packedFiles(target);
  const parts = new Map<string, number>();
  for (const { path, bytes } of files) parts.set(partOf(path), (parts.get(partOf(path)) ?? 0) + bytes);
  const electron = electronSize(target);
  const total = files.reduce((sum, { bytes }) => sum + bytes, electron.bytes);
  return { files, parts: [...parts].sort(([, one], [, other]) => other - one), electron, total };
}

/** Natives, models and the program's own files; all other packages together. */
function partOf(path: string): string {
  if (!path.startsWith("node_modules/"))
    return path
      .split("/")
      .slice(0, path.startsWith("resources/") ? 2 : 1)
      .join("/");
  const [, scope = "", name] = path.split("/");
  const isNative = /^(onnxruntime-node|node-llama-cpp|better-sqlite3|libheif-js|@img|@node-llama-cpp)$/.test(scope);
  if (!isNative) return "other packages";
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

function electronSize({ platform, arch }: Target): PackageSize["electron"] {
  const folder = join(root, "node_modules", "electron", "dist");
  const isHere = process.platform === platform && process.arch === arch && existsSync(folder);
  if (!isHere) return { bytes: allowed[platform], measured: false };
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const kept = files.filter(({ name, parentPath }) => !parentPath.endsWith("locales") || name === "en-US.pak");
  return { bytes: kept.reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0), measured: true };
}
