/** Where the program finds its own parts and, unless told otherwise, keeps its library. */
import { join } from "node:path";
import envPaths from "env-paths";

export interface ProgramPaths {
  /** package.json's folder */
  root: string;
  engine: string;
  /** The built page */
  page: string;
  preload: string;
  starterPack: string;
}

/** `built`: the folder of the built entries (`import.meta.dirname` of an entry; of a shared chunk it would be another). */
export function programPaths(built: string): ProgramPaths {
  const root = join(built, "..", "..");
  return {
    root,
    engine: join(built, "engine.js"),
    page: join(built, "..", "renderer"),
    preload: join(built, "..", "preload", "index.cjs"),
    starterPack: join(root, "models", "starter"),
  };
}

/** The platform's folder for application data. */
export function defaultLibrary(): string {
  return join(envPaths("Recompose", { suffix: "" }).data, "library");
}

/** Where the command was typed: npm runs its scripts in the package's own folder. */
export function typedIn(): string {
  const script = process.env.npm_lifecycle_event;
  const viaNpm = script === "start" || script === "recompose";
  return (viaNpm && process.env.INIT_CWD) || process.cwd();
}
