/** What the page may ask of Electron's main process, and in which form. Everything else is dropped. */
import { z } from "zod";
import { type ModelSource, modelSources, type PhotoAction, type PortTarget, photoActions, portTargets } from "../../contract/bridge.ts";
import { type Language, languages } from "../../contract/languages.ts";
import { photoIdSchema, photoIdsSchema } from "./originals.ts";

export const requestSchemas = {
  nothing: z.tuple([]),
  port: z.tuple([z.enum(portTargets)]),
  models: z.tuple([z.enum(modelSources)]),
  folder: z.tuple([z.string().min(1).max(4096)]),
  photos: z.tuple([photoIdsSchema]),
  act: z.tuple([z.enum(photoActions), photoIdSchema]),
  language: z.tuple([z.enum(languages)]),
};

/** How they are answered. Refusals are AppErrors. `Port` is the host's own kind of port. */
export interface PageRequests<Port> {
  openPort(to: PortTarget): Port;
  chooseFolder(): Promise<string | null>;
  /** In which the page may then have copies made */
  chooseFolderForCopies(): Promise<string | null>;
  chooseModels(what: ModelSource): Promise<string | null>;
  chooseReferences(): Promise<void>;
  /** Only a folder is taken note of. */
  folderDropped(path: string): void;
  /** Paths of the originals */
  dragOut(photos: number[]): Promise<[string, ...string[]]>;
  act(action: PhotoAction, photo: number): Promise<void>;
  speak(language: Language): void;
  /** The page takes references from now on. */
  listening(): void;
}
