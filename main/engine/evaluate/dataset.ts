/** A dataset of composed queries, whatever its files look like. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import { AppError } from "../../../contract/errors.ts";
import { extensionOf, kindOf } from "../formats.ts";

export interface ComposedQuery {
  /** As the dataset names it */
  id: string;
  /** Name of a photo; undefined: words only */
  reference: string | undefined;
  edit: string;
  /** Names of photos. Recall looks at the first of them, or at any (`anyTarget`); empty where they are hidden. */
  targets: string[];
  /** CIRR: the photos among which Recall_subset ranks, without the reference */
  group?: string[];
}

/** Queries that search the same photos. */
export interface Part {
  name: string;
  gallery: string[];
  queries: ComposedQuery[];
}

export interface Dataset {
  name: string;
  parts: Part[];
  /** Where a photo lies */
  pathOf(name: string): string;
  anyTarget: boolean;
  /** The reference is no answer to its own query. */
  withoutReference: boolean;
  /** Which of the pack's weights the paper uses for it */
  weights: "semantic" | "visual";
}

/** The first of `names` that is in `root`, as a path. */
export async function firstThere(root: string, names: readonly string[]): Promise<string> {
  const path = await firstOf(root, names);
  if (path) return path;
  throw new AppError(
    "file-missing",
    `${join(root, names[0] ?? "")} is not there.`,
    `Give the folder of the dataset with --root. Looked for: ${names.join(", ")}.`,
  );
}

export async function firstOf(root: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = join(root, name);
    if (await stat(path).catch(() => undefined)) return path;
  }
  return undefined;
}

/** @throws AppError file-missing when it cannot be read, bad-request when it has another form */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(path);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).split("\n").slice(0, 2).join(" ") : String(error);
    throw new AppError("bad-request", `${path} does not have the form of this dataset: ${why}`, "Give another file.", { cause: error });
  }
}

/** The lines of a text file that are not empty. */
export async function readLines(path: string): Promise<string[]> {
  return (await readText(path)).split("\n").flatMap((line) => line.trim() || []);
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new AppError("file-missing", `${path} could not be read.`, "Check the path.", { cause: error });
  });
}

/** Names of the photos in a folder, sorted; those in folders within it, too, as "within/name.jpg", if asked. */
export async function photosIn(folder: string, recursive = false): Promise<string[]> {
  const names = await readdir(folder, { recursive }).catch((error: unknown) => {
    throw new AppError("file-missing", `The folder ${folder} could not be read.`, "Check the path.", { cause: error });
  });
  const isPhoto = (name: string) => ["photo", "raw"].includes(kindOf(extensionOf(name)) ?? "");
  return names
    .filter(isPhoto)
    .map((name) => name.replaceAll(sep, "/"))
    .sort();
}
