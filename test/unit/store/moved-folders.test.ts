/** A folder that lies in another place now: found again by its photos, and nothing is read twice. */
import { appendFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { querySchema } from "../../../contract/types.ts";
import { movedPath } from "../../../main/engine/store/folders.ts";
import { createWorld, goodFiles, indexAll, type World } from "./indexing.ts";
import { expectSums, finishAll, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./support.ts";

/** Indexed, and then away */
async function movedWorld(photos: number): Promise<{ world: World; now: string }> {
  const world = createWorld(goodFiles(photos));
  write(world.folder, "sub/raw.dng", "good raw");
  write(world.folder, "sub/raw.jpg", "good pair");
  write(world.folder, "film.mp4", "no photo");
  await indexAll(world);
  const now = join(temporaryFolder(), "new place");
  renameSync(world.folder, now);
  world.indexer.rescan();
  await world.indexer.idle();
  return { world, now };
}

test("it keeps its photos and their vectors, and is read no more than if it had stayed", async () => {
  const { world, now } = await movedWorld(50);
  const read = world.decoded.length;
  world.library.searches.save("Sub", querySchema.parse({ filter: { folders: [join(world.folder, "sub")] } }), []);
  const [{ photos: before } = { photos: [] }] = [world.library.photos.list({}, 0, 100)];
  expect(await world.indexer.moveFolder(world.folder, now)).toMatchObject({ path: now, name: "new place", reachable: true, photos: 51 });
  await world.indexer.idle();
  expectSums(world.library);
  expect(world.library.photos.list({}, 0, 100).photos).toEqual(before.map((photo) => ({ ...photo, reachable: true })));
  const [saved] = world.library.searches.list();
  expect(saved?.query.filter).toEqual({ folders: [join(now, "sub")] });
  expect(world.library.photos.count(saved?.query.filter ?? {})).toBe(1);
  expect(world.indexer.status()).toMatchObject({ found: 53, ready: 51, folders: [{ path: now, awaySince: null }] });
  expect(world.decoded).toHaveLength(read);
});

test("another folder is refused, also one with files of the same names; half of the photos are enough", async () => {
  const { world, now } = await movedWorld(10);
  const other = temporaryFolder();
  for (const name of Object.keys(goodFiles(10))) write(other, name, "good, but another");
  const refused = { code: "folder-other", data: { path: other } };
  await expect(world.indexer.moveFolder(world.folder, other)).rejects.toMatchObject(refused);
  for (const index of [0, 1, 2, 3]) appendFileSync(join(now, `${index}.jpg`), " edited");
  rmSync(join(now, "4.jpg"));
  expect(await world.indexer.moveFolder(world.folder, now)).toMatchObject({ path: now });
  await world.indexer.idle();
  expect(names(world.library)).toHaveLength(10);
});

test("a place that belongs to another folder of the library is refused, as is a folder that the library has not", async () => {
  const { world, now } = await movedWorld(2);
  const taken = temporaryFolder();
  mkdirSync(join(taken, "below"));
  write(taken, "x.jpg", "good x");
  await world.indexer.addFolder(taken);
  const refused = { code: "folder-taken", data: { name: taken } };
  for (const to of [taken, join(taken, "below"), join(taken, "..")])
    await expect(world.indexer.moveFolder(world.folder, to)).rejects.toMatchObject(refused);
  await expect(world.indexer.moveFolder("/never/added", now)).rejects.toMatchObject({ code: "folder-unknown" });
  await expect(world.indexer.moveFolder(world.folder, join(now, "none"))).rejects.toMatchObject({ code: "folder-missing" });
  await world.indexer.forgetFolder(taken, false);
  await expect(world.indexer.moveFolder(taken, now)).rejects.toMatchObject({ code: "folder-unknown" });
});

test.each([
  ["into itself", "a", "a/a"],
  ["out of itself", "a/a", "a"],
])("a folder that moved %s keeps its files, though their new names were old names", async (_, from, to) => {
  const [root, library] = [temporaryFolder(), temporaryLibrary()];
  for (const name of ["1.jpg", "a/1.jpg", "a/a/1.jpg"]) write(join(root, from), name, `content of ${name}`);
  await scanInto(library, join(root, from));
  finishAll(library);
  const [folder] = library.folders.rows();
  if (folder) library.folders.move(folder, Buffer.from(join(root, to)));
  expectSums(library);
  const paths = library.photos.list({}, 0, 9).photos.map(({ id }) => library.photos.path(id).toString());
  expect(paths.sort()).toEqual(["1.jpg", "a/1.jpg", "a/a/1.jpg"].map((name) => join(root, to, name)));
});

test("paths move with their separators, whether a folder ends in one or not", () => {
  const moved = (...[path, from, to]: [string, string, string]) =>
    movedPath(Buffer.from(path), Buffer.from(from), Buffer.from(to)).toString();
  expect(moved("/a/b/c.jpg", "/a", "/x")).toBe("/x/b/c.jpg");
  expect(moved("/c.jpg", "/", "/x")).toBe("/x/c.jpg");
  expect(moved("/x/c.jpg", "/x", "/")).toBe("/c.jpg");
});
