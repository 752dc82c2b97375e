/**
 * What a page gets of the packs, in every host. It names ids of the catalogue; which host is asked, which folder is used and
 * whether anything may be fetched at all is decided here.
 */
import { totalmem } from "node:os";
import type { EngineApi } from "../contract/api.ts";
import { AppError } from "../contract/errors.ts";
import type { PacksApi, Part, Profile } from "../contract/packs.ts";
import type { PackList, PagePacksHandlers, PageProfile } from "../contract/page-packs.ts";
import type { CallOptions } from "../contract/rpc.ts";
import type { PacksOnDemand } from "./packs-on-demand.ts";

export interface PagePacksParts {
  packs: PacksOnDemand;
  engine: Pick<EngineApi, "usePack" | "packFolders">;
  /** A host that the user named at the start, to be asked in place of those of the catalogue */
  hub?: string | undefined;
  /** The user showed the page this file or folder. */
  mayImport(path: string): boolean;
  /** Asks the user outside of the page. Missing: the page has asked. */
  consent?: ((offer: Offer) => Promise<Consent>) | undefined;
}

/** What is to be fetched */
export interface Offer {
  title: string;
  parts: Part[];
  bytes: number;
  hosts: string[];
  /** Size and checksum of some file are not known: nobody can tell whether it is the right one. */
  unpinned: boolean;
}
/** `all`: also what cannot be checked */
export type Consent = "no" | "checked" | "all";

export function createPagePacks({ packs, engine, hub, mayImport, consent }: PagePacksParts): PagePacksHandlers {
  let isChanging = false;

  /** Files change by one request at a time. */
  function begin(): () => void {
    if (isChanging) throw new AppError("models-busy", "Other models are being fetched or changed.", "Wait for that, or cancel it.");
    isChanging = true;
    return () => {
      isChanging = false;
    };
  }

  async function alone<T>(work: (packs: PacksApi) => Promise<T>): Promise<T> {
    const end = begin();
    return await packs.during(work).finally(end);
  }

  /** The profiles that must stay: their files are open. */
  async function held(profiles: readonly Profile[]): Promise<{ inUse: string | null; coming: string | null }> {
    const { inUse, coming } = await engine.packFolders({});
    const idOf = (folder: string | null | undefined) => profiles.find((profile) => isOf(profile, folder))?.id ?? null;
    return { inUse: idOf(inUse), coming: idOf(coming) };
  }

  async function list(options?: CallOptions): Promise<PackList> {
    const { parts, profiles } = await packs.during((packs) => packs.list({}, options));
    return {
      parts: parts.map(fromHub),
      profiles: profiles.map(withoutFolder),
      ...(await held(profiles)),
      memoryBytes: totalmem(),
      asksItself: consent !== undefined,
    };
  }

  function fromHub(part: Part): Part {
    return hub === undefined ? part : { ...part, availability: "hosted", hosts: [new URL(hub).host] };
  }

  /** Throws aborted where the user said no. */
  async function mayFetchUnpinned(id: string, agreed: boolean, options?: CallOptions): Promise<boolean> {
    if (!consent) return agreed;
    const answer = await consent(offerOf(id, await list(options)));
    if (answer === "no") throw new AppError("aborted", "Cancelled.");
    return answer === "all";
  }

  return {
    list: (_, options) => list(options),

    async *get({ id, unpinned: agreed }, options) {
      const end = begin();
      try {
        const unpinned = await mayFetchUnpinned(id, agreed, options);
        yield* packs.duringStream(async function* (packs) {
          for await (const news of packs.get({ id, unpinned, ...(hub !== undefined && { hub }) }, options))
            yield "fetched" in news ? { fetched: news.fetched } : news;
        });
      } finally {
        end();
      }
    },

    importFrom: async ({ path, part }, options) => {
      if (!mayImport(path))
        throw new AppError("file-not-chosen", `"${path}" was not chosen by you.`, "Choose the file in the dialog.", { data: { path } });
      const { fetched } = await alone((packs) => packs.importFrom({ path, ...(part !== undefined && { part }) }, options));
      return { fetched };
    },

    verify: (input, options) => packs.during((packs) => packs.verify(input, options)),

    remove: (input, options) =>
      alone(async (packs) => {
        const { profiles } = await packs.list({}, options);
        const needed = Object.values(await held(profiles));
        const holder = profiles.find(({ id, parts }) => needed.includes(id) && (id === input.id || parts.includes(input.id)));
        if (holder)
          throw new AppError("pack-in-use", `"${holder.title}" is in use.`, "Change to another pack first.", {
            data: { name: holder.title },
          });
        return await packs.remove(input, options);
      }),

    use: async ({ id }, options) => {
      const { profiles } = await packs.during((packs) => packs.list({}, options));
      const profile = profiles.find((profile) => profile.id === id);
      if (!profile) throw new AppError("pack-unknown", `There is no pack "${id}".`, "Choose one of the list.");
      if (profile.state !== "installed") throw new AppError("pack-missing", `"${profile.title}" is not installed.`, "Get it first.");
      return await engine.usePack({ folder: profile.folder }, options);
    },

    requests: (_, options) => packs.during((packs) => packs.requests({}, options)),
  };
}

/** The profile without parts is in the program itself. */
function isOf({ parts, folder }: Profile, used: string | null | undefined): boolean {
  return used === null ? parts.length === 0 : used !== undefined && folder === used;
}

function withoutFolder({ folder: _, ...profile }: Profile): PageProfile {
  return profile;
}

/** Throws pack-unknown. */
function offerOf(id: string, { parts, profiles }: PackList): Offer {
  const profile = profiles.find((profile) => profile.id === id);
  const wanted = profile?.parts ?? [id];
  const absent = parts.filter((part) => wanted.includes(part.id) && part.state !== "installed");
  const title = profile?.title ?? absent[0]?.title;
  if (title === undefined) throw new AppError("pack-unknown", `There is no pack "${id}" to be fetched.`, "Choose one of the list.");
  return {
    title,
    parts: absent,
    bytes: absent.reduce((sum, { bytes }) => sum + bytes, 0),
    hosts: [...new Set(absent.flatMap(({ hosts }) => hosts))],
    unpinned: absent.some(({ pinned }) => !pinned),
  };
}
