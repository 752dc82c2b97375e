/** How near indexing comes to the speed of the bare image encoder: the same photos, the same run, a library of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pMapIterable } from "p-map";
import type { ModelApi, ModelInfo } from "../../contract/models.ts";
import type { Decoders } from "./decoders.ts";
import { folderPath } from "./folder-path.ts";
import { createIndexer } from "./indexer.ts";
import { scan } from "./scan.ts";
import { openLibrary } from "./store/db.ts";

export interface BenchmarkParts {
  folder: string;
  /** Ends after about so many photos */
  limit: number;
  info: ModelInfo;
  decoders: Decoders;
  models: ModelApi;
}

/** As many tensors as are kept for the bare encoder: few, for every lane holds them all. */
const tensors = 16;
const rounds = 24;
/** Counting is work too. */
const progressMs = 1000;

/**
 * Yields progress, and last photos per second: of indexing the folder (scan, decode, thumbnail, encode, write), and of the
 * encoder alone on the same photos' tensors, the mean of a measurement before and one after.
 */
export async function* benchmarkIndex(parts: BenchmarkParts, signal?: AbortSignal) {
  const pixels = await decodeSome(parts, signal);
  const before = await bareEncoder(pixels, parts, signal);
  const run = yield* indexOnce(parts, signal);
  const after = await bareEncoder(pixels, parts, signal);
  yield { photos: run.photos, indexed: run.photosPerSecond, bare: (before + after) / 2 };
}

async function decodeSome({ folder, info, decoders }: BenchmarkParts, signal?: AbortSignal): Promise<Uint8Array[]> {
  const paths: Uint8Array<ArrayBuffer>[] = [];
  for await (const event of scan(await folderPath(folder), signal ?? new AbortController().signal)) {
    if (event.type === "files") paths.push(...event.files.filter(({ kind }) => kind === "photo").map(({ path }) => new Uint8Array(path)));
    if (paths.length >= tensors) break;
  }
  const decoded = pMapIterable(
    paths.slice(0, tensors),
    async (path) => (await decoders.decode({ source: { path }, image: info.image, thumbnail: false }, signal ? { signal } : {})).pixels,
    { concurrency: 2 },
  );
  const all: Uint8Array[] = [];
  for await (const pixels of decoded) all.push(pixels);
  return all;
}

async function bareEncoder(pixels: Uint8Array[], { models }: BenchmarkParts, signal?: AbortSignal): Promise<number> {
  const input = { pixels: new Uint8Array(Buffer.concat(pixels)), count: pixels.length, rounds };
  return (await models.benchmarkImages(input, signal ? { signal } : {})).photosPerSecond;
}

async function* indexOnce({ folder, limit, info, decoders, models }: BenchmarkParts, signal?: AbortSignal) {
  const place = await mkdtemp(join(tmpdir(), "recompose-bench-"));
  const library = openLibrary(place);
  const indexer = createIndexer({
    library,
    decoders,
    models: { load: async () => info, encodeImages: models.encodeImages, retry: () => {} },
  });
  try {
    const began = performance.now();
    await indexer.addFolder(folder);
    const whole = indexer.idle().then(() => true);
    let ready = 0;
    for (let isOver = false; !isOver && ready < limit && !signal?.aborted; ) {
      isOver = await Promise.race([whole, elapsed(progressMs)]);
      const counts = indexer.status();
      ready = counts.ready;
      yield { done: ready + counts.failed, of: Math.min(counts.found, limit) };
    }
    return { photos: ready, photosPerSecond: (1000 * ready) / (performance.now() - began) };
  } finally {
    await indexer.close();
    library.close();
    await rm(place, { recursive: true, force: true });
  }
}

function elapsed(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, false));
}
