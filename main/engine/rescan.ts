/** Brings the rows of one chosen folder up to date with its files. A scan never erases anything. */
import type { AppError } from "../../contract/errors.ts";
import { folderError } from "./folder-path.ts";
import { identify, isUnread } from "./identity.ts";
import { isHidden, scan } from "./scan.ts";
import type { Library } from "./store/db.ts";
import type { FoundFile } from "./store/files.ts";
import type { FolderRow } from "./store/folders.ts";

export interface RescanOptions {
  signal: AbortSignal;
  /** Rows were written: photos may wait to be read. */
  onRows(): void;
  /** A folder below that could not be listed, or the folder itself */
  onUnreadable(error: AppError): void;
}

/**
 * Returns whether anything is different now: photos may have come, come back or gone.
 * Records new, changed, moved and returned files of `folder`. Files that were not seen are flagged as missing, but only
 * after a whole scan of a folder that is really there: an empty place where files used to be is a drive that is away.
 */
export async function rescan(library: Library, folder: FolderRow, options: RescanOptions): Promise<boolean> {
  const { hiddenFiles } = library.settings.user();
  const isLeftOut = (path: Buffer) => !hiddenFiles && isHidden(path, folder.path);
  const seen = new Set<number>();
  const unread: Buffer[] = [];
  let isEmpty = true;
  let isDifferent = false;
  try {
    for await (const event of scan(folder.path, options.signal, hiddenFiles)) {
      isEmpty = false;
      if (event.type === "files") {
        if (await record(library, folder, event.files, seen, options)) isDifferent = true;
      } else {
        unread.push(event.directory);
        options.onUnreadable(folderError(event.error, event.directory));
      }
    }
  } catch (error) {
    if (options.signal.aborted || !isFileSystemError(error)) throw error;
    options.onUnreadable(folderError(error, folder.path));
    return setReachable(library, folder, false) || isDifferent;
  }
  const isAway = isEmpty && library.folders.hadFiles(folder.id) && !library.files.allLeftOut(folder.id, isLeftOut);
  if (setReachable(library, folder, !isAway)) isDifferent = true;
  if (!isAway && library.files.flagUnseen(folder.id, seen, unread, isLeftOut) > 0) isDifferent = true;
  return isDifferent;
}

/** One chunk of a scan: what is known and unchanged is not read. True if rows were written. */
async function record(
  library: Library,
  folder: FolderRow,
  found: FoundFile[],
  seen: Set<number>,
  { signal, onRows }: RescanOptions,
): Promise<boolean> {
  const changed: FoundFile[] = [];
  const returned: number[] = [];
  for (const file of found) {
    const known = library.files.find(file.path);
    const isSame = known?.bytes === file.bytes && known.modifiedAt === file.modifiedAt && !isUnread(known.fingerprint);
    if (!isSame) changed.push(file);
    if (!known) continue;
    seen.add(known.id);
    if (isSame && known.missing) returned.push(known.id);
  }
  if (returned.length + changed.length === 0) return false;
  const files = await identify(changed, library.files);
  signal.throwIfAborted();
  library.files.unflag(returned);
  for (const id of library.files.record(folder.id, files)) seen.add(id);
  onRows();
  return true;
}

/** True if that is news. */
function setReachable(library: Library, folder: FolderRow, reachable: boolean): boolean {
  if (folder.reachable === reachable) return false;
  library.folders.setReachable(folder.id, reachable);
  library.files.settleFolder(folder.id);
  return true;
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
