/** Small disks for tests: file systems in memory that can be full or read-only. Most people may not make them. */
import { execFileSync } from "node:child_process";
import { onTestFinished, type TestContext } from "vitest";
import { temporaryFolder } from "./folders.ts";

/** An empty file system of so many kibibytes; skips the test, saying why, where it cannot be made. */
export function smallDisk(kibibytes: number, context: TestContext): string {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k`, "none", folder], { stdio: "pipe" });
  } catch {
    context.skip("a small disk can only be made as root on Linux");
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return folder;
}

export function makeReadOnly(disk: string): void {
  execFileSync("mount", ["-o", "remount,ro", disk]);
}
