/** A small library from the first index to forgetting it, as a terminal shows it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolderOfFile } from "../helpers/folders.ts";
import { makePhoto } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, run, starterPack } from "../helpers/programs.ts";

const folder = temporaryFolderOfFile();
const photos = join(folder, "photos");
const library = join(folder, "library");

beforeEach((context) => {
  if (!hasStarterPack) context.skip(noStarterPack);
});

beforeAll(async () => {
  await makePhoto(photos, { name: "red.jpg", colour: "#c22", takenAt: "2023:05:01 12:00:00", camera: "X-T5" });
  await makePhoto(photos, { name: "green.jpg", colour: "#2a2", takenAt: "2024:06:02 12:00:00" });
  await makePhoto(join(photos, "sea"), { name: "blue.jpg", colour: "#22c" });
  await makePhoto(join(folder, "outside"), { name: "dark red.jpg", colour: "#b11" });
  writeFileSync(join(photos, "broken.jpg"), "this is text");
  writeFileSync(join(photos, "film.mp4"), "");
  mkdirSync(join(photos, "empty"));
});

/** What a terminal shows of a command, with this machine's paths and the models' exact scores taken out. */
async function transcript(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run("cli", [...args, "--library", library]);
  const shown = `$ recompose ${args.join(" ")}\n${stdout}${stderr}exit code ${code}\n`;
  return shown
    .replaceAll(folder, "FOLDER")
    .replace(/^-?\d\.\d{3} /gm, "SCORE ")
    .replace(/\(photo \d+\)$/gm, "(photo N)")
    .replace(/^Captions: .*\n/gm, "")
    .replace(/^(Models|Language model): .*/gm, "$1: MODELS");
}

function pathsOf({ hits }: { hits: { path: string }[] }): string[] {
  return hits.map(({ path }) => path);
}

async function json(...args: string[]) {
  const { stdout } = await run("cli", [...args, "--json", "--library", library]);
  return JSON.parse(stdout);
}

describe("a library", () => {
  test("says how many files are ready, skipped and failed, every time the same", async () => {
    const first = await transcript("index", photos);
    await expect(first).toMatchFileSnapshot("__snapshots__/index.txt");
    expect(await transcript("index", photos)).toBe(first);
  });

  test("has a status whose numbers add up", async () => {
    await expect(await transcript("status")).toMatchFileSnapshot("__snapshots__/status.txt");
    const { found, ready, waiting, skipped, failed } = await json("status");
    expect(ready + waiting + skipped + failed).toBe(found);
  });

  test("lists the files that could not be read", async () => {
    await expect(await transcript("failures")).toMatchFileSnapshot("__snapshots__/failures.txt");
  });

  test("is searched by a photo from outside: the most alike comes first", async () => {
    const shown = await transcript("search", "--image", join(folder, "outside", "dark red.jpg"), "--limit", "1");
    await expect(shown).toMatchFileSnapshot("__snapshots__/search.txt");
  });

  test("is searched by a copy of one of its own photos: alone it finds itself, with words it is left out", async () => {
    const blue = join(photos, "sea", "blue.jpg");
    const { hits } = await json("search", "--image", blue);
    const [{ path, score, shares }] = hits;
    expect(path).toBe(blue);
    // Once a photo has captions, they have a share of its score.
    expect(score).toBeCloseTo(1, shares.length === 1 ? 3 : 1);
    for (const query of [
      ["--image", blue, "--text", "red", "--quick"],
      ["--image", String(hits[0].photo.id)],
    ])
      expect(pathsOf(await json("search", ...query))).toEqual(expect.not.arrayContaining([blue]));
  });

  test("is searched by a part of a photo", async () => {
    const striped = join(folder, "outside", "striped.jpg");
    await sharp({ create: { width: 400, height: 200, channels: 3, background: "#22c" } })
      .composite([{ input: { create: { width: 200, height: 200, channels: 3, background: "#c22" } }, left: 0, top: 0 }])
      .jpeg()
      .toFile(striped);
    const likeRed = async (...crop: string[]) => {
      const { hits } = await json("search", "--image", striped, ...crop);
      return hits.find(({ photo }: { photo: { name: string } }) => photo.name === "red.jpg").score;
    };
    const [left, whole, right] = [await likeRed("--crop", "0,0,.5,1"), await likeRed(), await likeRed("--crop", ".5,0,.5,1")];
    expect(left).toBeGreaterThan(right);
    expect(left).not.toBeCloseTo(whole, 3);
  });

  test("is searched again by what was liked and disliked: each has its share", async () => {
    const query = ["--text", "a colour", "--weights", "0,0,0"];
    const before = await json("search", ...query);
    const [first, last] = [before.hits[0].photo.id, before.hits.at(-1).photo.id];
    const { hits } = await json("search", ...query, "--more", String(last), "--less", String(first));
    expect(hits[0].photo.id).toBe(last);
    for (const { score, shares } of hits) {
      const feedback = shares.filter(({ part }: { part: string }) => part === "feedback");
      expect(feedback.map(({ index, value }: { index: number; value: number }) => [index, Math.sign(value)])).toEqual([
        [0, 1],
        [1, -1],
      ]);
      expect(shares.reduce((sum: number, { value }: { value: number }) => sum + value, 0)).toBeCloseTo(score, 5);
    }
  });

  test.each([
    ["at once", ["--quick"], ["reference", "sentence", "text", "unwanted", "without"]],
    ["with rewritten captions", [], ["reference", "rewritten", "sentence", "unwanted", "without"]],
  ])("is searched by words and photo, away from others, %s, and shares add up to the score", async (_, stage, parts) => {
    const query = ["--image", join(photos, "red.jpg"), "--unlike", join(photos, "green.jpg"), "--text", "the sea", "--without", "grass"];
    const { hits } = await json("search", ...query, "--weights", ".3,.5,0", ...stage);
    expect(hits).toHaveLength(1);
    for (const { score, shares } of hits) {
      expect([...new Set(shares.map(({ part }: { part: string }) => part))].sort()).toEqual(parts);
      expect(shares.reduce((sum: number, { value }: { value: number }) => sum + value, 0)).toBeCloseTo(score, 4);
    }
  });

  test("is searched by a query as text as by options, and by both together", async () => {
    const outside = join(folder, "outside", "dark red.jpg");
    const options = ["--image", outside, "--unlike", join(photos, "green.jpg"), "--without", "grass", "--weights", ".6,.4,.2", "--quick"];
    const found = async (...query: string[]) => {
      const { hits } = await json("search", ...query);
      return hits.map(({ path, score }: { path: string; score: number }) => [path, score.toFixed(5)]);
    };
    const expected = await found(...options, "--text", "the sea, at night");
    const line = 'drop:"dark red.jpg" -ref:green change:(the sea, at night) -grass slider=0.7 mode=quick';
    expect(await found(line, "--image", outside)).toEqual(expected);
    expect(await found("the sea, at night", ...options)).toEqual(expected);
    expect(await found("a", "colour", "date:2023")).toHaveLength(1);
  });

  test("names the photo of a query as text that is not there, and what to do", async () => {
    const said = async (line: string) => {
      const { code, stderr } = await run("cli", ["search", line, "--library", library]);
      return `${code} ${stderr}`;
    };
    expect(await said("ref:IMG_1 sea")).toMatch(/^1 recompose: No photo of the library is called "IMG_1"\./);
    expect(await said("drop:party.jpg sea")).toMatch(/^1 recompose: "party.jpg" is not in the library\. Give its file as well: --image/);
    expect(await said("sea slider=3")).toMatch(/^2 recompose: "slider=3" cannot be read\./);
  });

  test("gives copies of its originals, by number and by name, and names what it has not", async () => {
    const copies = join(folder, "copies");
    mkdirSync(copies);
    const { photo } = (await json("search", "a colour")).hits.find(({ photo }: { photo: { name: string } }) => photo.name === "red.jpg");
    expect(await transcript("export", copies, "green", "sea/blue.jpg", String(photo.id))).toMatch(
      /^3 copies made in FOLDER.copies\.\nexit code 0$/m,
    );
    expect(readdirSync(copies)).toHaveLength(3);
    expect(readFileSync(join(copies, "green.jpg"))).toEqual(readFileSync(join(photos, "green.jpg")));
    const { code, stderr } = await run("cli", ["export", copies, "987654", "--library", library]);
    expect([code, stderr]).toEqual([1, "Left out: #987654: it is not in the library any more.\n"]);
    expect((await run("cli", ["export", join(photos, "sea"), "green", "--library", library])).stderr).toContain("a folder of the library");
  });

  test("is searched within filters", async () => {
    const { hits } = await json("search", "--text", "a colour", "--filter", "date:2023");
    expect(hits.map((hit: { photo: { name: string } }) => hit.photo.name)).toEqual(["red.jpg"]);
  });

  test("ends with code 3 when nothing is found", async () => {
    await expect(await transcript("search", "--text", "a colour", "--filter", "camera:None")).toMatchFileSnapshot(
      "__snapshots__/search-nothing.txt",
    );
  });

  test("names a reference that cannot be read, and why", async () => {
    const { code, stderr } = await run("cli", ["search", "--image", join(photos, "broken.jpg"), "--text", "red", "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^recompose: broken\.jpg: Not a picture we can read\..*\n$/)]);
  });

  test("says that the end of a text was left out which is longer than the model reads", async () => {
    const { code, stderr } = await run("cli", ["search", "--text", "red and ".repeat(200), "--library", library]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("The text is longer than the model reads: its end was left out.")]);
  });

  test("names a reference that is not there", async () => {
    await expect(await transcript("search", "--image", join(folder, "no.jpg"))).toMatchFileSnapshot("__snapshots__/search-dead-path.txt");
    expect(await transcript("search", "--image", "987654")).toContain("exit code 1");
  });

  test("is not searched with a pack of which a byte was changed: the file is named", async () => {
    const pack = join(folder, "pack");
    cpSync(starterPack, pack, { recursive: true });
    const vocabulary = readFileSync(join(pack, "tokenizer.json"));
    writeFileSync(join(pack, "tokenizer.json"), vocabulary.fill("x", 100, 101));
    const { code, stderr } = await run("cli", ["search", "--text", "sea", "--pack", pack, "--library", library]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^recompose: ".*tokenizer\.json" was changed.*Get the pack again.*\n$/)]);
  });

  test("forgets a folder, and says when it has none of that name", async () => {
    await expect(await transcript("forget", photos)).toMatchFileSnapshot("__snapshots__/forget.txt");
    expect(await json("status")).toMatchObject({ found: 0, folders: [] });
    expect(await transcript("forget", photos)).toContain("exit code 1");
  });
});
