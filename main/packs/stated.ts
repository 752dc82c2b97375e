/** What a host itself says of a file, as hubs of models do: size and checksum, in the headers of its first answers. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ask } from "./connection.ts";

/** sha256, or for small files the name that git gives their content */
export interface Stated {
  bytes: number;
  sha256: string | null;
  gitBlob?: string;
}

/** Undefined: it says nothing of the kind. Throws what the connection throws, and download-failed for addresses that are refused. */
export async function statedBy(url: string, options: { signal: AbortSignal; silenceMs: number }): Promise<Stated | undefined> {
  const { response, stated } = await ask(url, { method: "HEAD", ...options });
  response.destroy();
  const sum = stated.etag?.replace(/^W\/|"/g, "") ?? "";
  if (response.statusCode !== 200 || stated.bytes === undefined) return undefined;
  if (/^[0-9a-f]{64}$/.test(sum)) return { bytes: stated.bytes, sha256: sum };
  return /^[0-9a-f]{40}$/.test(sum) ? { bytes: stated.bytes, sha256: null, gitBlob: sum } : undefined;
}

/** As `git hash-object` */
export async function gitBlobOf(file: string, bytes: number): Promise<string> {
  const hash = createHash("sha1").update(`blob ${bytes}\0`);
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
