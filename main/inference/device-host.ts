/**
 * What the result of trying a device depends on, as far as Node can see it. No call tells a driver's version, but whatever
 * installs a driver leaves traces. What leaves none is found by the canary, which every start asks again.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { arch, cpus, platform, release } from "node:os";
import { join } from "node:path";

/** By name; two hosts are the same if all values are. */
export type Host = Record<string, string>;

/** `runtime`: version of ONNX Runtime */
export function hostFacts(runtime: string, environment: NodeJS.ProcessEnv = process.env): Host {
  const { VK_DRIVER_FILES = "", VK_ICD_FILENAMES = "", LD_LIBRARY_PATH = "", SystemRoot = "C:\\Windows" } = environment;
  return {
    runtime,
    system: `${platform()}-${arch()} ${release()}`,
    processors: cpus()
      .map(({ model }) => model)
      .join(),
    ...(platform() === "linux" && {
      cards: namesIn("/dev/dri").join(),
      vulkan: [...datedIn("/usr/share/vulkan/icd.d"), ...datedIn("/etc/vulkan/icd.d"), VK_DRIVER_FILES, VK_ICD_FILENAMES].join(),
      libraries: LD_LIBRARY_PATH,
      nvidia: textOf("/proc/driver/nvidia/version"),
    }),
    ...(platform() === "win32" && { drivers: dateOf(join(SystemRoot, "System32", "DriverStore", "FileRepository")) }),
  };
}

function namesIn(folder: string): string[] {
  return tried(() => readdirSync(folder).toSorted(), []);
}

function datedIn(folder: string): string[] {
  return namesIn(folder).map((name) => `${name} ${dateOf(join(folder, name))}`);
}

/** A folder's is that of the last name that came or went. */
function dateOf(path: string): string {
  return tried(() => String(statSync(path).mtimeMs), "");
}

function textOf(file: string): string {
  return tried(() => readFileSync(file, "utf8").slice(0, 1000), "");
}

function tried<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
