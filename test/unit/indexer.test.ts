/** From files to vectors: what becomes of good and bad photos, and of pauses, stops, crashes and full disks. */
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../contract/errors.ts";
import type { SettingsChange } from "../../contract/settings.ts";
import { smallDisk } from "../helpers/mounts.ts";
import { createWorld, goodFiles, indexAll } from "./store/indexing.ts";
import { expectSums, idOf, names, temporaryFolder, temporaryLibrary, write } from "./store/support.ts";

test("a folder becomes vectors, in batches of up to eight, newest first", async () => {
  const world = createWorld(goodFiles(20));
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", found: 20, ready: 20, waiting: 0, failed: 0 });
  expect(world.batches.reduce((sum, count) => sum + count)).toBe(20);
  expect(Math.max(...world.batches)).toBe(8);
  const { photos, embeddings } = world.library.vectors.load("double");
  expect(world.announced.sort((a, b) => a - b)).toEqual(photos);
  expect([...embeddings.subarray(0, 2)]).toEqual([...new Float32Array([0.6, 0.8])]);
  expect(world.library.vectors.vectorOf(photos[0] ?? 0, "double")?.norm).toBeCloseTo(5);
});

test("what is unchanged is not decoded again, what is new is", async () => {
  const world = createWorld(goodFiles(3));
  await indexAll(world);
  write(world.folder, "new.jpg", "new");
  world.indexer.rescan();
  await world.indexer.idle();
  expect(world.decoded.filter((text) => text.startsWith("good"))).toHaveLength(3);
  expect(world.indexer.status()).toMatchObject({ ready: 4 });
});

test("a damaged file fails after one try with its reason; repaired, it succeeds", async () => {
  const world = createWorld({ "a.jpg": "damaged", "b.jpg": "good" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 1, failed: 1 });
  expect(world.library.stages.failures(0, 9)).toMatchObject([{ code: "file-damaged", tries: 1, stage: "decode" }]);
  expect(world.indexer.retryFailed()).toBe(1);
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ failed: 1 });
  write(world.folder, "a.jpg", "repaired");
  world.indexer.rescan();
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ ready: 2, failed: 0 });
});

test("a picture too small to be a photo is skipped, and has its thumbnail", async () => {
  const world = createWorld({ "icon.png": "tiny" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ ready: 0, skipped: 1, skippedBy: { "too-small": 1 } });
  expect(world.library.photos.get(idOf(world.library, "icon.png")).hasThumbnail).toBe(true);
});

test("with another smallest size, smaller photos are skipped, and come back without being read or encoded again", async () => {
  const world = createWorld({ ...goodFiles(3), "icon.png": "tiny" });
  const { indexer, library } = world;
  await indexAll(world);
  const encoded = () => world.batches.reduce((sum, count) => sum + count, 0);
  const before = { decoded: [...world.decoded], encoded: encoded() };
  const setSmallest = async (smallestSide: number, ready: number) => {
    library.settings.setUser({ smallestSide });
    indexer.followSettings();
    await expect.poll(() => indexer.status()).toMatchObject({ state: "idle", ready, skippedBy: { "too-small": 4 - ready } });
    expectSums(library);
    expect(library.vectors.load("double").photos).toHaveLength(ready);
  };
  await setSmallest(41, 0);
  await setSmallest(40, 3);
  expect({ decoded: world.decoded, encoded: encoded() }).toEqual(before);
});

test("hidden photos come when they are wanted, go without a question, and come back without being read again", async () => {
  const hidden = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`.hidden/${index}.jpg`, `good hidden ${index}`]));
  const world = createWorld(hidden);
  const { indexer, library } = world;
  const setHidden = async (hiddenFiles: boolean, found: number) => {
    library.settings.setUser({ hiddenFiles });
    indexer.followSettings();
    await expect.poll(() => indexer.status()).toMatchObject({ state: "idle", found, ready: found });
    expect(indexer.status().folders).toMatchObject([{ reachable: true, gone: { asked: 0 } }]);
  };
  await indexAll(world);
  await setHidden(true, 20);
  const decoded = [...world.decoded];
  await setHidden(false, 0);
  await setHidden(true, 20);
  expect(world.decoded).toEqual(decoded);
});

test("a photo that was too small is read once it is not", async () => {
  const world = createWorld(goodFiles(3));
  const { indexer, library } = world;
  library.settings.setUser({ smallestSide: 128 });
  indexer.followSettings();
  await indexAll(world);
  expect(indexer.status()).toMatchObject({ ready: 0, skippedBy: { "too-small": 3 } });
  library.settings.setUser({ smallestSide: 40 });
  indexer.followSettings();
  await expect.poll(() => indexer.status()).toMatchObject({ state: "idle", ready: 3, skipped: 0 });
});

test("of a batch over which the models crash only the photo at fault fails, after three tries", async () => {
  const world = createWorld({ ...goodFiles(10), "bad.jpg": "poison" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", ready: 10, failed: 1 });
  expect(world.library.stages.failures(0, 9)).toMatchObject([{ code: "model-crashed", tries: 3, stage: "look" }]);
  expect(world.library.photos.get(idOf(world.library, "bad.jpg"))).toMatchObject({ hasThumbnail: true, failed: true });
});

test("several photos at fault are all found", async () => {
  const world = createWorld({ ...goodFiles(5), "x.jpg": "poison x", "y.jpg": "poison y", "z.jpg": "poison z" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ ready: 5, failed: 3 });
});

test("a single crash blames nobody", async () => {
  const world = createWorld(goodFiles(8));
  let crashes = 1;
  world.beforeBatch = () => {
    if (crashes-- > 0) throw new AppError("model-crashed", "The model process ended (signal SIGKILL).");
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ ready: 8, failed: 0 });
});

test("models that do not load hold the index up; no photo is blamed; resume goes on", async () => {
  const world = createWorld(goodFiles(3));
  world.loadError = new AppError("pack-damaged", "The file image.onnx is not what the pack says.", "Choose the pack again.");
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "paused", pausedBy: "models", waiting: 3, failed: 0 });
  expect(world.incidents).toEqual([world.loadError.message]);
  world.loadError = undefined;
  world.indexer.resume();
  await world.indexer.idle();
  expect(world.retries).toBe(1);
  expect(world.indexer.status()).toMatchObject({ state: "idle", pausedBy: null, ready: 3 });
});

test("models that give up on the way hold the index up too", async () => {
  const world = createWorld(goodFiles(20));
  world.beforeBatch = () => {
    if (world.batches.length === 2) world.loadError = new AppError("model-crashed", "The model process ended 4 times in a row.");
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ pausedBy: "models", ready: 8, waiting: 12, failed: 0 });
});

test("a file that goes away while it is read leaves the library", async () => {
  const world = createWorld({ ...goodFiles(2), "c.jpg": "goes away" });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "idle", found: 2, ready: 2 });
});

test("a file that never stops changing ends as a failure, not in a circle", async () => {
  const world = createWorld({ ...goodFiles(2), "c.jpg": "grows" });
  await indexAll(world);
  const { state, found, ready, waiting, failed } = world.indexer.status();
  expect({ state, found, ready, waiting, failed }).toEqual({ state: "idle", found: 3, ready: 2, waiting: 0, failed: 1 });
  expect(world.library.stages.failures(0, 9)).toMatchObject([{ code: "file-changed" }]);
});

test("on battery it does what the user has set, until told to go on; their own pause stays theirs, also in the next program", async () => {
  const world = createWorld(goodFiles(10));
  const { indexer, library } = world;
  const pausedBy = () => indexer.status().pausedBy;
  const set = (change: SettingsChange) => {
    library.settings.setUser(change);
    indexer.followSettings();
  };
  indexer.setPower(true);
  await indexAll(world);
  expect(indexer.status()).toMatchObject({ state: "paused", pausedBy: "battery", ready: 0, waiting: 10 });
  set({ onBattery: "slow" });
  expect(indexer.status()).toMatchObject({ pausedBy: null, power: { onBattery: true, slow: true } });
  await indexer.idle();
  expect(indexer.status()).toMatchObject({ state: "idle", ready: 10 });
  set({ onBattery: "pause" });
  indexer.resume();
  expect(pausedBy()).toBe(null);
  for (const onBattery of [false, true]) indexer.setPower(onBattery);
  expect(pausedBy()).toBe("battery");
  indexer.setPower(false);
  expect(pausedBy()).toBe(null);
  indexer.pause();
  for (const onBattery of [true, false]) indexer.setPower(onBattery);
  await indexer.close();
  expect(createWorld({}, world).indexer.status()).toMatchObject({ state: "paused", pausedBy: "user", power: { onBattery: null } });
});

test("a pause holds after the batches in hand, outlives the program, and resume finishes", async () => {
  const world = createWorld(goodFiles(40));
  world.beforeBatch = () => {
    if (world.batches.length === 2) world.indexer.pause();
  };
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "paused", pausedBy: "user", ready: 16, waiting: 24 });
  await world.indexer.close();
  const later = createWorld({}, world);
  later.indexer.start();
  await later.indexer.idle();
  expect(later.indexer.status()).toMatchObject({ state: "paused", ready: 16 });
  later.indexer.resume();
  await later.indexer.idle();
  expect(later.indexer.status()).toMatchObject({ state: "idle", ready: 40 });
  expect(later.batches.reduce((sum, count) => sum + count)).toBe(24);
});

test("stop ends the run at once; the next start goes on with what waits", async () => {
  const world = createWorld(goodFiles(40));
  const reached = Promise.withResolvers<void>();
  world.beforeBatch = () => {
    if (world.batches.length < 3) return;
    reached.resolve();
    return new Promise((_, reject) => setImmediate(() => reject(new AppError("aborted", "Cancelled."))));
  };
  await world.indexer.addFolder(world.folder);
  await reached.promise;
  await world.indexer.stop();
  expect(world.indexer.status()).toMatchObject({ state: "stopped", ready: 16, waiting: 24 });
  const later = createWorld({}, world);
  later.indexer.start();
  await later.indexer.idle();
  expect(later.indexer.status()).toMatchObject({ state: "idle", ready: 40 });
});

test("a query goes before the next batch; the two in hand are finished", async () => {
  const world = createWorld(goodFiles(32));
  const query = Promise.withResolvers<void>();
  world.beforeBatch = () => {
    if (world.batches.length === 1) world.indexer.holdFor(query.promise);
  };
  await world.indexer.addFolder(world.folder);
  await expect.poll(() => world.library.stages.counts().ready).toBe(16);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(world.batches).toHaveLength(2);
  query.reject(new AppError("query-empty", "Nothing was asked."));
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ ready: 32 });
});

test("vectors are there while the scan still goes on", async () => {
  const world = createWorld(goodFiles(200));
  const states: string[] = [];
  world.beforeBatch = () => void states.push(world.indexer.status().state);
  await indexAll(world);
  expect(states[0]).toBe("scanning");
  expect(world.indexer.status()).toMatchObject({ ready: 200 });
});

test("a full disk holds the index up and loses nothing; with room again it goes on", async (context) => {
  const disk = smallDisk(8192, context);
  const ballast = write(disk, "ballast", new Uint8Array(7_900_000));
  const world = createWorld(goodFiles(300), { library: temporaryLibrary(join(disk, "library")) });
  await indexAll(world);
  expect(world.indexer.status()).toMatchObject({ state: "paused", pausedBy: "disk-full", failed: 0 });
  expect(world.incidents[0]).toMatch(/is full. Free some space, then resume/);
  rmSync(ballast);
  world.indexer.resume();
  await world.indexer.idle();
  expect(world.indexer.status()).toMatchObject({ state: "idle", found: 300, ready: 300 });
});

test("folders come and go while the index runs", async () => {
  const world = createWorld(goodFiles(60));
  const other = temporaryFolder();
  for (let index = 0; index < 10; index++) write(other, `other ${index}.jpg`);
  await world.indexer.addFolder(world.folder);
  await world.indexer.addFolder(other);
  await world.indexer.forgetFolder(world.folder, true);
  await world.indexer.idle();
  expectSums(world.library);
  expect(names(world.library)).toHaveLength(10);
  expect(world.indexer.status()).toMatchObject({ state: "idle", found: 10, ready: 10 });
});

test("a folder is forgotten by any of its names, also when it is away", async () => {
  const world = createWorld(goodFiles(2));
  const link = join(temporaryFolder(), "link");
  symlinkSync(world.folder, link);
  for (const name of [`${world.folder}/`, link, world.folder]) {
    await indexAll(world);
    if (name === world.folder) rmSync(world.folder, { recursive: true });
    expect(await world.indexer.forgetFolder(name, true)).toBe(2);
  }
  expect(world.indexer.status()).toMatchObject({ found: 0, folders: [] });
});

test("what is no folder is refused in words", async () => {
  const world = createWorld({ "a.jpg": "good" });
  await expect(world.indexer.addFolder(join(world.folder, "none"))).rejects.toMatchObject({ code: "folder-missing" });
  await expect(world.indexer.addFolder(join(world.folder, "a.jpg"))).rejects.toMatchObject({ code: "not-a-folder" });
  await expect(world.indexer.forgetFolder("/never/added", false)).rejects.toMatchObject({ code: "folder-unknown" });
  expect(world.indexer.status()).toMatchObject({ state: "idle", found: 0, folders: [] });
});
