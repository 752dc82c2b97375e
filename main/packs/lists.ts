/**
 * Which models there are: those of the program's catalogue, and those of a host that brings a list of its own (catalogue.json).
 * What was asked of such a host is kept in the packs folder, and goes before the program's of the same name until it is removed.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import { type Catalogue, catalogueSchema, listSchema, partsOf, readCatalogue } from "./catalogue.ts";
import { type Answer, ask } from "./connection.ts";
import { erase } from "./files.ts";
import { writeWhole } from "./shelf.ts";
import { notFetched, refusalOf } from "./tries.ts";

const mostBytes = 4 * 1024 * 1024;
const none: Catalogue = { format: 1, parts: [], profiles: [] };

export type Lists = ReturnType<typeof openLists>;

/** `file`: the program's catalogue; `folder`: the packs folder. */
export function openLists(file: string, folder: string) {
  const keptFile = join(folder, "catalogue.json");
  const ofHubs = new Map<string, Promise<Catalogue>>();
  let own: Promise<Catalogue> | undefined;

  async function kept(): Promise<Catalogue> {
    const text = await readFile(keptFile, "utf8").catch(() => "null");
    return listSchema.safeParse(readJson(text)).data ?? none;
  }

  async function all(): Promise<Catalogue> {
    own ??= readCatalogue(file);
    return checked(over(await own, await kept())) ?? (await own);
  }

  function ofHub(hub: string, signal: AbortSignal): Promise<Catalogue> {
    const asked = ofHubs.get(hub) ?? askForList(hub, signal);
    ofHubs.set(hub, asked);
    asked.catch(() => ofHubs.delete(hub));
    return asked;
  }

  return {
    all,
    /** With the list of a host, if it brings one. Throws bad-request for one that cannot be read. */
    async withHub(hub: string, signal: AbortSignal): Promise<Catalogue> {
      const known = await all();
      return checked(over(known, await ofHub(hub, signal))) ?? known;
    },
    /** From now on this profile or part is the one of the host's list, if it stands there and was shown: what is got is what was shown. */
    async keep(id: string, hub: string): Promise<void> {
      const list = (await ofHubs.get(hub)) ?? none;
      const profiles = list.profiles.filter((profile) => profile.id === id);
      const isThere = profiles.length > 0 || list.parts.some((part) => part.id === id);
      if (isThere) await writeWhole(keptFile, over(await kept(), { ...none, parts: partsOf(list, id), profiles }));
    },
    /** Of what was removed the program's own is known again. */
    async forget(ids: readonly string[]): Promise<void> {
      const { parts, profiles } = await kept();
      const left = parts.filter((part) => !ids.includes(part.id));
      const whole = profiles.filter((profile) => !ids.includes(profile.id) && !profile.parts.some((part) => ids.includes(part)));
      if (left.length > 0) await writeWhole(keptFile, { ...none, parts: left, profiles: whole });
      else await erase(keptFile);
    },
    /** The program's catalogue was written anew. */
    reread(): void {
      own = undefined;
    },
  };
}

/** Those of `upper` go before those of the same name. */
function over(lower: Catalogue, upper: Catalogue): Catalogue {
  const parts = [...lower.parts.filter(({ id }) => !upper.parts.some((part) => part.id === id)), ...upper.parts];
  const profiles = [...lower.profiles.filter(({ id }) => !upper.profiles.some((profile) => profile.id === id)), ...upper.profiles];
  return { format: 1, parts, profiles };
}

/** Undefined: they do not go together. */
function checked(catalogue: Catalogue): Catalogue | undefined {
  return catalogueSchema.safeParse(catalogue).data;
}

/** A host that has no such file, or does not answer, has no list. Throws download-failed for one that fails halfway, bad-request. */
async function askForList(hub: string, signal: AbortSignal): Promise<Catalogue> {
  const address = `${hub.replace(/\/+$/, "")}/catalogue.json`;
  const answer = await ask(address, { signal, silenceMs: 10_000 }).catch((error: unknown) => {
    if (error instanceof AppError || signal.aborted) throw error;
    return undefined;
  });
  if (!answer) return none;
  const { statusCode = 0 } = answer.response;
  if (statusCode !== 200) answer.response.destroy();
  if (statusCode === 429 || statusCode >= 500) throw notFetched(address, refusalOf(answer), "Try again later.");
  if (statusCode !== 200) return none;
  const text = await textOf(answer, address).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error instanceof AppError ? error : notFetched(address, error, "Try again.");
  });
  // Some hosts answer a page to every address.
  if (!/^\s*[[{]/.test(text)) return none;
  const list = catalogueSchema.safeParse(readJson(text)).data;
  if (list) return list;
  throw unreadable(address);
}

async function textOf({ response }: Answer, address: string): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > mostBytes) throw unreadable(address);
  }
  return Buffer.concat(pieces).toString();
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unreadable(address: string): AppError {
  return new AppError(
    "bad-request",
    `"${address}" is no list of models that can be read.`,
    "Ask another host, or name a list with --catalogue.",
  );
}
