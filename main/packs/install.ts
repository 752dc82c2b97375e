/** Files of a part that are all here -> an installed part; installed parts -> a pack that the models can read. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.ts";
import type { Fetched } from "../../contract/packs.ts";
import type { CataloguePart, CatalogueProfile } from "./catalogue.ts";
import { erase, linkOrCopy, sha256Of } from "./files.ts";
import { checkForm } from "./form.ts";
import { makeFile } from "./make.ts";
import { type PartRecord, type Shelf, writeWhole } from "./shelf.ts";

/** `came`: what is known of its files. Throws pack-damaged, when a file is not what its part needs; then all of it is erased. */
export async function installPart(shelf: Shelf, part: CataloguePart, came: readonly Fetched[]): Promise<void> {
  const folder = shelf.partFolder(part.id);
  const record: PartRecord = { part: part.id, files: {} };
  for (const { file, bytes, sha256, from } of came) record.files[file] = { bytes, sha256, from };
  try {
    await checkForm(part, folder);
    for (const making of part.make) {
      const file = join(folder, making.to);
      await makeFile(folder, making, record.files[making.from]?.sha256 ?? "");
      record.files[making.to] = { bytes: (await stat(file)).size, sha256: await sha256Of(file), from: making.from };
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "pack-damaged") await shelf.forgetPart(part.id);
    throw error;
  }
  await shelf.putRecord(record);
}

/** Makes the profile's pack of its installed parts and returns its folder. Throws pack-missing when one is not. */
export async function installProfile(shelf: Shelf, profile: CatalogueProfile, parts: readonly CataloguePart[]): Promise<string> {
  const records = await Promise.all(parts.map((part) => recordOf(shelf, part)));
  const folder = shelf.profileFolder(profile.id);
  await erase(join(folder, "pack.json"));
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const { part, files: own } of records)
    for (const [name, { bytes, sha256 }] of Object.entries(own)) {
      await linkOrCopy(join(shelf.partFolder(part), name), join(folder, part, name));
      files[`${part}/${name}`] = { bytes, sha256 };
    }
  const fragments = parts.map((part) => withPaths(part.manifest, part.id, records.find(({ part: id }) => id === part.id)?.files ?? {}));
  await writeWhole(join(folder, "pack.json"), { ...head(profile, parts, records), ...merged(fragments), files });
  return folder;
}

async function recordOf(shelf: Shelf, part: CataloguePart): Promise<PartRecord> {
  const record = await shelf.record(part);
  if (record) return record;
  throw new AppError("pack-missing", `"${part.title}" is not installed.`, `"recompose models get ${part.id}" gets it.`);
}

/** The pack is called by its encoder, so that vectors stay good when only captions or edits are made by others. */
function head({ title }: CatalogueProfile, parts: readonly CataloguePart[], records: readonly PartRecord[]) {
  const encoder = parts.find(({ kind }) => kind === "encoder");
  const sums = Object.values(records.find(({ part }) => part === encoder?.id)?.files ?? {}).map(({ sha256 }) => sha256);
  return {
    format: 1,
    id: encoder?.id ?? "",
    version: createHash("sha256").update(sums.toSorted().join()).digest("hex").slice(0, 12),
    title,
    licence: parts.map(({ title, licence }) => `${title}: ${licence}`).join("; "),
    commercialUse: commercialUseOf(parts),
    parts: parts.map(({ id }) => id),
    weights: { semantic: { alpha: 0.6, beta: 0.4, gamma: 0.2 }, visual: { alpha: 0.2, beta: 0.6, gamma: 0.1 } },
  };
}

/** The strictest of all parts' */
export function commercialUseOf(parts: readonly CataloguePart[]): "yes" | "no" | "unclear" {
  const uses = parts.map(({ commercialUse }) => commercialUse);
  return (["no", "unclear", "yes"] as const).find((use) => uses.includes(use)) ?? "no";
}

/** Names of the part's files become their paths in the pack. */
function withPaths(value: unknown, part: string, files: PartRecord["files"]): unknown {
  if (typeof value === "string") return Object.hasOwn(files, value) ? `${part}/${value}` : value;
  if (Array.isArray(value)) return value.map((item) => withPaths(item, part, files));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPaths(item, part, files)]));
}

/** Two networks phi stand side by side. */
function merged(fragments: readonly unknown[]): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const fragment of fragments)
    for (const [key, value] of Object.entries(fragment ?? {})) whole[key] = key === "phi" ? { ...(whole.phi ?? {}), ...value } : value;
  return whole;
}
