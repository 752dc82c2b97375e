/** The packs folder where it cannot be written, or is full: said in words, whatever is done there, and set right later. */
import { readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { startHub } from "../../helpers/hub.ts";
import { makeReadOnly, smallDisk } from "../../helpers/mounts.ts";
import { tinyCatalogue } from "../../helpers/tiny-catalogue.ts";
import { tinyFile } from "../../helpers/tiny-hub.ts";

const part = "clip-l14";

async function prepare(folder: string) {
  const { catalogue, files } = tinyCatalogue(temporaryFolder());
  const hub = await startHub(files);
  const packs = createHandlers({ folder, catalogue, patienceMs: 1, silenceMs: 2000 });
  const get = async () => {
    for await (const _ of packs.get({ id: part, hub: hub.url, unpinned: false }));
  };
  return { packs, get, bring: () => packs.importFrom({ path: tinyFile("clip"), part }) };
}

const refused = {
  code: "folder-read-only",
  what: expect.stringMatching(/^".*" cannot be written \(E\w+\)\.$/),
  hint: expect.stringMatching(/--packs/),
};

test("a file in its place", async () => {
  const file = join(temporaryFolder(), "packs");
  writeFileSync(file, "");
  const { packs, get, bring } = await prepare(file);
  await expect(get()).rejects.toMatchObject(refused);
  await expect(bring()).rejects.toMatchObject(refused);
  expect((await packs.list({})).parts.every(({ state }) => state === "absent")).toBe(true);
});

test("a disk that is read-only", async (context) => {
  const disk = smallDisk(2000, context);
  const { packs, get, bring } = await prepare(join(disk, "packs"));
  makeReadOnly(disk);
  await expect(get()).rejects.toMatchObject(refused);
  await expect(bring()).rejects.toMatchObject(refused);
  expect((await packs.list({})).parts.every(({ state }) => state === "absent")).toBe(true);
});

test("a disk that becomes read-only: nothing can be removed, and all is still there", async (context) => {
  const disk = smallDisk(2000, context);
  const { packs, get } = await prepare(join(disk, "packs"));
  await get();
  makeReadOnly(disk);
  await expect(packs.remove({ id: part })).rejects.toMatchObject(refused);
  expect((await packs.verify({ id: part })).files.every(({ wrong }) => wrong === null)).toBe(true);
});

/** The files just fit; what is noted of them does not, or does not quite. */
test.for([484, 488, 492, 496, 500])("a disk with %i KiB left, and later with room", async (kibibytes, context) => {
  const disk = smallDisk(4000, context);
  const { get } = await prepare(join(disk, "packs"));
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, "ballast"), Buffer.alloc(bavail * bsize - kibibytes * 1024));
  const outcome = await get().catch((error: unknown) => error);
  if (outcome !== undefined) expect(outcome).toMatchObject({ code: "disk-full", hint: expect.stringMatching(/Make room/) });
  rmSync(join(disk, "ballast"));
  await get();
  expect(readdirSync(join(disk, "packs", "parts", part))).toHaveLength(6);
});

test("a disk that is too small is found out before anything is asked for", async (context) => {
  const disk = smallDisk(400, context);
  const { catalogue, files } = tinyCatalogue(temporaryFolder());
  const hub = await startHub(files);
  const packs = createHandlers({ folder: join(disk, "packs"), catalogue });
  const getting = async () => {
    for await (const _ of packs.get({ id: part, hub: hub.url, unpinned: false }));
  };
  await expect(getting()).rejects.toMatchObject({
    code: "disk-full",
    what: expect.stringMatching(/494 kB are needed .* 4\d\d kB are free/),
  });
  expect(hub.requests).toEqual([]);
  expect(readdirSync(join(disk, "packs", "parts", part))).toEqual([]);
});
