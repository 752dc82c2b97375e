/** `recompose evaluate` on small datasets in the official forms. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolderOfFile } from "../helpers/folders.ts";
import { makePhoto } from "../helpers/photos.ts";
import { type Ended, hasStarterPack, noStarterPack, run } from "../helpers/programs.ts";

const folder = temporaryFolderOfFile();
const library = join(folder, "library");
const photos = join(folder, "photos");
const colours = ["red", "green", "blue", "black", "white", "yellow"];
const cocoName = (id: number) => `${String(id).padStart(12, "0")}.jpg`;

beforeEach((context) => context.skip(!hasStarterPack, noStarterPack));

beforeAll(async () => {
  for (const [id, colour] of colours.entries()) await makePhoto(photos, { name: cocoName(id + 1), colour });
});

function writeJson(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function evaluate(...args: string[]): Promise<Ended> {
  return run("cli", ["evaluate", ...args, "--library", library]);
}

async function json(...args: string[]) {
  const { stdout, stderr, code } = await evaluate(...args, "--json");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
}

describe("queries of one's own over a folder of photos", () => {
  const queries = [
    { id: 1, reference: cocoName(1), edit: "a blue wall", targets: [cocoName(3)] },
    { id: 2, edit: "a yellow wall", targets: [cocoName(6), cocoName(5)] },
  ];
  const args = () => ["flickr-cir", "--queries", writeJson("mine.json", queries), "--photos", photos];

  test("give a row for each method: figures in percent, or why there are none", async () => {
    const { methods, ...rest } = await json(...args());
    expect(rest).toMatchObject({
      dataset: "flickr-cir",
      queries: 2,
      gallery: 6,
      pack: expect.stringContaining("starter"),
      missing: { photos: 0 },
    });
    expect(methods).toHaveLength(12);
    for (const { recall, skipped, msPerQuery } of methods) {
      if (skipped) expect(recall).toEqual({});
      else expect(recall).toMatchObject({ "50": expect.any(Number) });
      expect(msPerQuery).toBeGreaterThanOrEqual(0);
    }
    const text = methods.find(({ name }: { name: string }) => name === "Text-only");
    expect(text.recall).toMatchObject({ "10": 100, "50": 100 });
  });

  test("ask a query without a reference by its words; Image-only has no answer to it", async () => {
    const { methods } = await json(...args(), "--methods", "Image-only", "quick");
    expect(methods.map(({ name, recall }: { name: string; recall: Record<string, number> }) => [name, recall["50"]])).toEqual([
      ["Image-only", 50],
      ["Quick", 100],
    ]);
  });

  test("search only what --gallery names", async () => {
    const list = join(folder, "gallery.txt");
    writeFileSync(list, [3, 5, 6].map((id) => `${cocoName(id)}\n`).join(""));
    expect(await json(...args(), "--gallery", list, "--methods", "Text-only")).toMatchObject({ gallery: 3, queries: 2 });
  });

  test("take the photos of folders within, and refuse or leave out those that cannot be read", async () => {
    const own = join(folder, "own");
    await makePhoto(join(own, "within"), { name: "blue.jpg", colour: "blue" });
    writeFileSync(join(own, "broken.jpg"), "this is text");
    const blue = writeJson("own.json", [{ id: 1, edit: "blue", targets: ["within/blue.jpg"] }]);
    const args = ["flickr-cir", "--queries", blue, "--photos", own, "--methods", "Text-only"];
    const refused = await evaluate(...args);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`1 in all: ${join(own, "broken.jpg")}`)]);
    expect(await json(...args, "--missing", "skip")).toMatchObject({
      queries: 1,
      gallery: 1,
      missing: { photos: 1, names: ["broken.jpg"], queries: 0 },
    });
  });

  test("write weight sweeps as CSV and SVG", async () => {
    const charts = join(folder, "charts");
    const { stderr } = await evaluate(...args(), "--charts", charts, "--methods", "Text-only");
    expect(stderr).toContain("flickr-cir-weights.csv");
    expect(readFileSync(join(charts, "flickr-cir-weights.csv"), "utf8")).toMatch(/^alpha,beta,gamma,Recall@10\n0,0,/);
    expect(readFileSync(join(charts, "flickr-cir-query-weights.svg"), "utf8")).toContain("<polyline");
  });
});

describe("CIRCO", () => {
  const root = join(folder, "circo");
  const query = { id: 0, reference_img_id: 1, relative_caption: "is green", shared_concept: "a wall" };

  test("in its own layout: mean average precision over all targets, the paper's figures beside ours", async () => {
    writeJson("circo/annotations/val.json", [{ ...query, target_img_id: 2, gt_img_ids: [2, 3] }]);
    const args = ["circo", "--root", root, "--photos", photos, "--methods", "Image-only,Text-only"];
    const { methods } = await json(...args);
    expect(methods[0].map).toMatchObject({ "5": expect.any(Number), "50": expect.any(Number) });
    const { stdout } = await evaluate(...args);
    expect(stdout).toMatch(/mAP@5 .*paper mAP@50/);
    expect(stdout).toMatch(/Image-only .*1\.28 +1\.70 +2\.35 +2\.69/);
  });

  test("writes the official submission file of the test split", async () => {
    writeJson("circo/annotations/test.json", [query]);
    const submission = join(folder, "submission");
    await evaluate("circo", "--root", root, "--photos", photos, "--methods", "Text-only", "--submission", submission);
    const written = JSON.parse(readFileSync(join(submission, "circo_text-only.json"), "utf8"));
    expect(Object.keys(written)).toEqual(["0"]);
    expect(written[0].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    const { methods } = await json("circo", "--root", root, "--photos", photos, "--methods", "Text-only", "--split", "test");
    expect(methods[0].recall).toEqual({});
  });

  test("with photos that are missing is refused by name, or measured without them", async () => {
    writeJson("missing/annotations/val.json", [
      { ...query, target_img_id: 2, gt_img_ids: [2] },
      { ...query, id: 1, reference_img_id: 77, target_img_id: 3, gt_img_ids: [3] },
    ]);
    const args = ["circo", "--root", join(folder, "missing"), "--photos", photos, "--methods", "Text-only"];
    const refused = await evaluate(...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`Photos of the dataset are missing or cannot be read, 1 in all: ${join(photos, cocoName(77))}`);
    expect(await json(...args, "--missing", "skip")).toMatchObject({
      queries: 1,
      missing: { photos: 1, names: [cocoName(77)], queries: 1 },
    });
  });
});

describe("a measurement", () => {
  test("goes on where it was: what was computed is not computed again, and another pack's is not used", async () => {
    const args = ["flickr-cir", "--queries", writeJson("again.json", [{ id: 1, edit: "red", targets: [cocoName(1)] }]), "--photos", photos];
    const first = await json(...args, "--methods", "Text-only");
    expect(existsSync(join(library, "evaluation.db"))).toBe(true);
    const again = await json(...args, "--methods", "Text-only");
    expect(again.methods[0].recall).toEqual(first.methods[0].recall);
    rmSync(join(library, "evaluation.db"));
    expect((await json(...args, "--methods", "Text-only")).methods[0].recall).toEqual(first.methods[0].recall);
  });

  test.each([
    ["of no dataset", ["circo"], "--root"],
    ["by a method that there is not", ["flickr-cir", "--root", ".", "--methods", "Magic"], 'There is no method "Magic"'],
    ["with weights that are none", ["circo", "--root", ".", "--weights", "2,1,0"], "are no weights"],
    ["of a folder that is no dataset", ["cirr", "--root", folder], "cap.rc2.val.json is not there"],
    ["of a submission that nobody takes", ["fashioniq", "--root", ".", "--submission", "x"], "unknown option"],
  ])("%s is refused with a reason", async (_, args, reason) => {
    const { code, stderr } = await evaluate(...args);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(reason);
  });

  test("of queries in another form is refused, naming the file", async () => {
    const { code, stderr } = await evaluate("flickr-cir", "--queries", writeJson("odd.json", [{ id: 1 }]), "--photos", photos);
    expect(code).not.toBe(0);
    expect(stderr).toContain(join(folder, "odd.json"));
  });
});
