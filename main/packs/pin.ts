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

/** Returns how many files were noted, and how many were compared. Throws download-failed, and pack-damaged for a file that differs. */
export async function pinCatalogue(file: string, options: PinOptions): Promise<{ pinned: number; compared: number }> {
  const { parts } = await readCatalogue(file);
  const noted = new Map<string, Partial<CatalogueFile>>();
  let compared = 0;
  for (const part of parts)
    for (const one of part.files) {
      if (one.url === null) continue;
      options.onFile(`${part.id}/${one.name}`);
      const found = await look(addressOf(part, one, options.hub), options.signal);
      if (one.sha256 === null)
        noted.set(`${part.id}/${one.name}`, { ...found, revision: one.url.includes("/REV/") ? found.revision : null });
      else if (one.sha256 !== found.sha256) throw different(`${part.id}/${one.name}`);
      else compared++;
    }
  await write(file, noted);
  return { pinned: noted.size, compared };
}

async function look(address: string, signal: AbortSignal): Promise<{ bytes: number; sha256: string; revision: string | null }> {
  const { response, commit } = await ask(address, { signal, silenceMs: 60_000 });
  if (response.statusCode !== 200) throw failed(address, `it answered ${response.statusCode}`);
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
async function write(file: string, noted: ReadonlyMap<string, Partial<CatalogueFile>>): Promise<void> {
  const content = JSON.parse(await readFile(file, "utf8"));
  for (const part of content.parts) for (const one of part.files) Object.assign(one, noted.get(`${part.id}/${one.name}`));
  catalogueSchema.parse(content);
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

function failed(address: string, why: string): AppError {
  return new AppError("download-failed", `"${address}" could not be read: ${why}.`, "Try again.");
}

function different(file: string): AppError {
  return new AppError("pack-damaged", `${file} is no longer what was noted.`, "Look at what changed before noting it anew.");
}
