/**
 * One file from the network. It grows under a name of its own, and gets its name once size and checksum are right; what is
 * there of it after a cut connection, a kill or a cancel is gone on with.
 */
import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { type Answer, ask } from "./connection.ts";
import { sha256Of, whileWriting } from "./files.ts";
import { gitBlobOf, type Stated } from "./stated.ts";
import { failed, Passing, type Patience, refusalOf, tryAgain } from "./tries.ts";

export interface DownloadOptions extends Patience {
  url: string;
  /** The name that it gets in the end */
  file: string;
  /** Null: nobody noted them; what comes is taken as it is. */
  expected: Stated | null;
  /** Bytes of the file that are here, again and again */
  onBytes?(bytes: number): void;
  silenceMs?: number;
}

/** Returns what came. Throws download-failed, disk-full, or the signal's reason; then no file of this name is there. */
export async function download(options: DownloadOptions): Promise<{ bytes: number; sha256: string }> {
  const part = `${options.file}.part`;
  await tryAgain(
    options.url,
    options,
    () => fetchRest(part, options),
    () => sizeOf(part),
  );
  const came = { bytes: (await stat(part)).size, sha256: await sha256Of(part) };
  if (options.expected && !(await isAs(part, came, options.expected))) {
    // A part that was gone on with may have been another version's; the next run begins anew.
    await forget(part);
    throw failed(options.url, "what came has another checksum than was stated", "It is not used. Try again later.");
  }
  await flush(part).catch(whileWriting(part));
  await rename(part, options.file).catch(whileWriting(options.file));
  await rm(`${part}.tag`, { force: true });
  return came;
}

async function isAs(part: string, { bytes, sha256 }: { bytes: number; sha256: string }, expected: Stated): Promise<boolean> {
  return expected.gitBlob === undefined ? sha256 === expected.sha256 : (await gitBlobOf(part, bytes)) === expected.gitBlob;
}

async function fetchRest(part: string, options: DownloadOptions): Promise<void> {
  const { url, expected, signal, silenceMs = 30_000 } = options;
  const here = await sizeOf(part);
  if (expected && here === expected.bytes) return;
  const tag = await readFile(`${part}.tag`, "utf8").catch(() => "");
  const goesOn = here > 0 && (expected ? here < expected.bytes : tag !== "");
  const headers: Record<string, string> = goesOn ? { range: `bytes=${here}-`, ...(tag && { "if-range": tag }) } : {};
  const answer = await ask(url, { headers, signal, silenceMs });
  const { response } = answer;
  try {
    if (response.statusCode === 416) {
      if (totalOf(response, 0) === here) return;
      await forget(part);
      throw new Passing("what is here of it cannot be gone on with");
    }
    const from = startOf(answer, goesOn ? here : 0);
    const total = totalOf(response, from);
    if (expected && total !== undefined && total !== expected.bytes)
      throw failed(url, `it has ${total} bytes, not the ${expected.bytes} that were stated`, "It is not used. Try again later.");
    await noteTag(answer, part);
    await receive(response, { part, from, total: expected?.bytes ?? total, ...options });
  } finally {
    response.destroy();
  }
}

/** Where the bytes that come belong. */
function startOf(answer: Answer, asked: number): number {
  const { statusCode, headers } = answer.response;
  if (statusCode === 200) return 0;
  const [, start] = /^bytes (\d+)-/.exec(headers["content-range"] ?? "") ?? [];
  if (statusCode === 206 && Number(start) === asked) return asked;
  throw refusalOf(answer);
}

function totalOf({ headers }: IncomingMessage, from: number): number | undefined {
  const [, total] = /\/(\d+)$/.exec(headers["content-range"] ?? "") ?? [];
  if (total !== undefined) return Number(total);
  return headers["content-length"] === undefined ? undefined : from + Number(headers["content-length"]);
}

/** What is here is gone on with only if it is still the same there. */
async function noteTag({ response }: Answer, part: string): Promise<void> {
  const { etag } = response.headers;
  if (etag && !etag.startsWith("W/")) await writeFile(`${part}.tag`, etag).catch(whileWriting(part));
  else await rm(`${part}.tag`, { force: true });
}

interface Receiving extends DownloadOptions {
  part: string;
  from: number;
  total: number | undefined;
}

/** Every piece is written before the next is taken, so what came before a cut is kept. */
async function receive(response: IncomingMessage, { part, from, total, onBytes, url }: Receiving): Promise<void> {
  const target = await open(part, from > 0 ? "r+" : "w").catch(whileWriting(part));
  let bytes = from;
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      if (total !== undefined && bytes + piece.length > total)
        throw failed(url, `more than ${total} bytes came`, "It is not used. Try again later.");
      await writeAll(target, piece, bytes).catch(whileWriting(part));
      bytes += piece.length;
      onBytes?.(bytes);
    }
  } finally {
    await target.close();
  }
  if (total !== undefined && bytes < total) throw new Passing("the connection was cut");
}

/** A full disk may take a part of a piece before it refuses. */
async function writeAll(target: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await target.write(piece, done, piece.length - done, position + done)).bytesWritten;
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.tag`, { force: true });
}

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
