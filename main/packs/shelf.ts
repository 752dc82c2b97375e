/**
 * Where packs lie: parts/ID/ holds the files of a part, its part.json written last; profiles/ID/ is a pack as the models read
 * it, whose files are second names of the parts' files. All names come from the catalogue, whose ids and names are plain.
 */
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Part } from "../../contract/packs.ts";
import type { CataloguePart, CatalogueProfile } from "./catalogue.ts";
import { erase, makeFolder, whileWriting } from "./files.ts";

const recordSchema = z.object({
  part: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string(), from: z.string() })),
});
/** What is known of an installed part: every file as it came or was made, and from where. */
export type PartRecord = z.output<typeof recordSchema>;

/** What a profile's pack.json says of its files */
const packSchema = z.object({
  parts: z.array(z.string()),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export type Shelf = ReturnType<typeof openShelf>;

/** `folder`: the packs folder; it is made at need. */
export function openShelf(folder: string) {
  const partFolder = (part: string) => join(folder, "parts", part);
  const profileFolder = (profile: string) => join(folder, "profiles", profile);

  /** Undefined: not installed, or for other files than the catalogue has now. */
  async function record({ id, files, make }: CataloguePart): Promise<PartRecord | undefined> {
    const text = await readFile(join(partFolder(id), "part.json"), "utf8").catch(() => "null");
    const found = recordSchema.safeParse(readJson(text)).data;
    const isWhole = [...files.map(({ name }) => name), ...make.map(({ to }) => to)].every((name) => found?.files[name]);
    const isSame = files.every(({ name, sha256 }) => sha256 === null || found?.files[name]?.sha256 === sha256);
    return isWhole && isSame ? found : undefined;
  }

  async function packOf(profile: string) {
    const text = await readFile(join(profileFolder(profile), "pack.json"), "utf8").catch(() => "null");
    return packSchema.safeParse(readJson(text)).data;
  }

  /** The record, if all that it names is there; what is in the files, `verify` reads. */
  async function installed(part: CataloguePart): Promise<PartRecord | undefined> {
    const found = await record(part);
    return found && (await areThere(partFolder(part.id), found.files)) ? found : undefined;
  }

  return {
    folder,
    partFolder,
    profileFolder,
    record,
    installed,
    async state(part: CataloguePart): Promise<Part["state"]> {
      if (await installed(part)) return "installed";
      return (await readdir(partFolder(part.id)).catch(() => [])).length > 0 ? "partial" : "absent";
    },
    async putRecord(record: PartRecord): Promise<void> {
      await writeWhole(join(partFolder(record.part), "part.json"), record);
    },
    async profileIsThere({ id, parts }: CatalogueProfile): Promise<boolean> {
      const made = await packOf(id);
      return made !== undefined && parts.every((part) => made.parts.includes(part));
    },
    /** It was made of these very files, and all are there. */
    async profileIsOf({ id }: CatalogueProfile, parts: readonly CataloguePart[]): Promise<boolean> {
      const records = (await Promise.all(parts.map(record))).filter((one) => one !== undefined);
      const wanted = records.flatMap(({ part, files }) =>
        Object.entries(files).map(([name, { sha256 }]) => ({ name: `${part}/${name}`, sha256 })),
      );
      const files = (await packOf(id))?.files ?? {};
      const isSame = wanted.length === Object.keys(files).length && wanted.every(({ name, sha256 }) => files[name]?.sha256 === sha256);
      return isSame && (await areThere(profileFolder(id), files));
    },
    /** The profiles that were made of a part */
    async profilesWith(part: string): Promise<string[]> {
      const profiles = await readdir(join(folder, "profiles")).catch(() => []);
      const having = await Promise.all(
        profiles.map((profile) =>
          readdir(join(profileFolder(profile), part)).then(
            () => [profile],
            () => [],
          ),
        ),
      );
      return having.flat();
    },
    forgetPart: (part: string) => erase(partFolder(part)),
    forgetProfile: (profile: string) => erase(profileFolder(profile)),
  };
}

/** By size */
async function areThere(folder: string, files: Record<string, { bytes: number }>): Promise<boolean> {
  const sizes = Object.entries(files).map(
    async ([name, { bytes }]) => (await stat(join(folder, name)).catch(() => undefined))?.size === bytes,
  );
  return (await Promise.all(sizes)).every(Boolean);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All of it or nothing is there under the name. Throws disk-full, folder-read-only. */
export async function writeWhole(file: string, content: object): Promise<void> {
  await makeFolder(dirname(file));
  const write = writeFile(`${file}.new`, `${JSON.stringify(content, null, 1)}\n`, { flush: true });
  await write.then(() => rename(`${file}.new`, file)).catch(whileWriting(file));
}
