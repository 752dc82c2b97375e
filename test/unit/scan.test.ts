/** What a walk finds, whatever a folder holds. */
import { linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scan } from "../../main/engine/scan.ts";
import { temporaryFolder, write } from "./store/support.ts";

/** Paths below the folder as latin1, so that every byte can be told, and what could not be listed. */
async function walk(
  folder: string,
  signal?: AbortSignal,
  hidden = false,
): Promise<{ files: string[]; kinds: Record<string, string>; unreadable: string[] }> {
  const kinds: Record<string, string> = {};
  const unreadable: string[] = [];
  const below = (path: Buffer) => path.subarray(Buffer.byteLength(folder) + 1).toString("latin1");
  for await (const event of scan(Buffer.from(folder), signal, hidden)) {
    if (event.type === "files") for (const file of event.files) kinds[below(file.path)] = file.kind;
    else unreadable.push(below(event.directory));
  }
  return { files: Object.keys(kinds).sort(), kinds, unreadable };
}

test("pictures and videos of all folders are found, other files are not", async () => {
  const folder = temporaryFolder();
  for (const name of ["a.jpg", "deep/er/b.HEIC", "c.Cr2", "film.MOV", "layers.psd", "notes.txt", "LICENSE", "archive.zip"])
    write(folder, name);
  const { kinds } = await walk(folder);
  expect(kinds).toEqual({ "a.jpg": "photo", "deep/er/b.HEIC": "photo", "c.Cr2": "raw", "film.MOV": "video", "layers.psd": "unsupported" });
});

test("hidden files, junk and the insides of photo libraries are passed over; what is hidden is found where it is wanted", async () => {
  const folder = temporaryFolder();
  const junk = [".hidden.jpg", ".cache/a.jpg", "._a.jpg", "@eaDir/a.jpg", "#recycle/a.jpg", "lost+found/a.jpg", "$RECYCLE.BIN/a.jpg"];
  const more = [".Trash-1000/a.jpg", "__MACOSX/a.jpg", "Thumbs.db", "My.photoslibrary/resources/derivatives/a.jpg"];
  for (const name of [...junk, ...more, "My.photoslibrary/originals/0/kept.jpg"]) write(folder, name);
  const kept = "My.photoslibrary/originals/0/kept.jpg";
  expect((await walk(folder)).files).toEqual([kept]);
  expect((await walk(folder, undefined, true)).files).toEqual([".cache/a.jpg", ".hidden.jpg", kept]);
});

test("an ignore file leaves out what its patterns name", async () => {
  const folder = temporaryFolder();
  write(folder, ".recomposeignore", "# drafts\n/private/\n*.tmp.jpg\n");
  for (const name of ["private/a.jpg", "b.tmp.jpg", "sub/private/c.jpg", "d.jpg"]) write(folder, name);
  expect((await walk(folder)).files).toEqual(["d.jpg", "sub/private/c.jpg"]);
});

test("names may hold emoji, newlines, 255 bytes, or no UTF-8 at all", async () => {
  const folder = temporaryFolder();
  const odd = [Buffer.from("🦊 fox.jpg"), Buffer.from("two\nlines.jpg"), Buffer.concat([Buffer.alloc(251, "x"), Buffer.from(".jpg")])];
  const latin = Buffer.from("caf\xe9.jpg", "latin1");
  for (const name of [...odd, latin]) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), "x");
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from("\xff\xfe", "latin1")]));
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from("\xff\xfe/inside.jpg", "latin1")]), "x");
  const expected = [...odd, latin].map((name) => name.toString("latin1"));
  expect((await walk(folder)).files).toEqual([...expected, "\xff\xfe/inside.jpg"].sort());
});

test("links that go round end, and nothing is found twice", async () => {
  const folder = temporaryFolder();
  write(folder, "album/a.jpg");
  symlinkSync(folder, join(folder, "album", "round"));
  symlinkSync("/", join(folder, "above"));
  symlinkSync(join(folder, "album"), join(folder, "again"));
  symlinkSync(join(folder, "album", "a.jpg"), join(folder, "alias.jpg"));
  symlinkSync(join(folder, "nowhere"), join(folder, "dangling.jpg"));
  symlinkSync("self", join(folder, "self"));
  expect((await walk(folder)).files).toEqual(["album/a.jpg"]);
});

test("links that lead outside are followed, each place once", async () => {
  const outside = temporaryFolder();
  write(outside, "there/b.jpg");
  const single = write(outside, "c.jpg");
  symlinkSync(outside, join(outside, "there", "back"));
  const folder = temporaryFolder();
  symlinkSync(join(outside, "there"), join(folder, "first"));
  symlinkSync(join(outside, "there"), join(folder, "second"));
  symlinkSync(single, join(folder, "one.jpg"));
  symlinkSync(single, join(folder, "two.jpg"));
  const { files } = await walk(folder);
  expect(files.filter((name) => name.endsWith("b.jpg"))).toHaveLength(1);
  expect(files.filter((name) => name.endsWith("one.jpg") || name.endsWith("two.jpg"))).toHaveLength(1);
});

test("hard links are files of their own", async () => {
  const folder = temporaryFolder();
  linkSync(write(folder, "a.jpg"), join(folder, "b.jpg"));
  expect((await walk(folder)).files).toEqual(["a.jpg", "b.jpg"]);
});

test("a folder that goes away during the walk is reported, the rest is found", async () => {
  const folder = temporaryFolder();
  write(folder, "gone/a.jpg");
  write(folder, "b.jpg");
  const events = scan(Buffer.from(folder));
  const first = await events.next();
  renameSync(join(folder, "gone"), `${folder}-away`);
  const second = await events.next();
  renameSync(`${folder}-away`, join(folder, "gone"));
  expect([first.value, second.value]).toMatchObject([
    { type: "files" },
    { type: "unreadable", directory: Buffer.from(join(folder, "gone")) },
  ]);
  expect((await events.next()).done).toBe(true);
});

test("a walk can be cancelled", async () => {
  const folder = temporaryFolder();
  write(folder, "a.jpg");
  await expect(walk(folder, AbortSignal.abort())).rejects.toThrow("aborted");
});

test("a folder that is not there is an error of its own", async () => {
  await expect(walk(join(temporaryFolder(), "nowhere"))).rejects.toThrow("ENOENT");
});
