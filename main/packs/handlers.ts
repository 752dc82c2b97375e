/** The answers of the packs process. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { GetProgress, PacksHandlers, Part, Profile } from "../../contract/packs.ts";
import { type Catalogue, type CataloguePart, type CatalogueProfile, isPinned, partsOf, sizeOf } from "./catalogue.ts";
import { bytesIn, sha256Of } from "./files.ts";
import { type GetOptions, getParts } from "./get.ts";
import { importParts } from "./import.ts";
import { commercialUseOf, installProfile } from "./install.ts";
import { openLists } from "./lists.ts";
import { lockFolder } from "./lock.ts";
import { pinCatalogue } from "./pin.ts";
import { readRequests } from "./requests.ts";
import { openShelf } from "./shelf.ts";

export interface PacksOptions extends Pick<GetOptions, "patienceMs" | "silenceMs"> {
  /** The packs folder: nothing is written anywhere else. */
  folder: string;
  /** So long another process that changes the folder is waited for. */
  lockMs?: number;
  catalogue: string;
}

export function createHandlers({ folder, catalogue: file, lockMs, ...patience }: PacksOptions): PacksHandlers {
  const shelf = openShelf(folder);
  const lists = openLists(file, folder);
  const known = lists.all;

  async function describePart(part: CataloguePart): Promise<Part> {
    const { id, kind, title, purpose, licence, commercialUse, availability, memoryBytes, files } = part;
    const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
    const state = await shelf.state(part);
    const hosts = [...new Set(files.flatMap(({ url }) => (url === null ? [] : [new URL(url).host])))];
    return { id, kind, title, purpose, licence, commercialUse, availability, hosts, bytes, memoryBytes, pinned: isPinned(part), state };
  }

  async function describeProfile({ id, title, parts }: CatalogueProfile, all: Catalogue, described: Part[]): Promise<Profile> {
    const own = described.filter((part) => parts.includes(part.id));
    const isThere = parts.length === 0 || (await shelf.profileIsThere({ id, title, parts }));
    const some = own.some(({ state }) => state !== "absent");
    return {
      id,
      title,
      parts,
      bytes: own.reduce((sum, part) => sum + part.bytes, 0),
      commercialUse: commercialUseOf(partsOf(all, id)),
      state: isThere ? "installed" : some ? "partial" : "absent",
      folder: isThere && parts.length > 0 ? shelf.profileFolder(id) : null,
    };
  }

  /** Makes every profile whose parts are all there now, and returns the folder of the one that is called so. */
  async function makeProfiles(id?: string): Promise<string | null> {
    const all = await known();
    let folder: string | null = null;
    for (const profile of all.profiles) {
      const parts = partsOf(all, profile.id);
      const states = await Promise.all(parts.map(shelf.state));
      if (parts.length === 0 || states.some((state) => state !== "installed")) continue;
      const made = (await shelf.profileIsOf(profile, parts))
        ? shelf.profileFolder(profile.id)
        : await installProfile(shelf, profile, parts);
      if (profile.id === id) folder = made;
    }
    return folder;
  }

  /** Of a profile all parts but those that other profiles need. */
  async function removeAll(id: string): Promise<{ removed: string[]; freedBytes: number }> {
    const all = await known();
    const before = await bytesIn(shelf.folder);
    const isProfile = all.profiles.some((profile) => profile.id === id);
    const others = all.profiles.filter((profile) => profile.id !== id);
    const kept = new Set<string>();
    if (isProfile) for (const profile of others) if (await shelf.profileIsThere(profile)) for (const part of profile.parts) kept.add(part);
    const removed: string[] = [];
    for (const part of partsOf(all, id)) {
      if (kept.has(part.id) || (await shelf.state(part)) === "absent") continue;
      for (const profile of await shelf.profilesWith(part.id)) await shelf.forgetProfile(profile);
      await shelf.forgetPart(part.id);
      removed.push(part.id);
    }
    if (isProfile) await shelf.forgetProfile(id);
    await lists.forget([id, ...removed]);
    return { removed, freedBytes: before - (await bytesIn(shelf.folder)) };
  }

  async function alone<T>(change: () => Promise<T>): Promise<T> {
    const unlock = await lockFolder(folder, lockMs);
    return await change().finally(unlock);
  }

  return {
    list: async ({ hub }, { signal = new AbortController().signal } = {}) => {
      const all = await (hub === undefined ? known() : lists.withHub(hub, signal));
      const parts = await Promise.all(all.parts.map(describePart));
      return { parts, profiles: await Promise.all(all.profiles.map((profile) => describeProfile(profile, all, parts))) };
    },

    async *get({ id, hub, unpinned }, { signal = new AbortController().signal } = {}) {
      const news = createQueue<GetProgress>();
      const ended = new AbortController();
      const options = { hub, unpinned, ...patience, signal: AbortSignal.any([signal, ended.signal]), onProgress: news.put };
      const getting = alone(async () => {
        if (hub !== undefined) await lists.keep(id, hub);
        const fetched = await getParts(shelf, partsOf(await known(), id), options);
        return { fetched, folder: await makeProfiles(id) };
      }).finally(news.end);
      getting.catch(() => {});
      try {
        yield* news.items();
        yield await getting;
      } finally {
        // Whoever asked has gone: what came is kept, and no more is fetched.
        ended.abort();
        await getting.catch(() => {});
      }
    },

    requests: () => readRequests(folder),

    async *pin({ hub }, { signal = new AbortController().signal } = {}) {
      const news = createQueue<{ file: string }>();
      const pinning = pinCatalogue(file, { hub, signal, onFile: (name) => news.put({ file: name }) }).finally(news.end);
      pinning.catch(() => {});
      yield* news.items();
      yield await pinning;
      lists.reread();
    },

    importFrom: ({ path, part }, { signal = new AbortController().signal } = {}) =>
      alone(async () => {
        const all = await known();
        const parts = part === undefined ? all.parts : partsOf(all, part);
        const fetched = await importParts(shelf, parts, { path, isNamed: part !== undefined, signal });
        return { fetched, folder: await makeProfiles(part) };
      }),

    verify: async ({ id }) => {
      const files: { file: string; wrong: string | null }[] = [];
      for (const part of partsOf(await known(), id)) {
        const record = await shelf.record(part);
        if (!record) throw new AppError("pack-missing", `"${part.title}" is not installed.`, `"recompose models get ${part.id}" gets it.`);
        for (const [name, expected] of Object.entries(record.files))
          files.push({ file: `${part.id}/${name}`, wrong: await wrongWith(join(shelf.partFolder(part.id), name), expected) });
      }
      return { files };
    },

    remove: ({ id }) => alone(() => removeAll(id)),
  };
}

/** In words; null: nothing is. */
async function wrongWith(file: string, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<string | null> {
  const size = await stat(file).then(
    ({ size }) => size,
    () => null,
  );
  if (size === null) return "it is not there";
  if (size !== bytes) return `it has ${size} bytes, not ${bytes}`;
  const found = await sha256Of(file).catch(() => null);
  if (found === null) return "it cannot be read";
  return found === sha256 ? null : "it was changed";
}

/** From a callback to a loop; only the last item waits. */
function createQueue<T>() {
  let last: T | undefined;
  let isOver = false;
  let wake = () => {};
  return {
    put: (item: T): void => {
      last = item;
      wake();
    },
    end: (): void => {
      isOver = true;
      wake();
    },
    async *items(): AsyncGenerator<T> {
      while (true) {
        const item = last;
        last = undefined;
        if (item !== undefined) yield item;
        else if (isOver) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
