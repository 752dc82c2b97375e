/** Parts from a folder, a zip or a single file: what was fetched with a browser, made by models/export, or lies on a stick. */
import { access, constants, copyFile, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { Fetched } from "../../contract/packs.ts";
import type { CatalogueFile, CataloguePart } from "./catalogue.ts";
import { checkRoom, makeFolder, sha256Of, whileReading, whileWriting } from "./files.ts";
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

export interface ImportOptions {
  path: string;
  /** The user named what it is for: then a single file may be called as it likes. */
  isNamed: boolean;
  signal: AbortSignal;
}

/** Returns what was taken. Throws file-missing, pack-incomplete when nothing fits, disk-full, pack-damaged. */
export async function importParts(shelf: Shelf, parts: readonly CataloguePart[], options: ImportOptions): Promise<Fetched[]> {
  const { candidates, close } = await candidatesIn(options.path);
  try {
    const absent = await absentOf(shelf, parts);
    const taken: Fetched[] = [];
    for (const part of absent) taken.push(...(await importPart(shelf, part, candidates, options)));
    if (taken.length > 0) return taken;
    throw nothingOf(options, absent, candidates);
  } finally {
    await close();
  }
}

/** Says, where one part was named, what it still needs. */
function nothingOf({ path, isNamed }: ImportOptions, absent: readonly CataloguePart[], candidates: readonly Candidate[]): AppError {
  const incomplete = (what: string, hint: string) => new AppError("pack-incomplete", what, hint, { data: { name: basename(path) } });
  if (absent.length === 0) return incomplete("All of it is installed already.", "To bring it anew, remove it first.");
  if (!isNamed || absent.length > 1)
    return incomplete(
      `"${path}" has no files of a model that is known and not yet installed.`,
      "A part needs all its files, with the names of the catalogue; name it with --part if it is a single file.",
    );
  const lacking = absent.flatMap((part) => part.files.filter((file) => !candidateFor(file, candidates, mayHaveAnyName(part, isNamed))));
  return incomplete(
    `"${path}" lacks files of "${absent[0]?.title}": ${lacking.map(({ name }) => name).join(", ")}.`,
    "Put all files of it into one folder, with the names and sizes of the catalogue, and name that folder.",
  );
}

function mayHaveAnyName({ files }: CataloguePart, isNamed: boolean): boolean {
  return isNamed && files.length === 1;
}

/** All files of a part, or none. */
async function importPart(
  shelf: Shelf,
  part: CataloguePart,
  candidates: readonly Candidate[],
  { path, isNamed, signal }: ImportOptions,
): Promise<Fetched[]> {
  const found = part.files.map((file) => ({ file, candidate: candidateFor(file, candidates, mayHaveAnyName(part, isNamed)) }));
  const folder = shelf.partFolder(part.id);
  const bytes = found.reduce((sum, { candidate }) => sum + (candidate?.bytes ?? 0), 0);
  if (found.some(({ candidate }) => !candidate)) return [];
  await makeFolder(folder);
  await checkRoom(folder, bytes * (part.make.length > 0 ? 2 : 1));
  const taken: Fetched[] = [];
  for (const { file, candidate } of found) {
    signal.throwIfAborted();
    if (candidate) taken.push(await take(part, file, candidate, join(folder, file.name), path));
  }
  await installPart(shelf, part, taken);
  return taken;
}

/** By size, else by name, or the only one of its kind. */
function candidateFor({ name, bytes }: CatalogueFile, candidates: readonly Candidate[], anyName: boolean): Candidate | undefined {
  if (bytes !== null) return candidates.find((candidate) => candidate.bytes === bytes);
  const named = candidates.find((candidate) => candidate.name === name);
  const extension = name.split(".").at(-1) ?? "";
  return named ?? (anyName && candidates.length === 1 ? candidates.find((one) => one.name.endsWith(`.${extension}`)) : undefined);
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
    await candidate.copyTo(coming).catch(whileWriting(target));
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
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(whileReading(folder));
  const entries = found.filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(paths.map(async (path) => plainFile(path, (await stat(path)).size)));
}

function plainFile(path: string, bytes: number): Candidate {
  return { name: basename(path), bytes, copyTo: (file) => copyReadable(path, file) };
}

async function copyReadable(from: string, to: string): Promise<void> {
  await access(from, constants.R_OK).catch(whileReading(from));
  await copyFile(from, to);
}

async function entriesOf(path: string): Promise<{ candidates: Candidate[]; close(): Promise<void> }> {
  const zip = await openZip(path).catch(whileReading(path));
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
