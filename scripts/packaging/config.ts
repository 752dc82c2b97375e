/** electron-builder.yml as the list of packed files reads it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

export const root = join(import.meta.dirname, "..", "..");

export interface Target {
  platform: "linux" | "darwin" | "win32";
  arch: "x64" | "arm64";
}

interface Config {
  files: string[];
  asarUnpack: string[];
  extraResources: { from: string; to: string }[];
  electronFuses: Record<string, boolean>;
  [platform: string]: unknown;
}

export const config = load(readFileSync(join(root, "electron-builder.yml"), "utf8")) as Config;

const names = { linux: "linux", darwin: "mac", win32: "win" } as const;

/** What installers are made for. */
export const targets: Target[] = (["linux", "darwin", "win32"] as const).flatMap((platform) => {
  const { target } = config[names[platform]] as { target: { arch: Target["arch"][] }[] };
  return [...new Set(target.flatMap(({ arch }) => arch))].map((arch) => ({ platform, arch }));
});

/** A pattern for one target, with electron-builder's names filled in. */
export function expand(pattern: string, { platform, arch }: Target): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are electron-builder's own
  return pattern.replaceAll("${platform}", platform).replaceAll("${os}", names[platform]).replaceAll("${arch}", arch);
}
