/** What a scan makes of files that were renamed, copied, changed, lost and found again. */
import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fingerprintFile, fingerprintOf, identify } from "../../main/engine/identity.ts";
import { expectSums, finishAll, idOf, names, scanInto, temporaryFolder, temporaryLibrary, write } from "./store/support.ts";

async function scannedAndReady(...files: string[]) {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  for (const name of files) write(folder, name);
  await scanInto(library, folder);
  finishAll(library);
  return { folder, library };
}

/** `size` bytes whose middle says `middle`; ends are the same for all. */
function large(middle: string, size = 300_000): Uint8Array {
  const content = Buffer.alloc(size, "x");
  content.write(middle, size / 2);
  return content;
}

test("a second scan of unchanged files changes nothing", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "sub/b.jpg");
  const before = library.photos.list({}, 0, 10);
  await scanInto(library, folder);
  expect(library.photos.list({}, 0, 10)).toEqual(before);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2 });
});

test("a renamed and a moved file keep vector and thumbnail", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "b.jpg");
  const [a, b] = [idOf(library, "a.jpg"), idOf(library, "b.jpg")];
  renameSync(join(folder, "a.jpg"), join(folder, "c.jpeg"));
  mkdirSync(join(folder, "sub"));
  renameSync(join(folder, "b.jpg"), join(folder, "sub", "b.jpg"));
  await scanInto(library, folder);
  expect([idOf(library, "c.jpeg"), idOf(library, "b.jpg")]).toEqual([a, b]);
  expect(library.photos.get(a)).toMatchObject({ extension: "jpeg", hasThumbnail: true });
  expect(library.photos.detail(b).folder).toBe(join(folder, "sub"));
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2, waiting: 0 });
});

test("a renamed folder keeps everything", async () => {
  const { folder, library } = await scannedAndReady("old/a.jpg", "old/a.cr2", "old/b.jpg");
  renameSync(join(folder, "old"), join(folder, "new"));
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 3, ready: 2, waiting: 0, skippedBy: { "raw-pair": 1 } });
});

test("names that were swapped swap their photos", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "b.jpg");
  const a = idOf(library, "a.jpg");
  renameSync(join(folder, "a.jpg"), join(folder, "t"));
  renameSync(join(folder, "b.jpg"), join(folder, "a.jpg"));
  renameSync(join(folder, "t"), join(folder, "b.jpg"));
  utimesSync(join(folder, "a.jpg"), 1, 1);
  utimesSync(join(folder, "b.jpg"), 2, 2);
  await scanInto(library, folder);
  expect(idOf(library, "b.jpg")).toBe(a);
  expect(library.stages.counts()).toMatchObject({ ready: 2, waiting: 0 });
});

test("a copy is the same photo, counted as skipped, and takes over when the first goes", async () => {
  const { folder, library } = await scannedAndReady("a.jpg");
  const photo = idOf(library, "a.jpg");
  copyFileSync(join(folder, "a.jpg"), join(folder, "b.jpg"));
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 1, skippedBy: { copy: 1 } });
  rmSync(join(folder, "a.jpg"));
  await scanInto(library, folder);
  expect(library.photos.get(photo).name).toBe("b.jpg");
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 1, skipped: 0 });
});

test("large files with equal ends are told apart by all of their content", async () => {
  const { folder, library } = await scannedAndReady();
  write(folder, "a.jpg", large("one"));
  write(folder, "b.jpg", large("two"));
  write(folder, "c.jpg", large("one"));
  await scanInto(library, folder);
  write(folder, "later.jpg", large("two"));
  write(folder, "other.jpg", large("three"));
  await scanInto(library, folder);
  expect(library.stages.counts()).toMatchObject({ found: 5, waiting: 3, skippedBy: { copy: 2 } });
  expect(names(library)).toEqual(["a.jpg", "b.jpg", "other.jpg"]);
});

test("changed content is a new photo; a touched file is not", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "b.jpg");
  const [a, b] = [idOf(library, "a.jpg"), idOf(library, "b.jpg")];
  appendFileSync(join(folder, "a.jpg"), "more");
  utimesSync(join(folder, "b.jpg"), 1000, 1000);
  await scanInto(library, folder);
  expect(idOf(library, "a.jpg")).not.toBe(a);
  expect(idOf(library, "b.jpg")).toBe(b);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 1, waiting: 1 });
});

test("content that was changed and changed back needs no work", async () => {
  const { folder, library } = await scannedAndReady("a.jpg");
  const photo = idOf(library, "a.jpg");
  write(folder, "a.jpg", "other");
  await scanInto(library, folder);
  write(folder, "a.jpg", "a.jpg");
  await scanInto(library, folder);
  expect(idOf(library, "a.jpg")).toBe(photo);
  expect(library.stages.counts()).toMatchObject({ ready: 1, waiting: 0 });
});

test("RAW and JPEG of one shot are one photo, and the JPEG stands for it", async () => {
  const { library } = await scannedAndReady("IMG_1.CR2", "IMG_1.JPG", "IMG_2.nef", "IMG_3.heic", "IMG_3.dng", "sub/IMG_2.jpg");
  expect(names(library)).toEqual(["IMG_1.JPG", "IMG_2.jpg", "IMG_2.nef", "IMG_3.heic"]);
  expect(library.stages.counts()).toMatchObject({ found: 6, ready: 4, skippedBy: { "raw-pair": 2 } });
  const { files } = library.photos.detail(idOf(library, "IMG_1.JPG"));
  expect(files.map(({ path }) => path.slice(-9))).toEqual(["IMG_1.JPG", "IMG_1.CR2"]);
});

test("a JPEG joins a RAW that was there first, and the RAW is a photo again when it goes", async () => {
  const { folder, library } = await scannedAndReady("a.cr2");
  const raw = idOf(library, "a.cr2");
  write(folder, "a.jpg");
  await scanInto(library, folder);
  expect(names(library)).toEqual(["a.jpg"]);
  rmSync(join(folder, "a.jpg"));
  await scanInto(library, folder);
  expect(idOf(library, "a.cr2")).toBe(raw);
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 1 });
});

test("with two JPEGs of one name nobody knows whose the RAW is: it stays a photo", async () => {
  const { library } = await scannedAndReady("a.cr2", "a.jpg", "a.jpeg");
  expect(names(library)).toEqual(["a.cr2", "a.jpeg", "a.jpg"]);
});

test("missing files leave the library, are never erased, and come back without work", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "sub/b.jpg");
  const photo = idOf(library, "b.jpg");
  const away = `${temporaryFolder()}/away`;
  renameSync(join(folder, "sub"), away);
  await scanInto(library, folder);
  expect(names(library)).toEqual(["a.jpg"]);
  expect(library.vectors.load("pack").photos).not.toContain(photo);
  expect(() => library.photos.get(photo)).toThrow("is not in the library");
  renameSync(away, join(folder, "sub"));
  await scanInto(library, folder);
  expect(idOf(library, "b.jpg")).toBe(photo);
  expect(library.vectors.load("pack").photos).toContain(photo);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 2 });
});

test("a folder that is away, or an empty place where it was, keeps its photos", async () => {
  const { folder, library } = await scannedAndReady("a.jpg");
  const photo = idOf(library, "a.jpg");
  renameSync(folder, `${folder}-away`);
  const errors = await scanInto(library, folder);
  expect(errors).toMatchObject([{ code: "folder-missing" }]);
  mkdirSync(folder);
  await scanInto(library, folder);
  expect(library.folders.list()).toMatchObject([{ reachable: false, photos: 1 }]);
  expect(library.photos.get(photo)).toMatchObject({ reachable: false, hasThumbnail: true });
  rmSync(folder, { recursive: true });
  renameSync(`${folder}-away`, folder);
  await scanInto(library, folder);
  expect(library.photos.get(photo).reachable).toBe(true);
  expect(library.stages.counts()).toMatchObject({ found: 1, ready: 1, waiting: 0 });
});

test("while a folder is away, a copy elsewhere stands for the photo", async () => {
  const { folder, library } = await scannedAndReady("a.jpg");
  const other = temporaryFolder();
  copyFileSync(join(folder, "a.jpg"), join(other, "b.jpg"));
  await scanInto(library, other);
  expect(names(library)).toEqual(["a.jpg"]);
  renameSync(folder, `${folder}-away`);
  await scanInto(library, folder);
  expect(library.photos.list({}, 0, 1).photos).toMatchObject([{ name: "b.jpg", reachable: true }]);
  renameSync(`${folder}-away`, folder);
});

test("files below a folder that cannot be listed are not taken for missing", async () => {
  const { folder, library } = await scannedAndReady("a.jpg", "locked/deep/b.jpg", "locked-not/c.jpg");
  const [row] = library.folders.rows();
  // What a scan says when it saw no file and could not list one folder. (Permissions do not stop an administrator.)
  library.files.flagUnseen(row?.id ?? 0, new Set(), [Buffer.from(join(folder, "locked"))], () => false);
  expect(names(library)).toEqual(["b.jpg"]);
});

test("a file that could not be read is in the library all the same, and is read as soon as it can be", async () => {
  const { folder, library } = await scannedAndReady("b.jpg");
  // A folder in its place: reading it fails even for an administrator.
  const path = join(folder, "a.jpg");
  mkdirSync(path);
  const file = {
    path: Buffer.from(path),
    directory: folder,
    name: "a.jpg",
    extension: "jpg",
    kind: "photo",
    bytes: 5,
    modifiedAt: 1000,
  } as const;
  const recorded = await identify([file], library.files);
  library.files.record(library.folders.rows()[0]?.id ?? 0, recorded);
  expectSums(library);
  const unread = idOf(library, "a.jpg");
  rmdirSync(path);
  write(folder, "a.jpg", "five!");
  utimesSync(path, 1, 1);
  await scanInto(library, folder);
  expect(idOf(library, "a.jpg")).not.toBe(unread);
  expect(library.stages.counts()).toMatchObject({ found: 2, ready: 1, waiting: 1 });
});

test("videos and other pictures are found and skipped with a reason", async () => {
  const { library } = await scannedAndReady("a.jpg", "b.mp4", "c.mp4", "d.psd");
  expect(library.stages.counts()).toMatchObject({ found: 4, ready: 1, skipped: 3, skippedBy: { video: 2, unsupported: 1 } });
});

test("the fingerprint of content and of its file are the same, small or large", async () => {
  const folder = temporaryFolder();
  for (const content of [Buffer.alloc(0), Buffer.from("small"), Buffer.from(large("large"))]) {
    const path = write(folder, "a.jpg", content);
    expect(fingerprintOf(content)).toBe(await fingerprintFile(Buffer.from(path)));
  }
});

test("whatever happens to files in whatever order, the sums add up and a scan ends where a first scan would", async () => {
  const folder = temporaryFolder();
  const library = temporaryLibrary();
  const random = randomFrom(4);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const places = ["a", "b", "c", "x/a", "x/b", "y/a"].flatMap((stem) => ["jpg", "cr2", "mp4"].map((extension) => `${stem}.${extension}`));
  const actions = [
    () => void write(folder, pick(places), `content ${pick([1, 2, 3, 4, 5])}`),
    () => rmSync(join(folder, pick(places)), { force: true }),
    () => move(join(folder, pick(places)), write(folder, pick(places))),
    () => finishAll(library),
    () => void library.stages.waiting(1).map(({ photo }) => library.stages.tried(photo, "decode", { code: "file-damaged", what: "" }, 1)),
    () => void library.stages.retryFailed(),
  ];
  for (let step = 0; step < 150; step++) {
    pick(actions)();
    if (random() < 0.5) await scanInto(library, folder);
    expectSums(library);
  }
  write(folder, "last.jpg");
  await scanInto(library, folder);
  const fresh = temporaryLibrary();
  await scanInto(fresh, folder);
  const { found, skippedBy } = fresh.stages.counts();
  expect(library.stages.counts()).toMatchObject({ found, skippedBy });
  expect(library.photos.list({}, 0, 1).total).toBe(fresh.photos.list({}, 0, 1).total);
});

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // Nothing was there to be moved.
  }
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
