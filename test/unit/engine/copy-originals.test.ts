/** Copies of originals, with real files: nothing is written over, and no original changes. */
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { CopiesMade } from "../../../contract/copies.ts";
import { copyOriginals } from "../../../main/engine/copy-originals.ts";
import type { Library } from "../../../main/engine/store/db.ts";
import { idOf, scanInto, temporaryFolder, temporaryLibrary, write } from "../store/support.ts";

let library: Library;
let photos: string;
let copies: string;

beforeEach(async () => {
  photos = join(temporaryFolder(), "photos");
  copies = temporaryFolder();
  library = temporaryLibrary();
  for (const name of ["a.jpg", "pair.jpg", "pair.arw", "sub/a.jpg"]) write(photos, name);
  utimesSync(join(photos, "a.jpg"), 1_000_000_000, 1_000_000_000);
  await scanInto(library, photos);
});

type Asked = Partial<Parameters<typeof copyOriginals>[0]>;

async function copy(names: string[], more: Asked = {}, parts: Parameters<typeof copyOriginals>[1] = library): Promise<CopiesMade> {
  const ids = names.map((name) => library.photos.byPath(join(photos, name)) ?? idOf(library, name));
  let last: CopiesMade | undefined;
  for await (const said of copyOriginals({ photos: ids, folder: copies, ...more }, parts)) if ("copied" in said) last = said;
  if (!last) throw new Error("It did not say what was made.");
  return last;
}

/** Every file below the photos: path, content, time */
function originals(): unknown[] {
  return readdirSync(photos, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path, readFileSync(path, "utf8"), statSync(path).mtimeMs]);
}

test("copies have the content and the time of their originals, which stay as they are", async () => {
  const before = originals();
  expect(await copy(["a.jpg"])).toEqual({ copied: 1, folder: copies, left: [] });
  expect(readFileSync(join(copies, "a.jpg"), "utf8")).toBe("a.jpg");
  expect(statSync(join(copies, "a.jpg")).mtimeMs).toBe(1_000_000_000_000);
  expect(originals()).toEqual(before);
});

test("nothing is written over: a name that is taken gets a number", async () => {
  write(copies, "a.jpg", "somebody's own");
  await copy(["a.jpg", "sub/a.jpg"]);
  await copy(["a.jpg"]);
  const found = Object.fromEntries(readdirSync(copies).map((name) => [name, readFileSync(join(copies, name), "utf8")]));
  expect(found).toEqual({ "a.jpg": "somebody's own", "a 2.jpg": "a.jpg", "a 3.jpg": "sub/a.jpg", "a 4.jpg": "a.jpg" });
});

test("of RAW and JPEG one or both are copied, as it is asked or set, and they keep one name", async () => {
  write(copies, "pair.jpg", "another");
  expect((await copy(["pair.jpg"])).copied).toBe(2);
  expect(readdirSync(copies).sort()).toEqual(["pair 2.arw", "pair 2.jpg", "pair.jpg"]);
  library.settings.setUser({ dragOut: "raw" });
  await copy(["pair.jpg", "a.jpg"]);
  expect(readdirSync(copies).sort()).toEqual(["a.jpg", "pair 2.arw", "pair 2.jpg", "pair.arw", "pair.jpg"]);
  await copy(["pair.jpg"], { files: "jpeg" });
  expect(readdirSync(copies)).toContain("pair 3.jpg");
});

test("what is away or gone is left out and named; where the same content lies elsewhere, that is copied", async () => {
  write(photos, "twin/again.jpg", "a.jpg");
  await scanInto(library, photos);
  renameSync(join(photos, "a.jpg"), join(photos, "moved by somebody.jpg"));
  renameSync(join(photos, "sub"), join(photos, "sub gone"));
  const sub = library.photos.byPath(join(photos, "sub/a.jpg")) ?? 0;
  expect(await copy(["a.jpg", "sub/a.jpg", "pair.jpg"], { files: "jpeg" })).toMatchObject({
    copied: 2,
    left: [{ photo: sub, name: "a.jpg", reason: "unreadable" }],
  });
  expect(readdirSync(copies).sort()).toEqual(["again.jpg", "pair.jpg"]);
  library.folders.setReachable(library.folders.rows()[0]?.id ?? 0, false);
  expect((await copy(["sub/a.jpg"])).left).toMatchObject([{ reason: "offline" }]);
  expect((await copy([], { photos: [987] })).left).toEqual([{ photo: 987, name: "#987", reason: "unknown" }]);
});

test("a folder of the library takes no copies, nor does one that is not there", async () => {
  mkdirSync(join(photos, "export"));
  for (const folder of [photos, join(photos, "export"), join(photos, "export", "..")])
    await expect(copy(["a.jpg"], { folder })).rejects.toMatchObject({
      code: "folder-in-library",
    });
  await expect(copy(["a.jpg"], { folder: join(copies, "none") })).rejects.toMatchObject({ code: "folder-missing" });
  await expect(copy(["a.jpg"], { folder: write(copies, "file.txt") })).rejects.toMatchObject({ code: "not-a-folder" });
});

test("what does not fit on the disk is not begun", async () => {
  const huge = (id: number) => library.photos.originals(id).map((original) => ({ ...original, bytes: 1e18 }));
  const parts = { ...library, photos: { ...library.photos, originals: huge } };
  await expect(copy(["a.jpg"], {}, parts)).rejects.toMatchObject({
    code: "copies-too-large",
    message: expect.stringMatching(/need .* MB, and .* MB are free/),
  });
  expect(readdirSync(copies)).toEqual([]);
});

test("stopped, it stops before the next photo", async () => {
  const stop = new AbortController();
  const ids = ["a.jpg", "pair.jpg"].map((name) => idOf(library, name));
  const going = copyOriginals({ photos: ids, folder: copies }, library, { signal: stop.signal });
  expect((await going.next()).value).toEqual({ done: 0, of: 2 });
  stop.abort();
  await going.next().catch(() => {});
  await expect(going.next()).resolves.toMatchObject({ done: true });
  expect(readdirSync(copies).length).toBeLessThan(2);
});
