/**
 * From one pack to another while the first answers. The packs are real, with tiny weights; the numbers of photos and queries
 * can be raised: RECOMPOSE_PHOTOS=2000 RECOMPOSE_QUERIES=1000.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { IndexStatus } from "../../contract/types.ts";
import { startEngine } from "../../main/children.node.ts";
import { temporaryFolder, temporaryFolderOfFile } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { starterPack } from "../helpers/programs.ts";
import { installTinyPack } from "../helpers/tiny-pack.ts";

const count = Number(process.env.RECOMPOSE_PHOTOS ?? 40);
const queries = Number(process.env.RECOMPOSE_QUERIES ?? 60);
const entry = join(import.meta.dirname, "..", "..", "out", "main", "engine.js");
const folder = temporaryFolderOfFile();
const photos = join(folder, "photos");
let pack: string;

beforeAll(async () => {
  await makePhotos(photos, count);
  pack = await installTinyPack(folder);
}, 300_000);

function open(library: string) {
  const running = startEngine(entry, { library, packFolder: starterPack });
  onTestFinished(() => running.kill());
  const until = async (isSo: (status: IndexStatus) => boolean): Promise<IndexStatus> => {
    for await (const status of running.engine.watchStatus({})) if (isSo(status)) return status;
    throw new Error("The engine ended.");
  };
  return { ...running, until };
}

async function indexed(library: string) {
  const running = open(library);
  await running.engine.addFolder({ path: photos });
  await running.until(({ ready, state }) => ready === count && state !== "scanning");
  return running;
}

test("no query fails, and every answer is one pack's alone", { timeout: 1_800_000 }, async () => {
  const library = temporaryFolder();
  const { engine, until } = await indexed(library);
  // Captions, which are made before and after the change, do not count: every pack has one answer.
  const query = { text: "a dog on a beach", weights: { alpha: 1, beta: 0, gamma: 0 }, limit: 10 };
  const scores = async () => (await engine.search(query)).hits.map(({ photo, score }) => `${photo.id}: ${score.toFixed(5)}`);
  const before = await scores();
  const answers = new Set<string>();
  await engine.usePack({ folder: pack });
  let isOver = false;
  const change = until(({ packChange, models }) => packChange === undefined && models.pack?.id === "clip-l14").then(() => {
    isOver = true;
  });
  let asked = 0;
  while (!isOver || asked < queries) {
    answers.add((await scores()).join());
    asked++;
  }
  await change;
  const after = await scores();
  expect(asked).toBeGreaterThanOrEqual(queries);
  expect([...answers].sort()).toEqual([before.join(), after.join()].sort());
  expect((await engine.status({})).ready).toBe(count);
  const old = await engine.oldVectors({});
  expect(old.find(({ key }) => key.startsWith("starter@") && !key.includes(" "))).toMatchObject({ photos: count });
});

/** The library notes every vector that is written from now on. Returns how many of the new pack's are there already. */
function countWrites(library: string): number {
  const note =
    "BEGIN INSERT INTO written SELECT new.photo WHERE new.kind = 'look' AND new.pack IN (SELECT id FROM packs WHERE key LIKE 'clip-l14@%'); END";
  return withDatabase(library, (database) => {
    database.exec("CREATE TABLE written (photo INTEGER)");
    for (const change of ["INSERT", "UPDATE"]) database.exec(`CREATE TRIGGER note_${change} AFTER ${change} ON vectors ${note}`);
    const there = "SELECT count(*) FROM vectors JOIN packs ON packs.id = pack WHERE key LIKE 'clip-l14@%' AND kind = 'look'";
    return database.prepare<[], number>(there).pluck().get() ?? 0;
  });
}

function writes(library: string): unknown {
  const all = "SELECT count(*) AS rows, count(DISTINCT photo) AS photos FROM written";
  return withDatabase(library, (database) => database.prepare(all).get());
}

function withDatabase<T>(library: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(library, "library.db"));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

test("killed in the middle, it goes on where it was, also to the end", { timeout: 1_800_000 }, async () => {
  const library = temporaryFolder();
  const first = await indexed(library);
  await first.engine.usePack({ folder: pack });
  const { packChange } = await first.until(({ packChange }) => (packChange?.done ?? 0) > 0);
  first.kill();
  await first.exited;
  const kept = countWrites(library);
  expect(kept).toBeGreaterThanOrEqual(packChange?.done ?? 1);
  const second = open(library);
  const resumed = await second.until((status) => status.packChange?.state === "filling" || status.models.pack?.id === "clip-l14");
  expect(resumed.packChange?.done ?? count).toBeGreaterThanOrEqual(packChange?.done ?? 1);
  await second.until(({ packChange, models }) => packChange === undefined && models.pack?.id === "clip-l14");
  expect((await second.engine.search({ text: "a dog" })).hits).toHaveLength(Math.min(count, 100));
  await second.close();
  // What was written before is not encoded again: a kill costs the batch that was not written yet, no more.
  expect(writes(library)).toEqual({ rows: count - kept, photos: count - kept });
  const third = open(library);
  expect((await third.until(({ models }) => models.state === "ready")).models.pack?.id).toBe("clip-l14");
});

test("a change to a pack that is damaged is refused in words, and nothing else happens", { timeout: 600_000 }, async () => {
  const { engine, until } = await indexed(temporaryFolder());
  await engine.usePack({ folder: join(folder, "nothing") });
  const { packChange } = await until((status) => status.packChange?.state === "failed");
  expect(packChange?.error?.what).toMatch(/pack.json" is not there/);
  await engine.cancelPackChange({});
  expect((await engine.status({})).packChange).toBeUndefined();
  expect((await engine.search({ text: "a dog" })).hits.length).toBeGreaterThan(0);
});
