/**
 * For maintainers, on a connected machine: notes revision, size and checksum of every file that has an address, and compares
 * those that are noted already. Files are read to their end and not kept.
 */
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { AppError } from "../../contract/errors.ts";
import { type CatalogueFile, catalogueSchema, readCatalogue } from "./catalogue.ts";
import { ask } from "./connection.ts";
import { addressOf } from "./get.ts";

export interface PinOptions {
  hub?: string | undefined;
  signal: AbortSignal;
  onFile(file: string): void;
}

/**
 * Returns how many files were noted, and how many were compared. What was not noted comes first, and is noted file by file: the
 * run after one that was interrupted goes on with the next. Throws download-failed, and pack-damaged for a file that differs.
 */
export async function pinCatalogue(file: string, options: PinOptions): Promise<{ pinned: number; compared: number }> {
  const { parts } = await readCatalogue(file);
  const all = parts.flatMap((part) => part.files.map((one) => ({ part, one }))).filter(({ one }) => one.url !== null);
  const [fresh, noted] = [all.filter(({ one }) => one.sha256 === null), all.filter(({ one }) => one.sha256 !== null)];
  const found = async ({ part, one }: (typeof all)[number]) => {
    options.onFile(`${part.id}/${one.name}`);
    return await look(addressOf(part, one, options.hub), options.signal);
  };
  for (const { part, one } of fresh) {
    const { revision, ...rest } = await found({ part, one });
    const isRevised = one.url?.includes("/REV/") === true;
    // Without its revision an address leads to whatever stands there later.
    if (isRevised && revision === null) throw failed(addressOf(part, one, options.hub), "the host names no revision of it");
    await note(file, part.id, one.name, { ...rest, revision: isRevised ? revision : null });
  }
  for (const { part, one } of noted) if (one.sha256 !== (await found({ part, one })).sha256) throw different(`${part.id}/${one.name}`);
  return { pinned: fresh.length, compared: noted.length };
}

interface Found {
  bytes: number;
  sha256: string;
  revision: string | null;
}

async function look(address: string, signal: AbortSignal): Promise<Found> {
  try {
    return await readThrough(address, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw failed(address, error instanceof Error ? error.message : String(error), error);
  }
}

async function readThrough(address: string, signal: AbortSignal): Promise<Found> {
  const { response, commit } = await ask(address, { signal, silenceMs: 60_000 });
  if (response.statusCode !== 200) {
    response.destroy();
    throw failed(address, `it answered ${response.statusCode}`);
  }
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  const told = response.headers["content-length"];
  if (told !== undefined && Number(told) !== bytes) throw failed(address, "the connection was cut");
  return { bytes, sha256: hash.digest("hex"), revision: commit ?? null };
}

/** All else in the file stays as it is. */
async function note(file: string, part: string, name: string, found: Partial<CatalogueFile>): Promise<void> {
  const content = JSON.parse(await readFile(file, "utf8"));
  const own = content.parts.find(({ id }: { id: string }) => id === part);
  Object.assign(
    own.files.find((one: { name: string }) => one.name === name),
    found,
  );
  catalogueSchema.parse(content);
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

function failed(address: string, why: string, cause?: unknown): AppError {
  const hint = "Try again: what was noted before it stays noted.";
  return new AppError("download-failed", `"${address}" could not be read: ${why}.`, hint, { cause });
}

function different(file: string): AppError {
  return new AppError("pack-damaged", `${file} is no longer what was noted.`, "Look at what changed before noting it anew.");
}
