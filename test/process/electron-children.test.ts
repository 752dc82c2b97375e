/** The engine and its helpers as utility processes: the shell's own code, with Node's processes in the place of Electron's. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type EngineApi, engineApi } from "../../contract/api.ts";
import { type ElectronPortLike, electronPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, starterPack } from "../helpers/programs.ts";
import { utilityProcesses } from "../helpers/utility-process.ts";

const engineEntry = join(import.meta.dirname, "../../out/main/engine.js");
const catalogue = join(import.meta.dirname, "../../models/catalogue.json");

afterEach(() => void vi.doUnmock("electron"));

async function startEngine(library: string) {
  vi.resetModules();
  const { electron, forked } = utilityProcesses();
  vi.doMock("electron", () => electron);
  const { startElectronEngine } = await import("../../main/children.electron.ts");
  const running = startElectronEngine(engineEntry, { library, packFolder: starterPack, llm: null });
  const alive = () =>
    forked.filter(({ child }) => child.exitCode === null && child.signalCode === null).map(({ entry }) => basename(entry));
  return { ...running, forked, alive };
}

/** As the window's page has it. */
function pageOf({ openPort }: { openPort(): unknown }): EngineApi {
  return connect(engineApi, electronPort(openPort() as ElectronPortLike));
}

/** Names, times and bytes of all files */
function contentOf(folder: string) {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [name, statSync(path).mtimeMs, readFileSync(path).toString("base64")];
  });
}

/** How many photos are ready in the end. */
async function indexed(engine: EngineApi): Promise<number> {
  for await (const { state, ready, waiting } of engine.watchStatus({}))
    if (ready > 0 && waiting === 0 && state !== "scanning") return ready;
  return 0;
}

test("photos are indexed and found by way of ports between the processes, and never changed", async (context) => {
  context.skip(!hasStarterPack, noStarterPack);
  const folder = temporaryFolder();
  await makePhotos(join(folder, "photos"), 4);
  const before = contentOf(join(folder, "photos"));
  const running = await startEngine(join(folder, "library"));
  await running.engine.addFolder({ path: join(folder, "photos") });
  expect(await indexed(running.engine)).toBe(4);
  const started = new Set(running.forked.map(({ entry }) => basename(entry)));
  expect(started).toEqual(new Set(["engine.js", "inference.js", "decoder.js"]));

  const page = pageOf(running);
  const { hits } = await page.search({ text: "something red" });
  expect(hits.length).toBeGreaterThan(0);
  expect((await page.preview({ photo: hits[0]?.photo.id ?? 0 })).type).toBe("image/webp");
  expect(contentOf(join(folder, "photos"))).toEqual(before);

  await running.close();
  await vi.waitFor(() => expect(running.alive()).toEqual([]), 10_000);
  expect(await running.exited).toMatch(/^exit code/);
});

test("a helper that is killed is started again, and the photo in hand is said", async (context) => {
  context.skip(!hasStarterPack, noStarterPack);
  const folder = temporaryFolder();
  await makePhotos(join(folder, "photos"), 3);
  const running = await startEngine(join(folder, "library"));
  await running.engine.addFolder({ path: join(folder, "photos") });
  await indexed(running.engine);
  running.forked.find(({ entry }) => basename(entry) === "inference.js")?.child.kill("SIGKILL");
  for await (const { models } of running.engine.watchStatus({})) if (models.restarts === 1 && models.state === "ready") break;
  expect((await running.engine.search({ text: "blue" })).hits).toHaveLength(3);
  await running.close();
});

test("no helper outlives the engine, however it ends", async () => {
  const running = await startEngine(temporaryFolder());
  await running.engine.status({});
  expect(running.alive()).toContain("inference.js");
  running.kill();
  await running.exited;
  await vi.waitFor(() => expect(running.alive()).toEqual([]), 10_000);
});

test("a page adds only folders that its user chose, and has no calls that read any folder", async () => {
  const folder = temporaryFolder();
  await makePhotos(join(folder, "photos"), 1);
  const running = await startEngine(join(folder, "library"));
  const page = pageOf(running);
  await expect(page.addFolder({ path: "/" })).rejects.toMatchObject({ code: "folder-not-chosen", what: '"/" was not chosen by you.' });
  await expect(page.addReference({ path: join(folder, "photos", "000.jpg") })).rejects.toMatchObject({ code: "bad-request" });
  await expect(page.benchmarkIndex({ folder: "/", limit: 1 })[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    what: 'There is no call "benchmarkIndex".',
  });
  const path = join(folder, "photos");
  running.allowFolder(path, "reading");
  expect(await page.addFolder({ path })).toMatchObject({ name: "photos" });
  await running.close();
});

test("packs are told of, checked and ended by a process of their own", async () => {
  vi.resetModules();
  const { electron, forked } = utilityProcesses();
  vi.doMock("electron", () => electron);
  const { startElectronPacks } = await import("../../main/children.electron.ts");
  const folder = temporaryFolder();
  const { packs, close } = startElectronPacks(join(dirname(engineEntry), "packs.js"), { folder, catalogue });
  const { parts, profiles } = await packs.list({});
  expect(parts.length).toBeGreaterThan(0);
  expect(profiles.length).toBeGreaterThan(0);
  await expect(packs.importFrom({ path: join(folder, "nothing") })).rejects.toMatchObject({ code: expect.any(String) });
  close();
  await vi.waitFor(() => expect(forked[0]?.child.signalCode).toBe("SIGKILL"), 10_000);
});
