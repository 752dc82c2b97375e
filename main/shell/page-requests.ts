/** What the page may ask of Electron's main process, and in which form. Everything else is dropped. */
import { z } from "zod";
import { type PhotoAction, photoActions } from "../../contract/bridge.ts";
import { photoIdSchema, photoIdsSchema } from "./originals.ts";

export const requestSchemas = {
  nothing: z.tuple([]),
  folder: z.tuple([z.string().min(1).max(4096)]),
  photos: z.tuple([photoIdsSchema]),
  act: z.tuple([z.enum(photoActions), photoIdSchema]),
};

/** How they are answered. Refusals are AppErrors. `Port` is the host's own kind of port. */
export interface PageRequests<Port> {
  openPort(): Port;
  chooseFolder(): Promise<string | null>;
  /** In which the page may then have copies made */
  chooseFolderForCopies(): Promise<string | null>;
  chooseReferences(): Promise<void>;
  /** Only a folder is taken note of. */
  folderDropped(path: string): void;
  /** Paths of the originals */
  dragOut(photos: number[]): Promise<[string, ...string[]]>;
  act(action: PhotoAction, photo: number): Promise<void>;
  /** The page takes references from now on. */
  listening(): void;
}
