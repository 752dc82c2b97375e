/** What a host itself says of a file, as hubs of models do: size and checksum, in the headers of its first answers. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../contract/errors.ts";
import { ask } from "./connection.ts";
import { notFetched, type Patience, refusalOf, tryAgain } from "./tries.ts";

/** sha256, or for small files the name that git gives their content */
export interface Stated {
  bytes: number;
  sha256: string | null;
  gitBlob?: string;
}

export interface StatedOptions extends Patience {
  silenceMs: number;
}

/** Undefined: it says nothing of the kind. Throws download-failed where it has no such file, is busy for long, or does not answer. */
export function statedBy(url: string, options: StatedOptions): Promise<Stated | undefined> {
  return tryAgain(url, options, () => askFor(url, options));
}

async function askFor(url: string, { signal, silenceMs }: StatedOptions): Promise<Stated | undefined> {
  const answer = await ask(url, { method: "HEAD", signal, silenceMs }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error instanceof AppError ? error : notFetched(url, error, "Is the address right? If so, try again later.");
  });
  const { response, stated } = answer;
  response.destroy();
  // Not every host knows this kind of question.
  if (response.statusCode === 405 || response.statusCode === 501) return undefined;
  if (response.statusCode !== 200) throw refusalOf(answer);
  const sum = stated.etag?.replace(/^W\/|"/g, "") ?? "";
  if (stated.bytes === undefined) return undefined;
  if (/^[0-9a-f]{64}$/.test(sum)) return { bytes: stated.bytes, sha256: sum };
  return /^[0-9a-f]{40}$/.test(sum) ? { bytes: stated.bytes, sha256: null, gitBlob: sum } : undefined;
}

/** As `git hash-object` */
export async function gitBlobOf(file: string, bytes: number): Promise<string> {
  const hash = createHash("sha1").update(`blob ${bytes}\0`);
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
