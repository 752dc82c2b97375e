/**
 * A pack: a folder with pack.json and the files that it lists. It comes from anywhere, so no file of it is used before its
 * size and sha256 were found right, and nothing outside the folder is ever opened for it.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AppError } from "../../contract/errors.ts";
import { type Manifest, manifestFormat, manifestSchema } from "./manifest.ts";

const mostManifestBytes = 8 * 1024 * 1024;

export interface Pack {
  manifest: Manifest;
  /** Names the vectors that this pack makes: vectors of different keys never meet. */
  key: string;
  /** The whole path of one of the pack's files. */
  path(file: string): string;
}

/** Reads and checks a pack whole. Fails with pack-missing, pack-damaged or pack-newer, naming the file. */
export async function readPack(folder: string): Promise<Pack> {
  const manifest = await readManifest(folder);
  for (const [name, expected] of Object.entries(manifest.files)) await checkFile(join(folder, name), expected);
  const { id, version, image } = manifest;
  return { manifest, key: `${id}@${version}/${image.resize}-${image.size}`, path: (file) => join(folder, file) };
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, "pack.json");
  if ((await sizeOf(file)) > mostManifestBytes) throw damaged(`"${file}" is too large to describe a pack.`);
  const content = parseJson(await readFile(file, "utf8"), file);
  refuseNewer(content, file);
  const parsed = manifestSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw damaged(`"${file}" does not describe a pack: ${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(`"${file}" is not readable as JSON.`, error);
  }
}

function refuseNewer(content: unknown, file: string): void {
  const format = z.object({ format: z.number() }).safeParse(content).data?.format ?? 0;
  if (format <= manifestFormat) return;
  throw new AppError(
    "pack-newer",
    `"${file}" is of format ${format}; this version of Recompose reads packs up to format ${manifestFormat}.`,
    "Update Recompose, or choose another pack.",
  );
}

async function checkFile(file: string, expected: { bytes: number; sha256: string }): Promise<void> {
  const bytes = await sizeOf(file);
  if (bytes !== expected.bytes) throw damaged(`"${file}" has ${bytes} bytes; the pack says ${expected.bytes}.`);
  if ((await sha256(file)) !== expected.sha256) throw damaged(`"${file}" was changed: its checksum is not the one that the pack states.`);
}

/** Bytes of a plain file; anything else (a pipe would never end) is refused. */
async function sizeOf(file: string): Promise<number> {
  const found = await access(file, constants.R_OK)
    .then(() => stat(file))
    .catch(() => null);
  if (!found)
    throw new AppError("pack-missing", `"${file}" is not there or may not be read.`, "Get the pack again, or choose another folder.");
  if (!found.isFile()) throw damaged(`"${file}" is not a file.`);
  return found.size;
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash).catch((error: unknown) => {
    throw damaged(`"${file}" cannot be read to its end.`, error);
  });
  return hash.digest("hex");
}

function damaged(what: string, cause?: unknown): AppError {
  return new AppError("pack-damaged", what, "Get the pack again: its files must be exactly as they were published.", { cause });
}
