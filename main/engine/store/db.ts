/**
 * The library: one SQLite file, one program at a time.
 *
 * [Note: the lock] The connection keeps SQLite's exclusive file lock from the first statement until it is closed.
 * The system drops it when the process ends, however it ends, so a lock is never left behind.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../contract/errors.ts";
import { backUp } from "./backup.ts";
import { type BesideStore, createBeside } from "./beside.ts";
import { type CaptionStore, createCaptions } from "./captions.ts";
import { type CollectionStore, createCollections } from "./collections.ts";
import { createErasing, type ErasingStore } from "./erasing.ts";
import { guarded, libraryError } from "./errors.ts";
import { createFiles, type FileStore } from "./files.ts";
import { createFolders, type FolderRow, type FolderStore } from "./folders.ts";
import { createMarks, type MarkStore } from "./marks.ts";
import { migrate } from "./migrate.ts";
import { createNames, type NameStore } from "./names.ts";
import { createNearCopies, type NearCopyStore } from "./near-copies.ts";
import { type LibraryPaths, libraryPaths } from "./paths.ts";
import { createPhotos, type PhotoStore } from "./photos.ts";
import { createSearches, type SearchStore } from "./searches.ts";
import { createSettings, type SettingStore } from "./settings.ts";
import { createStages, type StageStore } from "./stages.ts";
import { createSuggestions, type SuggestionStore } from "./suggestions.ts";
import { createVectors, type VectorStore } from "./vectors.ts";

export interface Library {
  folder: string;
  folders: FolderStore;
  files: FileStore;
  photos: PhotoStore;
  stages: StageStore;
  vectors: VectorStore;
  captions: CaptionStore;
  settings: SettingStore;
  marks: MarkStore;
  collections: CollectionStore;
  searches: SearchStore;
  nearCopies: NearCopyStore;
  names: NameStore;
  suggestions: SuggestionStore;
  beside: BesideStore;
  erasing: Pick<ErasingStore, "begin">;
  /** `folders.move`, also in the filters of saved searches. */
  moveFolder(folder: FolderRow, to: Buffer): void;
  /** To be called at a start: what was removed is to be erased, unless the program that did it crashed, for until it was closed that can be taken back. */
  beginErasing(): void;
  /** Erases a piece, on the disk too, and after the last one of a folder the backup, for it remembers. False if nothing is to be erased. */
  eraseNext(): boolean;
  /** Copies the library to `library.backup.db` if the copy is older than a day; true if it did. To be called when idle. */
  backUpIfDue(): Promise<boolean>;
  close(): void;
}

/**
 * Opens the library in `folder`, creating both as needed.
 * Throws library-in-use, library-newer, library-damaged, library-read-only, disk-full.
 */
export function openLibrary(folder: string): Library {
  const paths = libraryPaths(folder);
  let database: Database.Database | undefined;
  try {
    const crashed = existsSync(paths.owner);
    makeFolder(folder);
    for (const path of [folder, paths.database]) if (existsSync(path)) accessSync(path, constants.W_OK);
    database = new Database(paths.database, { timeout: 1500 });
    prepare(database, paths);
    return library(database, paths, crashed);
  } catch (error) {
    database?.close();
    throw libraryError(error, paths);
  }
}

/** Not mkdir's own recursion: that hides why it failed, and never ends in folders like /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

function prepare(database: Database.Database, paths: LibraryPaths): void {
  database.pragma("locking_mode = EXCLUSIVE");
  takeLock(database, paths);
  database.pragma("synchronous = NORMAL");
  database.pragma("foreign_keys = ON");
  // What is forgotten is overwritten, not only unlinked.
  database.pragma("secure_delete = ON");
  migrate(database, paths);
  checkTables(database, paths);
  database.function("folded", { deterministic: true }, (text) => String(text).toLowerCase());
}

function takeLock(database: Database.Database, paths: LibraryPaths): void {
  try {
    database.pragma("journal_mode = WAL");
    database.exec("BEGIN IMMEDIATE; COMMIT");
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"))) throw error;
    const owner = existsSync(paths.owner) ? ` (process ${readFileSync(paths.owner, "utf8")})` : "";
    throw new AppError(
      "library-in-use",
      `The library ${paths.folder} is open in another program${owner}.`,
      "Close that program, or choose another library folder.",
      { cause: error },
    );
  }
  writeFileSync(paths.owner, String(process.pid));
}

/** The small tables only: reading all thumbnails would take seconds; a backup checks everything. */
function checkTables(database: Database.Database, paths: LibraryPaths): void {
  for (const table of ["folders", "photos", "files", "stages"]) checkIntegrity(database, paths, table);
}

function checkIntegrity(database: Database.Database, paths: LibraryPaths, table?: string): void {
  const found = database.pragma(table ? `quick_check(${table})` : "quick_check(1)", { simple: true });
  if (found === "ok") return;
  throw libraryError(Object.assign(new Error(String(found)), { code: "SQLITE_CORRUPT" }), paths);
}

/** `crashed`: whoever opened it last never closed it. */
function library(database: Database.Database, paths: LibraryPaths, crashed: boolean): Library {
  const folders = guarded(createFolders(database), paths);
  const searches = guarded(createSearches(database), paths);
  const erasing = guarded(createErasing(database), paths);
  return {
    folder: paths.folder,
    folders,
    files: guarded(createFiles(database), paths),
    photos: guarded(createPhotos(database), paths),
    stages: guarded(createStages(database), paths),
    vectors: guarded(createVectors(database), paths),
    captions: guarded(createCaptions(database), paths),
    settings: guarded(createSettings(database), paths),
    marks: guarded(createMarks(database), paths),
    collections: guarded(createCollections(database), paths),
    searches,
    nearCopies: guarded(createNearCopies(database), paths),
    names: guarded(createNames(database), paths),
    suggestions: guarded(createSuggestions(database), paths),
    beside: guarded(createBeside(database, { stages: createStages(database), settings: createSettings(database) }), paths),
    erasing,
    moveFolder: database.transaction((folder: FolderRow, to: Buffer) => {
      folders.move(folder, to);
      searches.moveFolder(folder.path, to);
    }),
    beginErasing: () => {
      if (!crashed) erasing.beginAll();
    },
    eraseNext: () => {
      const erased = erasing.next();
      if (erased === "last") {
        database.pragma("wal_checkpoint(TRUNCATE)");
        rmSync(paths.backup, { force: true });
      }
      return erased !== "nothing";
    },
    backUpIfDue: () => backUp(database, paths, () => checkIntegrity(database, paths)),
    close: () => {
      if (!database.open) return;
      database.close();
      rmSync(paths.owner, { force: true });
    },
  };
}
