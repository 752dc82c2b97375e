/** models/catalogue.json: every part that a user can get, and the profiles that they make up. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../contract/errors.ts";
import { availabilitySchema, partKinds } from "../../contract/packs.ts";
import { packInfoSchema } from "../../contract/types.ts";

const idSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, "must be lower case, with digits, dots and dashes");
/** A plain name: with no separator and no leading dot, it can't leave its folder; nor is it one of those that are written beside it. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "must be a plain file name")
  .refine((name) => !/^part\.json$|\.(part|tag|new|coming)$/i.test(name), "must not be a name that the program needs itself");
const bytes = z.number().int().min(1);

const fileSchema = z
  .object({
    name: fileName,
    /** Null: it has no address that lasts, or is made by models/export. REV stands for the revision. */
    url: z.url({ protocol: /^https$/ }).nullable(),
    /** A commit of the repository that the address is in; null until it was pinned. */
    revision: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/)
      .nullable(),
    /** As measured; `about` where it is not pinned. */
    bytes: bytes.nullable(),
    about: bytes,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  })
  .refine(({ bytes, sha256 }) => (bytes === null) === (sha256 === null), "size and checksum are pinned together");

const partSchema = z.object({
  id: idSchema,
  kind: z.enum(partKinds),
  title: z.string().min(1).max(100),
  purpose: z.string().min(1).max(300),
  licence: z.string().min(1).max(300),
  commercialUse: packInfoSchema.shape.commercialUse,
  source: z.string().min(1).max(300),
  availability: availabilitySchema,
  memoryBytes: bytes,
  /** Parts of which it needs one: a phi network fits one encoder. */
  needs: z.array(idSchema).default([]),
  files: z.array(fileSchema).min(1),
  /** Files that are made here of others; `width`: of a network phi, how many numbers go in and come out. */
  make: z.array(z.object({ from: fileName, to: fileName, by: z.enum(["pseudo-token", "phi"]), width: bytes.optional() })).default([]),
  /** What it adds to the pack.json of a profile; names of its files stand for the files. */
  manifest: z.record(z.string(), z.unknown()).default({}),
});
export type CataloguePart = z.output<typeof partSchema>;
export type CatalogueFile = CataloguePart["files"][number];

const profileSchema = z.object({
  id: idSchema,
  title: z.string().min(1).max(100),
  /** Empty: it is in the program itself. */
  parts: z.array(idSchema),
});
export type CatalogueProfile = z.output<typeof profileSchema>;

/** Parts and profiles that may need others which are not among them. */
export const listSchema = z.object({ format: z.literal(1), parts: z.array(partSchema), profiles: z.array(profileSchema) });

export const catalogueSchema = listSchema.check(({ value: { parts, profiles }, issues }) => {
  const ids = [...parts, ...profiles].map(({ id }) => id);
  const complain = (message: string) => issues.push({ code: "custom", input: ids, message });
  if (new Set(ids).size < ids.length) complain("an id is there twice");
  const known = new Map(parts.map((part) => [part.id, part]));
  for (const { id, needs, files, make, availability } of parts) {
    for (const need of needs) if (!known.has(need)) complain(`"${id}" needs "${need}", which is not there`);
    for (const { from } of make) if (!files.some(({ name }) => name === from)) complain(`"${id}" makes something of "${from}"`);
    const names = [...files.map(({ name }) => name), ...make.map(({ to }) => to)];
    if (new Set(names).size < names.length) complain(`"${id}" has a file twice`);
    if (availability === "hosted" && files.some(({ url }) => url === null)) complain(`"${id}" is hosted and has a file without address`);
  }
  for (const profile of profiles) {
    const own = profile.parts.flatMap((id) => known.get(id) ?? []);
    if (own.length < profile.parts.length) complain(`"${profile.id}" has a part that is not there`);
    if (own.length > 0 && own.filter(({ kind }) => kind === "encoder").length !== 1) complain(`"${profile.id}" needs one encoder`);
    for (const part of own)
      if (part.needs.length > 0 && !part.needs.some((need) => profile.parts.includes(need)))
        complain(`"${part.id}" does not fit the other parts of "${profile.id}"`);
  }
});
export type Catalogue = z.output<typeof catalogueSchema>;

/** Throws file-missing or bad-request, naming the file. */
export async function readCatalogue(file: string): Promise<Catalogue> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new AppError("file-missing", `The catalogue "${file}" cannot be read.`, "Name another one, or leave it out.", { cause: error });
  });
  try {
    return catalogueSchema.parse(JSON.parse(text));
  } catch (error) {
    const problems = error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
    const why = problems.slice(0, 3).join("; ") || "it is not readable as JSON";
    throw new AppError("bad-request", `"${file}" is no catalogue (${why}).`, "Name another one, or leave it out.", { cause: error });
  }
}

export function sizeOf({ bytes, about }: CatalogueFile): number {
  return bytes ?? about;
}

export function isPinned(part: CataloguePart): boolean {
  return part.files.every(({ sha256 }) => sha256 !== null);
}

/** The parts of a profile, or the part that is called so. Throws pack-unknown. */
export function partsOf({ parts, profiles }: Catalogue, id: string): CataloguePart[] {
  const profile = profiles.find((profile) => profile.id === id);
  const wanted = profile ? profile.parts : [id];
  const found = parts.filter((part) => wanted.includes(part.id));
  if (found.length > 0 || profile) return found;
  throw new AppError("pack-unknown", `There is no model or profile "${id}".`, '"recompose models list" names them all.');
}
