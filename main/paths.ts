/** Where the program finds its own parts and, unless told otherwise, keeps its library. */
import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import envPaths from "env-paths";
import { AppError } from "../contract/errors.ts";

export interface ProgramPaths {
  /** package.json's folder */
  root: string;
  engine: string;
  /** The built page */
  page: string;
  preload: string;
  starterPack: string;
  /** Photos to try the program with; the library shows the folder by its name. */
  samples: string;
  /** The packs process */
  packs: string;
  catalogue: string;
  /** A picture of 512 x 512 */
  icon: string;
  /** Of everything that comes along, gathered when it is packed */
  licences: string;
}

/** `built`: the folder of the built entries (`import.meta.dirname` of an entry; of a shared chunk it would be another). */
export function programPaths(built: string): ProgramPaths {
  const root = join(built, "..", "..");
  // Installed, the program is in an archive; what native code opens by its path lies beside it.
  const beside = root.endsWith(".asar") ? dirname(root) : root;
  return {
    root,
    engine: join(built, "engine.js"),
    page: join(built, "..", "renderer"),
    preload: join(built, "..", "preload", "index.cjs"),
    starterPack: join(beside, "models", "starter"),
    samples: join(beside, "Samples"),
    icon: join(root, "packaging", "icons", "icon.png"),
    licences: join(beside, "licences.txt"),
    packs: join(built, "packs.js"),
    catalogue: join(beside, "models", "catalogue.json"),
  };
}

/** The platform's folder for application data. */
export function defaultLibrary(): string {
  return join(envPaths("Recompose", { suffix: "" }).data, "library");
}

/** Where models lie that the user got. */
export function defaultPacks(): string {
  return join(envPaths("Recompose", { suffix: "" }).data, "packs");
}

/** Where setting up puts the language model; it may be missing. */
export function defaultLanguageModel(): string {
  return join(envPaths("Recompose", { suffix: "" }).cache, "SmolLM2-135M-Instruct.Q4_1.gguf");
}

/**
 * The language model to use. named: a GGUF file relative to `from`; true: the default one; false: none.
 * Throws file-missing for a named file that is not there.
 */
export function languageModel(named: string | boolean, from: string): string | null {
  if (typeof named === "boolean") return named ? defaultLanguageModel() : null;
  const file = resolve(from, named);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new AppError("file-missing", `There is no language model "${file}".`, "Name a GGUF file, or leave --llm out.");
}

/** Where the command was typed: npm runs its scripts in the package's own folder. */
export function typedIn(): string {
  const script = process.env.npm_lifecycle_event;
  const viaNpm = script === "start" || script === "recompose";
  return (viaNpm && process.env.INIT_CWD) || process.cwd();
}
