/** Libraries of earlier versions: nothing is lost, and what is new begins where it should. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { eraseFolder, expectSums, temporaryFolder, temporaryLibrary } from "./support.ts";

const migrations = join(import.meta.dirname, "../../../main/engine/store/migrations");

/** A library as version 1 wrote it: a photo that is ready, one that failed, one that waits. */
function libraryOfVersion1(): string {
  const folder = temporaryFolder();
  const database = new Database(join(folder, "library.db"));
  database.exec(readFileSync(join(migrations, "001.sql"), "utf8"));
  database.exec(`
    INSERT INTO folders VALUES (1, x'2f70', 1, 0);
    INSERT INTO photos (id, fingerprint, taken_at) VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
    INSERT INTO files (folder, path, directory, name, extension, bytes, modified_at, fingerprint, photo, role) VALUES
      (1, x'2f702f61', '/p', 'a.jpg', 'jpg', 1, 1, 'a', 1, 'main'),
      (1, x'2f702f62', '/p', 'b.jpg', 'jpg', 1, 2, 'b', 2, 'main'),
      (1, x'2f702f63', '/p', 'c.jpg', 'jpg', 1, 3, 'c', 3, 'main');
    INSERT INTO stages VALUES
      (1, 'decode', 'done', NULL, NULL, 0), (1, 'look', 'done', NULL, NULL, 1),
      (2, 'decode', 'failed', 'file-damaged', 'It is cut short.', 1), (2, 'look', 'skipped', 'not-decoded', 'The photo was not decoded.', 0),
      (3, 'decode', 'waiting', NULL, NULL, 0), (3, 'look', 'waiting', NULL, NULL, 2);
    INSERT INTO packs VALUES (1, 'pack', 2);
    INSERT INTO vectors VALUES (1, 'look', 1, x'0000803f00000000', 7.5);
    PRAGMA user_version = 1;`);
  database.close();
  return folder;
}

test("version 1: photos, vectors and failures stay; captions wait for photos that are or can be read", () => {
  const library = temporaryLibrary(libraryOfVersion1());
  expectSums(library);
  expect(library.stages.counts()).toMatchObject({
    found: 3,
    ready: 1,
    failed: 1,
    waiting: 1,
    stages: { captions: { waiting: 2, skipped: 1 } },
  });
  expect(library.vectors.vectorOf(1, "pack")).toEqual({ embedding: new Float32Array([1, 0]), norm: 7.5 });
  expect(library.stages.failures(0, 9)).toMatchObject([{ photo: 2, code: "file-damaged", data: {}, tries: 1 }]);
  expect(library.captions.waiting(9)).toEqual([{ photo: 1 }]);
  expect(eraseFolder(library, "/p")).toBe(3);
});
