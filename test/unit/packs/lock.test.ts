/** Two programs and one packs folder: they do not fetch at once, and one that was killed keeps nobody out. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { startHub } from "../../helpers/hub.ts";
import { tinyCatalogue } from "../../helpers/tiny-catalogue.ts";
import { tinyFile } from "../../helpers/tiny-hub.ts";

async function prepare() {
  const folder = temporaryFolder();
  const { catalogue, files } = tinyCatalogue(folder);
  const hub = await startHub(files);
  const packs = join(folder, "packs");
  mkdirSync(packs);
  const program = () => {
    const handlers = createHandlers({ folder: packs, catalogue, lockMs: 0, patienceMs: 1 });
    const get = async () => {
      for await (const news of handlers.get({ id: "clip-l14", hub: hub.url, unpinned: false })) if ("fetched" in news) return news.fetched;
      return [];
    };
    return { ...handlers, all: get };
  };
  return { hub, program, packs, lock: join(packs, "changing") };
}

const busy = { code: "models-busy", what: expect.stringMatching(/^Another program/), hint: expect.stringMatching(/Wait/) };

test("the second is told to wait, and all that the first fetches is right", async () => {
  const { hub, program, packs, lock } = await prepare();
  const { promise: after, resolve: send } = Promise.withResolvers<void>();
  for (const file of Object.values(hub.files)) file.after = after;
  const getting = program().all();
  await vi.waitFor(() => expect(hub.requests.length).toBeGreaterThan(0));
  const second = program();
  await expect(second.all()).rejects.toMatchObject(busy);
  await expect(second.remove({ id: "clip-l14" })).rejects.toMatchObject(busy);
  await expect(second.importFrom({ path: tinyFile("clip"), part: "clip-l14" })).rejects.toMatchObject(busy);
  send();
  expect(await getting).toHaveLength(4);
  expect(await second.all()).toEqual([]);
  expect(existsSync(lock)).toBe(false);
  expect(readdirSync(join(packs, "parts", "clip-l14")).filter((name) => /\.(part|tag)$/.test(name))).toEqual([]);
});

test("one that lives is waited for; one that was killed, also while it wrote its number, is not", async () => {
  const { program, lock } = await prepare();
  writeFileSync(lock, String(process.ppid));
  await expect(program().all()).rejects.toMatchObject(busy);
  writeFileSync(lock, "");
  await expect(program().all()).rejects.toMatchObject(busy);
  utimesSync(lock, 0, 0);
  expect(await program().all()).toHaveLength(4);
  const gone = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim();
  for (const number of [gone, String(process.pid)]) {
    writeFileSync(lock, number);
    expect(await program().all()).toEqual([]);
  }
});

test("whoever leaves the download lets others in once nothing is written any more", async () => {
  const { hub, program, lock } = await prepare();
  for (const file of Object.values(hub.files)) file.slowMs = 1;
  for await (const _ of program().get({ id: "clip-l14", hub: hub.url, unpinned: false })) break;
  expect(existsSync(lock)).toBe(false);
  for (const file of Object.values(hub.files)) delete file.slowMs;
  expect(await program().all()).toHaveLength(4);
});
