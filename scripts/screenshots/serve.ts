import { spawn } from "node:child_process";
import { join } from "node:path";

const program = join(import.meta.dirname, "..", "..", "out", "main", "start.js");

export interface Served {
  address: string;
  end(): void;
}

/** The built program with a library of these folders, or an empty one. */
export async function serve(folders: string[], library: string): Promise<Served> {
  const host = spawn(process.execPath, [program, "--no-open", "--library", library, ...folders], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of host.stdout) {
    const address = /http:\S+/.exec(String(text))?.[0];
    if (address) return { address, end: () => host.kill() };
  }
  throw new Error("The program ended without an address.");
}
