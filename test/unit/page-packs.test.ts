/** What a page gets of the packs: real parts with tiny weights, a real hub, and the packs process in this one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { PacksApi } from "../../contract/packs.ts";
import { createHandlers } from "../../main/packs/handlers.ts";
import { packsOnDemand, type RunningPacks } from "../../main/packs-on-demand.ts";
import { createPagePacks, type PagePacksParts } from "../../main/page-packs.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { startHub } from "../helpers/hub.ts";
import { tinyCatalogue, tinyProfile } from "../helpers/tiny-catalogue.ts";
import { tinyFile } from "../helpers/tiny-hub.ts";

async function open(parts: Partial<PagePacksParts> = {}) {
  const folder = temporaryFolder();
  const { catalogue, files } = tinyCatalogue(folder);
  const hub = await startHub(files);
  const start = vi.fn((): RunningPacks => {
    const packs: PacksApi = createHandlers({ folder: join(folder, "packs"), catalogue, patienceMs: 1 }) as PacksApi;
    return { packs, close: vi.fn() };
  });
  const engine = {
    usePack: vi.fn(async () => ({})),
    packFolders: vi.fn(async (): Promise<{ inUse: string | null; coming?: string | null }> => ({ inUse: null })),
  };
  const packs = packsOnDemand(start);
  const page = createPagePacks({ packs, engine, hub: hub.url, mayImport: () => true, ...parts });
  const get = async (id: string, signal?: AbortSignal) => {
    const news = [];
    for await (const one of page.get({ id, unpinned: false }, signal && { signal })) news.push(one);
    return news;
  };
  const profile = async () => (await page.list({})).profiles.find(({ id }) => id === tinyProfile);
  return { folder, hub, page, get, profile, engine, start };
}

test("the program's own pack is in use until another is; a hub of the user's has what nobody else hosts", async () => {
  const { page, hub } = await open();
  const list = await page.list({});
  expect(list).toMatchObject({ inUse: "starter", coming: null, asksItself: false });
  expect(new Set(list.parts.flatMap(({ hosts }) => hosts))).toEqual(new Set([new URL(hub.url).host]));
  expect(list.parts.map(({ availability }) => availability)).toEqual(list.parts.map(() => "hosted"));
});

test("a profile is fetched, changed to by its id, and kept while it is in use or on the way", async () => {
  const { folder, page, get, profile, engine } = await open();
  expect((await get(tinyProfile)).at(-1)).toEqual({ fetched: expect.arrayContaining([expect.objectContaining({ part: "clip-l14" })]) });
  expect(await profile()).toMatchObject({ state: "installed" });
  const whole = join(folder, "packs", "profiles", tinyProfile);
  await page.use({ id: tinyProfile });
  expect(engine.usePack.mock.lastCall).toEqual([{ folder: whole }, undefined]);
  for (const folders of [{ inUse: null, coming: whole }, { inUse: whole }]) {
    engine.packFolders.mockResolvedValue(folders);
    await expect(page.remove({ id: tinyProfile })).rejects.toMatchObject({ hint: "Change to another pack first." });
    await expect(page.remove({ id: "clip-l14" })).rejects.toMatchObject({ code: "pack-in-use" });
  }
  expect((await page.list({})).inUse).toBe(tinyProfile);
  await page.use({ id: "starter" });
  expect(engine.usePack.mock.lastCall).toEqual([{ folder: null }, undefined]);
  engine.packFolders.mockResolvedValue({ inUse: null });
  expect((await page.remove({ id: tinyProfile })).freedBytes).toBeGreaterThan(1e5);
  expect(existsSync(whole)).toBe(false);
});

test("whoever leaves takes the download back; what came is gone on with", async () => {
  const { hub, get, profile } = await open();
  for (const file of Object.values(hub.files)) file.slowMs = 5;
  const controller = new AbortController();
  const left = get(tinyProfile, controller.signal);
  await vi.waitFor(() => expect(hub.requests.length).toBeGreaterThan(2));
  await expect(get("clip-l14")).rejects.toMatchObject({ code: "models-busy" });
  controller.abort();
  await left.catch(() => {});
  expect(await profile()).toMatchObject({ state: "partial" });
  for (const file of Object.values(hub.files)) delete file.slowMs;
  await get(tinyProfile);
  expect(await profile()).toMatchObject({ state: "installed" });
});

test("nothing is fetched without a yes; files that were not chosen are not read", async () => {
  const { hub, page, get } = await open({ consent: async () => "no", mayImport: (path) => path === tinyFile("clip") });
  await expect(get(tinyProfile)).rejects.toMatchObject({ code: "aborted" });
  expect(hub.requests).toEqual([]);
  await expect(page.importFrom({ path: tinyFile("llm") })).rejects.toMatchObject({ code: "file-not-chosen" });
  expect((await page.importFrom({ path: tinyFile("clip") })).fetched).toContainEqual(expect.objectContaining({ part: "clip-l14" }));
});

test("what is not there cannot be used, fetched or removed", async () => {
  const { page, get } = await open();
  await expect(page.use({ id: tinyProfile })).rejects.toMatchObject({ code: "pack-missing" });
  await expect(page.use({ id: "../../elsewhere" })).rejects.toMatchObject({ code: "pack-unknown" });
  await expect(get("../../elsewhere")).rejects.toMatchObject({ code: "pack-unknown" });
  await expect(page.remove({ id: "../../elsewhere" })).rejects.toMatchObject({ code: "pack-unknown" });
});
