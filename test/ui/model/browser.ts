/** A headless Chromium of the system, one for a test file. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const offlineFlags = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"];

export const chromiumPath = findChromium();
export const noChromium = "there is no chromium (set CHROMIUM to its path)";

function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Opened before the first test of a file, closed after the last. */
export function browserOfFile(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (chromiumPath) browser = await chromium.launch({ executablePath: chromiumPath, args: offlineFlags });
  });
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error(noChromium);
    return browser;
  };
}
