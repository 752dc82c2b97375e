/** From one pack to another on a real library: what a kill costs, and what becomes of a disk that is full. */
import { once } from "node:events";
import { statfsSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { type ChangePack, createChangePack } from "../../../main/engine/change-pack.ts";
import { createOldVectors } from "../../../main/engine/old-vectors.ts";
import type { OpenPack } from "../../../main/engine/open-pack.ts";
import { type Library, openLibrary } from "../../../main/engine/store/db.ts";
import { smallDisk } from "../../helpers/mounts.ts";
import { finishAll, scanInto, temporaryFolder, temporaryLibrary, write } from "../store/support.ts";

const batch = 8;
/** Vectors that take 8.2 MB */
const wide = { photos: 250, dims: 8192 };
const side = 1;

interface Running {
  change: ChangePack;
  oldVectors: ReturnType<typeof createOldVectors>;
  /** Numbers of the photos that were encoded, as often as they were */
  encoded: number[];
  /** Resolves at the next news for which it is so. */
  until(isSo: (change: ChangePack) => boolean): Promise<void>;
}

/** Decoder and models are doubles: a photo's pixels are its number. `beforeBatch`: what it waits for, a batch waits for. */
function run(library: Library, dims: number, beforeBatch: (count: number) => Promise<void> = async () => {}): Running {
  const encoded: number[] = [];
  const watchers = new Set<() => void>();
  const info = { key: "new", pack: { dims }, image: { size: side }, captioner: null };
  const encodeImages = async ({ pixels, count }: { pixels: Uint8Array; count: number }, { signal }: { signal: AbortSignal }) => {
    encoded.push(...Array.from({ length: count }, (_, row) => pixels[3 * row] ?? 0));
    tell();
    await Promise.race([beforeBatch(encoded.length / batch), once(signal, "abort")]);
    signal.throwIfAborted();
    return { embeddings: new Float32Array(count * dims).fill(1) };
  };
  const models = { api: { encodeImages }, info: () => info, status: () => ({ state: "ready", error: null }) };
  const opened = { models, loaded: { get: async () => ({ info }), put: () => {} }, close: () => {} } as unknown as OpenPack;
  const decode = async ({ source }: { source: { path: Uint8Array } }) => {
    const number = Number.parseInt(basename(Buffer.from(source.path).toString()), 10);
    return { pixels: new Uint8Array(3 * side * side).fill(number) };
  };
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  const oldVectors = createOldVectors({ library, keysInUse: async () => ["pack", "new"], onRoom: () => change.goOnWithRoom() });
  const change = createChangePack({
    library,
    decoders: { decode } as never,
    open: () => opened,
    turn: async () => {},
    quietly: async (work) => work(),
    oldVectors: oldVectors.list,
    onSwitch: tell,
    onChange: tell,
  });
  const until = (isSo: (change: ChangePack) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo(change)) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  onTestFinished(() => change.close());
  return { change, oldVectors, encoded, until };
}

/** A library whose photos are called 1.jpg and so on, all with a vector of the pack in use. */
async function indexed(photos: number, folder = temporaryFolder()): Promise<Library> {
  const library = temporaryLibrary(folder);
  const names = Array.from({ length: photos }, (_, index) => `${index + 1}.jpg`);
  const place = temporaryFolder();
  for (const name of names) write(place, name);
  await scanInto(library, place);
  finishAll(library);
  return library;
}

const isOver = (change: ChangePack) => change.status() === null;

test("killed between a batch's encoding and its writing, it encodes that batch again and nothing else", async () => {
  const folder = temporaryFolder();
  const library = await indexed(60, folder);
  const never = new Promise<void>(() => {});
  const first = run(library, 4, async (batches) => (batches < 3 ? undefined : never));
  first.change.start("new");
  await first.until(({ status }) => first.encoded.length === 3 * batch && status()?.done === 2 * batch);
  library.close();

  const second = run(openAgain(folder), 4);
  second.change.goOn();
  await second.until(isOver);
  expect(second.encoded).toHaveLength(60 - 2 * batch);
  const again = second.encoded.filter((photo) => first.encoded.includes(photo));
  expect(again.toSorted()).toEqual(first.encoded.slice(-batch).toSorted());
  expect(new Set([...first.encoded, ...second.encoded]).size).toBe(60);
});

function openAgain(folder: string): Library {
  const library = openLibrary(folder);
  onTestFinished(() => library.close());
  return library;
}

/** A library on a disk of 48 MB, with vectors of a pack before; `fill` takes what is free but for so many bytes. */
async function onSmallDisk(context: TestContext) {
  const disk = smallDisk(49_152, context);
  const folder = join(disk, "library");
  const library = await indexed(wide.photos, folder);
  const photos = library.beside.lacking("none", 0, wide.photos);
  const embedding = new Float32Array(wide.dims).fill(0.5);
  library.beside.put(
    "old",
    wide.dims,
    photos.map(({ photo }) => ({ photo, embedding, norm: 1 })),
  );
  // Its journal begins anew.
  library.close();
  const fill = (left: number) => {
    const { bavail, bsize } = statfsSync(disk);
    write(disk, `ballast ${bavail}`, new Uint8Array(bavail * bsize - left));
  };
  return { library: openAgain(folder), fill };
}

test("a pack whose vectors would not fit is not begun with; it goes on when those of a pack before are erased", async (context) => {
  const { library, fill } = await onSmallDisk(context);
  fill(12_000_000);
  const { change, oldVectors, encoded, until } = run(library, wide.dims);
  change.start("new");
  await until(({ status }) => status()?.state === "failed");
  expect(encoded).toEqual([]);
  const error = change.status()?.error;
  expect(error).toMatchObject({ code: "disk-full", what: expect.stringMatching(/take about 8\.\d MB, and .* free/) });
  expect(error?.hint).toMatch(/^Vectors of packs that are not in use take 8\.2 MB: .*forget/);
  expect(await oldVectors.list()).toMatchObject([{ key: "old", photos: wide.photos }]);
  await oldVectors.forget("old");
  await until(isOver);
  expect(encoded).toHaveLength(wide.photos);
  expect(await oldVectors.list()).toEqual([]);
});

test("on a disk that others fill on the way it stops, and goes on where it was when there is room", async (context) => {
  const { library, fill } = await onSmallDisk(context);
  const { change, oldVectors, encoded, until } = run(library, wide.dims, async (batches) => {
    if (batches === 3) fill(3_000_000);
  });
  change.start("new");
  await until(({ status }) => status()?.state === "failed");
  expect(change.status()?.error).toMatchObject({ code: "disk-full", hint: expect.stringMatching(/not in use take 8\.2 MB/) });
  const before = encoded.length;
  expect(before).toBeLessThan(wide.photos);
  await oldVectors.forget("old");
  await until(isOver);
  expect(encoded.length - wide.photos).toBeLessThanOrEqual(batch);
});
