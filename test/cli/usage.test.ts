/** What the command line says before any library is opened, and about libraries that cannot be. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { begin, run } from "../helpers/programs.ts";

describe("help", () => {
  test.each([
    ["recompose", ["--help"]],
    ["index", ["index", "--help"]],
    ["search", ["search", "--help"]],
    ["evaluate", ["evaluate", "flickr8k", "--help"]],
    ["bench", ["bench", "index", "--help"]],
  ])("of %s", async (name, args) => {
    const { code, stdout, stderr } = await run("cli", args);
    expect([code, stderr]).toEqual([0, ""]);
    const text = stdout.replace(/\(default:\s+\S+library\)/g, "(default: LIBRARY)");
    await expect(text).toMatchFileSnapshot(`__snapshots__/help-${name}.txt`);
  });
});

describe("wrong use ends with code 2 and says what is wrong:", () => {
  test.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["search", "--bogus"], "unknown option '--bogus'"],
    [["index"], "missing required argument 'folder'"],
    [["evaluate", "flickr8k"], "required option '--root <dir>' not specified"],
    [["search", "--text", "x", "--limit", "0"], '"0" is no limit. Use a number from 1 to 1000.'],
    [["search", "--text", "x", "--weights", "1,1,1"], '"1,1,1" are no weights.'],
    [["search", "--text", "x", "--weights", ".5"], '".5" are no weights.'],
    [["search", "--text", "x", "--filter", "dogs"], '"dogs" is no filter.'],
    [["search", "--text", "x", "--filter", "rating:>=9"], '"rating:>=9" is not a filter we can read.'],
    [["search", "--image", "1", "--crop", "1,2,3"], '"1,2,3" is no part of a photo.'],
    [["search", "--image", "1", "--crop", ".5,0,.6,1"], '".5,0,.6,1" is no part of a photo.'],
    [["search", "--text", "x", "--crop", "0,0,1,1"], "There are more --crop than --image."],
    [["search", "--text", "x", "--more", "dog.jpg"], '"dog.jpg" is no number of a photo.'],
    [["bench", "search"], "The library has no photos to search."],
    [["search"], "There is nothing to look for. Give a photo or some words."],
    [["search", "--text", "x".repeat(10_000)], "The text has 10000 characters. Say it in 2000 or fewer."],
    [["bench", "index"], "The library has no folder to measure with. Name one with --folder."],
    [["bench", "index", "--folder", ".", "--limit", "many"], '"many" is no number to count to.'],
  ])("%.60j", async (args, sentence) => {
    const library = args.length > 1 || args[0] === "search" ? ["--library", temporaryFolder()] : [];
    const { code, stdout, stderr } = await run("cli", [...args, ...library]);
    expect(stderr).toContain(sentence);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

describe("a library that cannot be opened ends with code 1 and a sentence:", () => {
  test("in use by another program", async () => {
    const library = temporaryFolder();
    const first = begin("start", ["--no-open", "--library", library]);
    await first.shows(/127\.0\.0\.1/);
    const { code, stderr } = await run("cli", ["status", "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^recompose: The library .* is open in another program/)]);
    first.process.kill("SIGINT");
    expect((await first.ended).code).toBe(0);
  });

  test("made by a newer version", async () => {
    const library = temporaryFolder();
    await run("cli", ["status", "--library", library]);
    const database = new Database(join(library, "library.db"));
    database.pragma("user_version = 999");
    database.close();
    const { code, stderr } = await run("cli", ["status", "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("newer")]);
  });

  test("damaged", async () => {
    const library = temporaryFolder();
    writeFileSync(join(library, "library.db"), "no database at all".repeat(1000));
    const { code, stderr } = await run("cli", ["status", "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^recompose: .*damaged/)]);
  });

  test("a file where the folder should be", async () => {
    const library = join(temporaryFolder(), "file");
    writeFileSync(library, "");
    const { code, stderr } = await run("cli", ["status", "--library", library]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^recompose: The library .*file cannot be written\. .*choose another library folder\.\n$/),
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("read-only (root may write everywhere: skipped for root)", async () => {
    const library = join(temporaryFolder(), "library");
    mkdirSync(library);
    chmodSync(library, 0o500);
    const { code, stderr } = await run("cli", ["status", "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("recompose: ")]);
  });
});

test.each([
  ["not there", (folder: string) => join(folder, "nothing")],
  ["a file", (folder: string) => join(folder, "file.jpg")],
])("a folder that is %s is named, with what to do", async (_what, pathIn) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file.jpg"), "");
  const path = pathIn(folder);
  const { code, stdout, stderr } = await run("cli", ["index", path, "--library", join(folder, "library")]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^recompose: .+\. .+\.\n$/);
  expect(stderr).toContain(path);
});
