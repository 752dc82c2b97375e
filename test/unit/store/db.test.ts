/** Opening a library: what can be wrong with it, and that each case is said in words that help. */
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openLibrary } from "../../../main/engine/store/db.ts";
import { makeReadOnly, smallDisk } from "../../helpers/mounts.ts";
import { eraseFolder, finishAll, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

async function libraryWithPhotos(folder: string): Promise<void> {
  const photos = temporaryFolder();
  for (let index = 0; index < 50; index++) write(photos, `${index}.jpg`);
  const library = openLibrary(folder);
  await scanInto(library, photos);
  finishAll(library);
  await library.backUpIfDue();
  library.close();
}

test("a library is made where there is none, with its folders, and keeps what it is given", () => {
  const folder = join(temporaryFolder(), "new", "library");
  const first = openLibrary(folder);
  first.settings.set("name", "value");
  first.close();
  expect(temporaryLibrary(folder).settings.get("name")).toBe("value");
});

test("a library of a newer version is refused and not touched", () => {
  const folder = temporaryFolder();
  openLibrary(folder).close();
  const raw = new Database(join(folder, "library.db"));
  raw.pragma("user_version = 99");
  raw.close();
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-newer", hint: expect.stringContaining("Update") }));
});

test("a file that is no database is named as damaged, with the backup to go back to", async () => {
  const folder = temporaryFolder();
  await libraryWithPhotos(folder);
  writeFileSync(join(folder, "library.db"), "not a database, but long enough to be looked at".repeat(100));
  const hint = expect.stringContaining(join(folder, "library.backup.db"));
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-damaged", hint }));
});

test("overwritten pages are noticed", async () => {
  const folder = temporaryFolder();
  await libraryWithPhotos(folder);
  const file = join(folder, "library.db");
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xab, 8192, 65536));
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-damaged" }));
});

test("without a backup the hint says to index again", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "library.db"), "x".repeat(4096));
  const hint = expect.stringMatching(/index again/);
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-damaged", hint }));
});

test("the backup is a whole library", async () => {
  const folder = temporaryFolder();
  await libraryWithPhotos(folder);
  const restored = temporaryFolder();
  writeFileSync(join(restored, "library.db"), readFileSync(join(folder, "library.backup.db")));
  const library = temporaryLibrary(restored);
  expect(names(library)).toHaveLength(50);
  expect(library.vectors.load("pack").photos).toHaveLength(50);
});

test("a backup is made when the last one is a day old, and goes when a folder is forgotten", async () => {
  const library = temporaryLibrary();
  const backup = join(library.folder, "library.backup.db");
  expect([await library.backUpIfDue(), await library.backUpIfDue()]).toEqual([true, false]);
  const yesterday = statSync(backup).mtimeMs / 1000 - 25 * 60 * 60;
  utimesSync(backup, yesterday, yesterday);
  expect(await library.backUpIfDue()).toBe(true);
  library.folders.add(Buffer.from("/photos"));
  eraseFolder(library, "/photos");
  expect(existsSync(backup)).toBe(false);
});

test("a library that is closed while it is copied leaves no half copy", async () => {
  const folder = temporaryFolder();
  const library = openLibrary(folder);
  for (let index = 0; index < 3; index++) library.settings.set(`${index}`, "x".repeat(1_000_000));
  const backup = library.backUpIfDue();
  library.close();
  await expect(backup).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["library.db"]);
});

test("a library where no folder can be made is refused", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  for (const folder of [file, join(file, "library"), "/proc/self/recompose"])
    expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "library-read-only" }));
});

test("a library on a read-only disk is refused", (context) => {
  const disk = smallDisk(4096, context);
  openLibrary(join(disk, "library")).close();
  makeReadOnly(disk);
  for (const folder of ["library", "new"]) {
    expect(() => openLibrary(join(disk, folder))).toThrow(
      expect.objectContaining({ code: "library-read-only", what: expect.stringContaining(disk) }),
    );
  }
});

test("a full disk is said to be full; what was written before stays whole", async (context) => {
  const disk = smallDisk(1024, context);
  const photos = temporaryFolder();
  for (let index = 0; index < 100; index++) write(photos, `${index}.jpg`);
  const library = temporaryLibrary(join(disk, "library"));
  await scanInto(library, photos);
  const metadata = { takenAt: null, camera: null, lens: null, rating: null } as never;
  const decoded = { width: 1, height: 1, metadata, thumbnail: new Uint8Array(30_000) };
  const put = ({ photo }: { photo: number }) =>
    library.vectors.put("pack", 2, [{ photo, decoded, embedding: new Float32Array([1, 0]), norm: 1 }]);
  expect(() => library.stages.waiting(100).map(put)).toThrow(
    expect.objectContaining({ code: "disk-full", hint: expect.stringContaining("Free some space") }),
  );
  const { ready, waiting } = library.stages.counts();
  expect(ready).toBeGreaterThan(0);
  expect(ready + waiting).toBe(100);
  expect(library.vectors.load("pack").photos).toHaveLength(ready);
});

test("no room even for an empty library is a full disk too", (context) => {
  const disk = smallDisk(16, context);
  expect(() => openLibrary(join(disk, "library"))).toThrow(expect.objectContaining({ code: "disk-full" }));
});
