/** Parts from the network: what is missing, three files at a time, each resumed where it was; then installed. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import pMap from "p-map";
import { AppError } from "../../contract/errors.ts";
import type { Fetched, GetProgress } from "../../contract/packs.ts";
import { type CatalogueFile, type CataloguePart, isPinned, sizeOf } from "./catalogue.ts";
import { type DownloadOptions, download } from "./download.ts";
import { checkRoom, makeFolder, sha256Of } from "./files.ts";
import { installPart } from "./install.ts";
import { createMeter } from "./meter.ts";
import type { Shelf } from "./shelf.ts";
import { type Stated, statedBy } from "./stated.ts";

export interface GetOptions extends Pick<DownloadOptions, "signal" | "patienceMs" | "silenceMs"> {
  hub?: string | undefined;
  unpinned: boolean;
  onProgress(progress: GetProgress): void;
}

const filesAtATime = 3;

interface Missing {
  part: CataloguePart;
  file: CatalogueFile;
  url: string;
  /** Of the catalogue, or what its host states; null: nobody states anything, and it was asked for all the same. */
  expected: Stated | null;
}

/** So long a host may take to say what it states of a file */
const statingMs = 30_000;

/** Returns what came. Throws pack-unpinned, pack-missing (files that nobody hosts), disk-full, download-failed, pack-damaged. */
export async function getParts(shelf: Shelf, parts: readonly CataloguePart[], options: GetOptions): Promise<Fetched[]> {
  const absent = await absentOf(shelf, parts);
  for (const part of absent) checkMayBeFetched(part, options);
  const missing = await pMap(
    absent.flatMap((part) => part.files.map((file) => ({ part, file, url: addressOf(part, file, options.hub) }))),
    async (one) => ({ ...one, expected: await expectedOf(one, options) }),
    { concurrency: filesAtATime },
  );
  for (const part of absent) await makeFolder(shelf.partFolder(part.id));
  await checkEnoughRoom(shelf, missing);
  const fetched = await fetchAll(shelf, missing, options);
  for (const part of absent) {
    await installPart(
      shelf,
      part,
      fetched.filter((one) => one.part === part.id),
    );
  }
  return fetched;
}

export async function absentOf(shelf: Shelf, parts: readonly CataloguePart[]): Promise<CataloguePart[]> {
  const records = await Promise.all(parts.map((part) => shelf.installed(part)));
  return parts.filter((_, index) => !records[index]);
}

/** What nobody noted is checked against what its host states: enough for a host that the user named. */
async function expectedOf({ file, url }: Omit<Missing, "expected">, options: GetOptions): Promise<Stated | null> {
  const { signal, unpinned, silenceMs = statingMs } = options;
  if (file.bytes !== null && file.sha256 !== null) return { bytes: file.bytes, sha256: file.sha256 };
  const stated = await statedBy(url, { ...options, silenceMs }).catch((error: unknown) => {
    // Where it need not be checked, the file itself decides: not every host answers such a question.
    if (unpinned && !signal.aborted) return undefined;
    throw error;
  });
  if (stated || unpinned) return stated ?? null;
  throw new AppError(
    "pack-unpinned",
    `${new URL(url).host} states no size and checksum of "${file.name}", and nobody noted them, so what comes cannot be checked.`,
    "To trust the host all the same: --unpinned.",
  );
}

function checkMayBeFetched(part: CataloguePart, { unpinned, hub }: GetOptions): void {
  if (part.availability !== "hosted" && !hub) {
    const how = part.availability === "export" ? "models/export makes it of published weights" : `It is at: ${part.source}`;
    throw new AppError("pack-missing", `"${part.title}" cannot be fetched: nobody hosts it.`, `${how}; then "recompose models import".`);
  }
  if (isPinned(part) || unpinned || hub) return;
  throw new AppError(
    "pack-unpinned",
    `Size and checksum of "${part.title}" were not noted yet, so what comes cannot be checked.`,
    "To trust the host all the same: --unpinned. To get it from a host of yours, which states them: --hub.",
  );
}

/** Of another hub only the host differs; it gets the same paths, and for files without address their part and name. */
export function addressOf({ id }: CataloguePart, { url, name, revision }: CatalogueFile, hub: string | undefined): string {
  const own = url?.replace("/REV/", `/${revision ?? "main"}/`);
  if (hub === undefined) return own ?? "";
  const path = own === undefined ? `/${id}/${name}` : new URL(own).pathname;
  return `${hub.replace(/\/+$/, "")}${path}`;
}

/** What is still to come, and what is made of it. */
async function checkEnoughRoom(shelf: Shelf, missing: readonly Missing[]): Promise<void> {
  let bytes = 0;
  for (const { part, file, expected } of missing) {
    const size = expected?.bytes ?? sizeOf(file);
    bytes += Math.max(0, size - (await bytesHere(join(shelf.partFolder(part.id), file.name))));
    bytes += size * part.make.filter(({ from }) => from === file.name).length;
  }
  if (missing.length > 0) await checkRoom(shelf.folder, bytes);
}

/** Of a file, whole or in part */
async function bytesHere(file: string): Promise<number> {
  const whole = await stat(file).catch(() => stat(`${file}.part`).catch(() => undefined));
  return whole?.size ?? 0;
}

/** The first failure ends the others, and is thrown when they have ended: nothing is written after that. */
async function fetchAll(shelf: Shelf, missing: readonly Missing[], { onProgress, ...options }: GetOptions): Promise<Fetched[]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const meter = createMeter(
    missing.map(({ file, expected }) => expected?.bytes ?? sizeOf(file)),
    onProgress,
  );
  const fetched: Fetched[] = [];
  await pMap(
    missing.map((one, index) => ({ one, index })),
    async ({ one, index }) => {
      const { part, file, url } = one;
      try {
        signal.throwIfAborted();
        const onBytes = (bytes: number) => meter.set(index, bytes, file.name);
        fetched[index] = { part: part.id, file: file.name, from: url, ...(await fetchOne(shelf, one, { ...options, signal, onBytes })) };
      } catch (error) {
        failed.abort(error);
      }
    },
    { concurrency: filesAtATime },
  );
  failed.signal.throwIfAborted();
  return fetched;
}

/** A file that has its name was right when it got it; where nobody noted its size it is fetched again. */
async function fetchOne(
  shelf: Shelf,
  { part, file, url, expected }: Missing,
  options: Omit<DownloadOptions, "url" | "file" | "expected">,
): Promise<{ bytes: number; sha256: string }> {
  const target = join(shelf.partFolder(part.id), file.name);
  if (expected?.sha256 && (await bytesHere(target)) === expected.bytes && (await sha256Of(target).catch(() => "")) === expected.sha256) {
    options.onBytes?.(expected.bytes);
    return { bytes: expected.bytes, sha256: expected.sha256 };
  }
  return await download({ url, file: target, expected, ...options });
}
