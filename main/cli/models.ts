/** `recompose models`: which models there are, and getting them. Only here does Recompose use the network. */
import type { Fetched, PacksApi, Part, Profile } from "../../contract/packs.ts";
import { startPacks } from "../children.node.ts";
import { onStopRequest } from "../stop-requests.ts";
import { count, endProgress, note, print, printable, printJson, showProgress } from "./output.ts";
import { exitCodes, fail } from "./run.ts";

export interface PacksCommand {
  packs: PacksApi;
  signal: AbortSignal;
  json: boolean;
}

export interface PacksCommandOptions {
  packsEntry: string;
  folder: string;
  catalogue: string;
  json: boolean;
}

/** Runs `work` with the packs process and returns the exit code. Ctrl+C cancels; what came is kept. */
export async function withPacks(
  { packsEntry, folder, catalogue, json }: PacksCommandOptions,
  work: (command: PacksCommand) => Promise<number>,
): Promise<number> {
  const { packs, close } = startPacks(packsEntry, { folder, catalogue });
  const controller = new AbortController();
  onStopRequest(() => controller.abort());
  try {
    return await work({ packs, signal: controller.signal, json });
  } catch (error) {
    return controller.signal.aborted ? exitCodes.interrupted : fail(error);
  } finally {
    endProgress();
    close();
  }
}

export async function listModels({ packs, signal, json }: PacksCommand): Promise<number> {
  const list = await packs.list({}, { signal });
  if (json) printJson(list);
  else print([...list.profiles.map(describeProfile), "", ...list.parts.map(describePart)].join("\n"));
  return exitCodes.done;
}

function describeProfile({ id, title, parts, bytes, commercialUse, state }: Profile): string {
  const what = parts.length === 0 ? "in the program" : `${size(bytes)}; ${state}; ${parts.join(" + ")}`;
  return `${id}: ${title}. Commercial use: ${commercialUse}. ${what}`;
}

function describePart(part: Part): string {
  const { id, kind, title, purpose, licence, commercialUse, bytes, memoryBytes, pinned, state, availability } = part;
  const how = { hosted: pinned ? "can be fetched" : "can be fetched, unpinned", export: "export it yourself", bring: "bring the file" };
  return [
    `${id} (${kind}, ${state}): ${title}. ${purpose}.`,
    `    ${size(bytes)}, ${size(memoryBytes)} of memory; ${how[availability]}`,
    `    Licence: ${licence}. Commercial use: ${commercialUse}`,
  ].join("\n");
}

export async function getModels(
  { packs, signal, json }: PacksCommand,
  id: string,
  options: { hub?: string; unpinned?: boolean },
): Promise<number> {
  const { parts, profiles } = await packs.list(options.hub === undefined ? {} : { hub: options.hub }, { signal });
  const wanted = profiles.find((profile) => profile.id === id)?.parts ?? [id];
  for (const part of parts) if (wanted.includes(part.id) && part.state !== "installed") note(describePart(part));
  for await (const news of packs.get({ id, ...options }, { signal })) {
    if ("fetched" in news) tellFetched(news, json);
    else showProgress(`${news.file}: ${size(news.doneBytes)} of ${size(news.totalBytes)}${speed(news.bytesPerSecond, news.etaSeconds)}`);
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

function speed(bytesPerSecond: number | null, etaSeconds: number | null): string {
  if (bytesPerSecond === null || etaSeconds === null) return "";
  return `, ${size(bytesPerSecond)} a second, ${etaSeconds < 90 ? `${Math.ceil(etaSeconds)} s` : `${Math.ceil(etaSeconds / 60)} min`} left`;
}

interface Got {
  folder: string | null;
  fetched: Fetched[];
}

function tellFetched(got: Got, json: boolean): void {
  endProgress();
  if (json) printJson(got);
  else tellInWords(got);
}

function tellInWords(got: Got): void {
  for (const { part, file, from, bytes, sha256 } of got.fetched)
    print(`${part}/${file}: ${size(bytes)} from ${printable(from)}, sha256 ${sha256}`);
  if (got.fetched.length === 0) print("Everything is here already.");
  if (got.folder) print(`Ready in ${printable(got.folder)}`);
}

export async function importModels({ packs, signal, json }: PacksCommand, path: string, part?: string): Promise<number> {
  tellFetched(await packs.importFrom({ path, ...(part !== undefined && { part }) }, { signal }), json);
  return exitCodes.done;
}

export async function verifyModels({ packs, signal, json }: PacksCommand, id: string): Promise<number> {
  const { files } = await packs.verify({ id }, { signal });
  const wrong = files.filter((file) => file.wrong !== null);
  if (json) printJson({ files });
  else for (const { file, wrong } of files) print(`${file}: ${wrong ?? "as it came"}`);
  if (wrong.length > 0) note(`${count(wrong.length, "file")} not as it came. "recompose models remove ${id}", then get it again.`);
  return wrong.length > 0 ? exitCodes.error : exitCodes.done;
}

export async function removeModels({ packs, signal, json }: PacksCommand, id: string): Promise<number> {
  const answer = await packs.remove({ id }, { signal });
  if (json) printJson(answer);
  else print(answer.removed.length > 0 ? `Removed ${answer.removed.join(", ")}: ${size(answer.freedBytes)}.` : "Nothing of it was here.");
  return exitCodes.done;
}

export async function pinModels({ packs, signal, json }: PacksCommand, hub?: string): Promise<number> {
  for await (const news of packs.pin({ ...(hub !== undefined && { hub }) }, { signal })) {
    if ("file" in news) showProgress(news.file);
    else if (json) printJson(news);
    else print(`${count(news.pinned, "file")} noted, ${count(news.compared, "file")} as noted before.`);
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

/** 1.2 GB, 57 MB, 3 kB */
function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
