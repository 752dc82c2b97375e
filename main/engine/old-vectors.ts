/** What packs that are not in use made of the photos: it is what going back is quick by, and it takes room. */
import { statfs } from "node:fs/promises";
import { AppError } from "../../contract/errors.ts";
import type { OldVectors } from "../../contract/types.ts";
import type { Library } from "./store/db.ts";

export interface OldVectorsParts {
  library: Pick<Library, "beside">;
  /** Also of the pack that is being prepared. Throws what loading the pack threw: then it is not known. */
  keysInUse(): Promise<string[]>;
  /** What was held up for want of room may go on. */
  onRoom(): void;
}

export function createOldVectors({ library, keysInUse, onRoom }: OldVectorsParts) {
  return {
    async list(): Promise<OldVectors[]> {
      const inUse = await keysInUse();
      return library.beside.keys().filter(({ key }) => !inUse.includes(key));
    },
    /** Throws bad-request for vectors that are in use. */
    async forget(key: string): Promise<void> {
      if ((await keysInUse()).includes(key))
        throw new AppError("bad-request", `The vectors "${key}" are in use.`, "Change to another pack first.");
      library.beside.forget(key);
      onRoom();
    },
  };
}

/** What a row and the indexes take besides the numbers, about */
const rowBytes = 64;
/** What the journal grows by until it is emptied, and as much again when it is emptied into the library */
const journalBytes = 2 * 1000 * 4096;

/** Throws disk-full when vectors of `dims` numbers for so many photos would not fit on the library's disk. */
export async function checkRoomForVectors(
  { folder, beside }: Pick<Library, "folder" | "beside">,
  photos: number,
  dims: number,
): Promise<void> {
  const bytes = photos * (4 * dims + rowBytes);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.max(0, bavail * bsize - journalBytes) + beside.emptyBytes();
  if (bytes <= free) return;
  throw new AppError(
    "disk-full",
    `The new pack's vectors take about ${megabytes(bytes)}, and ${megabytes(free)} are free on the disk with the library ${folder}.`,
    "Free some space, then change again.",
    { data: { path: folder } },
  );
}

/** The same error, for who reads commands: how much could be had by erasing. */
export function withRoomToHave(error: AppError, old: readonly OldVectors[]): AppError {
  const bytes = old.reduce((sum, one) => sum + one.bytes, 0);
  if (error.code !== "disk-full" || bytes === 0) return error;
  const hint = `Vectors of packs that are not in use take ${megabytes(bytes)}: "recompose vectors list" names them, "recompose vectors forget" erases them.`;
  return new AppError(error.code, error.what, `${hint} Then change again.`, { cause: error, data: error.data });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
