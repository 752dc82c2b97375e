/** The packages that the program needs on a platform, from package-lock.json: also those that npm has not installed here. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Target } from "./config.ts";

export interface Package {
  name: string;
  version: string;
  /** Relative to the repository */
  folder: string;
  installed: boolean;
}

interface Locked {
  version: string;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

export function productionPackages(target: Target): Package[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([folder, locked]) => folder !== "" && !locked.dev && runsOn(locked, target))
    .map(([folder, { version }]) => {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      return { name, version, folder, installed: existsSync(join(root, folder, "package.json")) };
    });
}

function runsOn({ os, cpu, libc }: Locked, { platform, arch }: Target): boolean {
  const isMusl = libc !== undefined && !libc.includes("glibc");
  return !isMusl && (os?.includes(platform) ?? true) && (cpu?.includes(arch) ?? true);
}
