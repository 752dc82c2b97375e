/** A certificate of the test's own, as companies have them for their networks. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { temporaryFolder } from "./folders.ts";

export interface Certificate {
  key: Buffer;
  cert: Buffer;
  /** The file with what others must know to trust it */
  file: string;
}

/** For one host, for a day; skips the test, saying why, where it cannot be made. */
export function certificateFor(host: string, context: TestContext): Certificate {
  const [key, file] = [join(temporaryFolder(), "key.pem"), join(temporaryFolder(), "certificate.pem")];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  try {
    const kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"];
    execFileSync("openssl", ["req", ...kind, ...names, "-keyout", key, "-out", file], { stdio: "pipe" });
  } catch {
    context.skip("a certificate can only be made with openssl");
  }
  return { key: readFileSync(key), cert: readFileSync(file), file };
}
