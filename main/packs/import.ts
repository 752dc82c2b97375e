/** Parts from a folder, a zip or a single file: what was fetched with a browser, made by models/export, or lies on a stick. */
import { copyFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { Fetched } from "../../contract/packs.ts";
import type { CatalogueFile, CataloguePart } from "./catalogue.ts";
import { checkRoom, fileError, sha256Of } from "./files.ts";
import { absentOf } from "./get.ts";
import { installPart } from "./install.ts";
import type { Shelf } from "./shelf.ts";
import { openZip } from "./zip.ts";

/** A file that may be one of a part's */
interface Candidate {
  name: string;
  bytes: number;
  copyTo(file: string): Promise<void>;
}

/** Returns what was taken. Throws file-missing, pack-incomplete when nothing fits, disk-full, pack-damaged. */
export async function importParts(shelf: Shelf, parts: readonly CataloguePart[], path: string, signal: AbortSignal): Promise<Fetched[]> {
  const { candidates, close } = await candidatesIn(path);
  try {
    const taken: Fetched[] = [];
    for (const part of await absentOf(shelf, parts)) taken.push(...(await importPart(shelf, part, candidates, path, signal)));
    if (taken.length > 0) return taken;
  } finally {
    await close();
  }
  throw new AppError(
    "pack-incomplete",
    `"${path}" has no files of a model that is known and not yet installed.`,
    "A part needs all its files, with the names of the catalogue; name it with --part if it is a single file.",
    { data: { name: basename(path) } },
  );
}

/** All files of a part, or none. */
async function importPart(
  shelf: Shelf,
  part: CataloguePart,
  candidates: readonly Candidate[],
  path: string,
  signal: AbortSignal,
): Promise<Fetched[]> {
  const found = part.files.map((file) => ({ file, candidate: candidateFor(file, candidates, part.files.length === 1) }));
  const folder = shelf.partFolder(part.id);
  const bytes = found.reduce((sum, { candidate }) => sum + (candidate?.bytes ?? 0), 0);
  if (found.some(({ candidate }) => !candidate)) return [];
  await mkdir(folder, { recursive: true });
  await checkRoom(folder, bytes * (part.make.length > 0 ? 2 : 1));
  const taken: Fetched[] = [];
  for (const { file, candidate } of found) {
    signal.throwIfAborted();
    if (candidate) taken.push(await take(part, file, candidate, join(folder, file.name), path));
  }
  await installPart(shelf, part, taken);
  return taken;
}

/** By size, else by name; a part of one file that is chosen by hand takes any name. */
function candidateFor({ name, bytes }: CatalogueFile, candidates: readonly Candidate[], isOnly: boolean): Candidate | undefined {
  if (bytes !== null) return candidates.find((candidate) => candidate.bytes === bytes);
  const named = candidates.find((candidate) => candidate.name === name);
  const extension = name.split(".").at(-1) ?? "";
  return named ?? (isOnly && candidates.length === 1 ? candidates.find((one) => one.name.endsWith(`.${extension}`)) : undefined);
}

async function take(
  part: CataloguePart,
  { name, sha256 }: CatalogueFile,
  candidate: Candidate,
  target: string,
  path: string,
): Promise<Fetched> {
  const coming = `${target}.coming`;
  try {
    await candidate.copyTo(coming).catch((error: unknown) => Promise.reject(fileError(error, target)));
    const came = await sha256Of(coming);
    if (sha256 !== null && came !== sha256)
      throw new AppError("pack-damaged", `"${candidate.name}" has another checksum than the catalogue states.`, "Get it again.");
    await rename(coming, target);
    return { part: part.id, file: name, from: path, bytes: candidate.bytes, sha256: came };
  } finally {
    await rm(coming, { force: true });
  }
}

async function candidatesIn(path: string): Promise<{ candidates: Candidate[]; close(): Promise<void> }> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new AppError("file-missing", `"${path}" is not there.`, "Name a folder, a zip or a file.");
  const close = async () => {};
  if (found.isDirectory()) return { candidates: await filesIn(path), close };
  // PyTorch's files are zips too; they are taken whole.
  if (/\.zip$/i.test(path)) return await entriesOf(path);
  return { candidates: [plainFile(path, found.size)], close };
}

/** Files in folders too: hubs keep graphs in one called onnx. */
async function filesIn(folder: string): Promise<Candidate[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(paths.map(async (path) => plainFile(path, (await stat(path)).size)));
}

function plainFile(path: string, bytes: number): Candidate {
  return { name: basename(path), bytes, copyTo: (file) => copyFile(path, file) };
}

async function entriesOf(path: string): Promise<{ candidates: Candidate[]; close(): Promise<void> }> {
  const zip = await openZip(path);
  const files = zip.entries.filter(({ name }) => !name.endsWith("/"));
  return {
    candidates: files.map((entry) => ({
      name: basename(entry.name.replaceAll("\\", "/")),
      bytes: entry.bytes,
      copyTo: (file) => zip.extract(entry, file),
    })),
    close: zip.close,
  };
}
