/** Copies of originals into a folder outside of the library. Nothing that is there is written over; originals are only read. */
import { constants } from "node:fs";
import { access, open, statfs } from "node:fs/promises";
import type { EngineHandlers } from "../../contract/api.ts";
import type { CopiesMade, CopyProgress } from "../../contract/copies.ts";
import { AppError } from "../../contract/errors.ts";
import type { CallOptions } from "../../contract/rpc.ts";
import type { Settings } from "../../contract/settings.ts";
import { codeOf, copyTogether } from "./copy-new-files.ts";
import { folderPath } from "./folder-path.ts";
import type { Library } from "./store/db.ts";
import { isInside } from "./store/folders.ts";
import { shown } from "./store/paths.ts";
import type { Original, PhotoStore } from "./store/photos.ts";

type Asked = Parameters<EngineHandlers["copyOriginals"]>[0];
type Parts = Pick<Library, "photos" | "folders" | "settings">;

const breathMs = 100;

/**
 * Says how far it is, and last what was made. Stopped, the copies that are made stay.
 * @throws AppError what `folderPath` throws; folder-in-library, folder-read-only, copies-too-large, disk-full
 */
export async function* copyOriginals(
  asked: Asked,
  library: Parts,
  { signal }: CallOptions = {},
): AsyncGenerator<CopyProgress | CopiesMade> {
  const { photos, settings } = library;
  const folder = await targetFolder(asked.folder, library);
  const wanted = asked.files ?? settings.user().dragOut;
  const all = [...new Set(asked.photos)].map((photo) => ({ photo, kinds: kindsOf(photos.originals(photo), wanted) }));
  await refuseTooLarge(
    all.flatMap(({ kinds }) => kinds),
    folder,
  );
  const left: CopiesMade["left"] = [];
  let [copied, said] = [0, 0];
  for (const [done, { photo, kinds }] of all.entries()) {
    signal?.throwIfAborted();
    if (performance.now() - said >= breathMs) {
      yield { done, of: all.length };
      said = performance.now();
    }
    const found = (await Promise.all(kinds.map(firstReadable))).filter((original) => original !== undefined);
    if (found.length < Math.max(1, kinds.length)) left.push({ photo, ...whyLeft(photo, kinds, photos) });
    copied += await copyTogether(
      found.map(({ path }) => path),
      folder,
      (error) => {
        if (isFull(error))
          throw new AppError("disk-full", "The disk became full. The copies that are made are whole.", "Choose a folder on another disk.");
        left.push({ photo, name: photos.get(photo).name, reason: "unreadable" });
      },
    );
  }
  yield { copied, folder: shown(folder), left };
}

async function targetFolder(text: string, { folders }: Parts): Promise<Buffer> {
  const folder = await folderPath(text);
  const around = folders.rows().find(({ path }) => path.equals(folder) || isInside(folder, path));
  if (around)
    throw new AppError(
      "folder-in-library",
      `${shown(folder)} lies in "${shown(around.path)}", which is a folder of the library.`,
      "Choose a folder outside of it: the library would take the copies for photos of its own.",
      { data: { path: shown(folder), name: shown(around.path) } },
    );
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new AppError("folder-read-only", `Nothing can be written to ${shown(folder)}.`, "Choose another folder.", {
      cause: error,
      data: { path: shown(folder) },
    });
  });
  return folder;
}

/** As the library knows their sizes */
async function refuseTooLarge(kinds: readonly Original[][], folder: Buffer): Promise<void> {
  const bytes = kinds.reduce((sum, [first]) => sum + (first?.bytes ?? 0), 0);
  const { bavail, bsize } = await statfs(folder);
  const [size, free] = [inMegabytes(bytes), inMegabytes(bavail * bsize)];
  if (bytes > bavail * bsize)
    throw new AppError(
      "copies-too-large",
      `The copies need ${size}, and ${free} are free.`,
      "Choose a folder on another disk, or fewer photos.",
      {
        data: { size, detail: free },
      },
    );
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString("en")} MB`;
}

/** RAW files and others, as far as they are wanted: each with the places where the same content lies, the best first. */
function kindsOf(files: readonly Original[], wanted: Settings["dragOut"]): Original[][] {
  const others = files.filter(({ raw }) => raw === 0);
  const raws = files.filter(({ raw }) => raw === 1);
  if (others.length === 0 || (raws.length > 0 && wanted === "raw")) return raws.length > 0 ? [raws] : [];
  return raws.length > 0 && wanted === "both" ? [others, raws] : [others];
}

async function firstReadable(places: readonly Original[]): Promise<Original | undefined> {
  for (const place of places) {
    const handle = await open(place.path, "r").catch(() => undefined);
    await handle?.close();
    if (handle) return place;
  }
  return undefined;
}

function whyLeft(photo: number, kinds: readonly Original[][], photos: PhotoStore): Omit<CopiesMade["left"][number], "photo"> {
  if (kinds.length === 0) return { name: `#${photo}`, reason: "unknown" };
  const { name, reachable } = photos.get(photo);
  return { name, reason: reachable ? "unreadable" : "offline" };
}

function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes(String(codeOf(error)));
}
