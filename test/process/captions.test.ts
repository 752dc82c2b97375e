/** The model process as captioner and with photos as words, with the starter pack; and a whole engine that captions a library. */
import { readFileSync } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import type { IndexStatus } from "../../contract/types.ts";
import { type Child, nodeChildren } from "../../main/engine/child.ts";
import { createEngine } from "../../main/engine/engine.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhoto } from "../helpers/photos.ts";
import { hasStarterPack, noStarterPack, starterPack } from "../helpers/programs.ts";

const start = nodeChildren(join(import.meta.dirname, "../../out/main"));
const side = 260;
const width = 384;

interface PackFile {
  captioner?: { decoder: string };
  phi?: Record<string, string>;
  inversion?: object;
  files: Record<string, unknown>;
}
const manifest: PackFile = hasStarterPack ? JSON.parse(readFileSync(join(starterPack, "pack.json"), "utf8")) : { files: {} };
const noCaptioner = manifest.captioner ? undefined : "the starter pack has no captioner";
const noPhi = manifest.phi && Object.keys(manifest.phi).length > 0 ? undefined : "the starter pack has no network for pseudo tokens";

beforeEach((context) => context.skip(!hasStarterPack, noStarterPack));

/** A photo of slopes; another number is another photo. */
function photo(number: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: side * side * 3 }, (_, i) => ((i % (side * 3)) * number + Math.floor(i / side)) % 256);
}

async function open(packFolder = starterPack) {
  const child = start("inference");
  onTestFinished(() => child.kill());
  const models = connect(modelApi, child.port);
  return { models, info: await models.load({ packFolder }) };
}

/** The starter pack with another pack.json. */
async function changedPack(change: (pack: PackFile) => void): Promise<string> {
  const folder = temporaryFolder();
  for (const name of Object.keys(manifest.files)) await symlink(join(starterPack, name), join(folder, name));
  const changed: PackFile = JSON.parse(await readFile(join(starterPack, "pack.json"), "utf8"));
  change(changed);
  await writeFile(join(folder, "pack.json"), JSON.stringify(changed));
  return folder;
}

function expectNear(a: Float32Array, b: Float32Array): void {
  expect(a).toHaveLength(b.length);
  for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] ?? Number.NaN, 4);
}

describe("a photo as a word", () => {
  const token = (number: number) => Float32Array.from({ length: width }, (_, i) => Math.sin(i * number) / 10);
  const rows = (...tokens: Float32Array[]) => Float32Array.from(tokens.flatMap((row) => [...row]));

  test("changes the text that has its place, and no other", async () => {
    const { models } = await open();
    const encode = async (texts: string[], ...tokens: Float32Array[]) =>
      (await models.encodeTexts({ texts, ...(tokens.length > 0 && { pseudo: rows(...tokens) }) })).embeddings;
    const texts = ["a photo of $ that is old", "a photo of a dog", "a photo of $ that is old"];
    const together = await encode(texts, token(1), token(2), token(3));
    const row = (index: number) => together.slice(index * width, (index + 1) * width);
    expectNear(row(0), await encode(["a photo of $ that is old"], token(1)));
    expectNear(row(1), await encode(["a photo of a dog"]));
    expectNear(row(2), await encode(["a photo of $ that is old"], token(3)));
    expect(row(0)).not.toEqual(row(2));
    expect(row(0)).not.toEqual(await encode(["a photo of $ that is old"]));
  });

  test("takes the first place only", async () => {
    const { models } = await open();
    const pseudo = token(1);
    const { embeddings: second } = await models.encodeTexts({ texts: ["a dog and $"], pseudo });
    const { embeddings: both } = await models.encodeTexts({ texts: ["$ and $"], pseudo });
    const { embeddings: none } = await models.encodeTexts({ texts: ["$ and $"] });
    expect(both).not.toEqual(none);
    expect(both).not.toEqual(second);
  });

  test("is passed over, and the cut is told, when its place was cut off", async () => {
    const { models } = await open();
    const texts = [`${"word ".repeat(300)} $`];
    const { embeddings, leftOut } = await models.encodeTexts({ texts, pseudo: token(1) });
    expect(leftOut).toEqual([expect.stringMatching(/^( word)+ +\$$/)]);
    expectNear(embeddings, (await models.encodeTexts({ texts })).embeddings);
  });

  test("needs one row a text", async () => {
    const { models } = await open();
    await expect(models.encodeTexts({ texts: ["a $", "b $"], pseudo: token(1) })).rejects.toMatchObject({ code: "bad-request" });
  });

  test("cannot be made by a pack without such a network, which says so", async () => {
    const { models, info } = await open(
      await changedPack((pack) => {
        delete pack.phi;
        delete pack.inversion;
      }),
    );
    expect(info.phi).toEqual([]);
    const asked = models.pseudoTokens({ phi: "lincir", embeddings: token(1) });
    await expect(asked).rejects.toMatchObject({ code: "model-failed", what: expect.stringContaining('no network "lincir"') });
  });

  test("is made of one photo as of many", async (context) => {
    if (noPhi) return context.skip(noPhi);
    const { models, info } = await open();
    for (const phi of info.phi) {
      const { tokens } = await models.pseudoTokens({ phi, embeddings: rows(token(1), token(2)) });
      expect(tokens).toHaveLength(2 * width);
      expectNear(tokens.slice(width), (await models.pseudoTokens({ phi, embeddings: token(2) })).tokens);
    }
    const wrong = models.pseudoTokens({ phi: info.phi[0] ?? "lincir", embeddings: new Float32Array(5) });
    await expect(wrong).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("a captioner", () => {
  beforeEach((context) => context.skip(noCaptioner !== undefined, noCaptioner));

  test("says the same of a photo for the same seed, and something else for another", async () => {
    const { models, info } = await open();
    const say = async (...seeds: number[]) => {
      const pixels = Uint8Array.from(seeds.flatMap(() => [...photo(3)]));
      return (await models.captionImages({ pixels, count: seeds.length, seeds })).captions;
    };
    const [first = [], second, third] = await say(1, 2, 1);
    expect(first).toHaveLength(info.captioner?.captions ?? 0);
    expect(third).toEqual(first);
    expect(second).not.toEqual(first);
    expect(await say(1)).toEqual([first]);
    for (const caption of first) expect(caption).toMatch(/^[^[\]#]*$/);
  });

  test("is greedy when asked, whatever the seed", async () => {
    const { models } = await open();
    const say = async (seed: number) =>
      (await models.captionImages({ pixels: photo(3), count: 1, seeds: [seed], sampling: "greedy" })).captions;
    const [captions] = await say(1);
    expect(captions).toHaveLength(1);
    expect(await say(2)).toEqual([captions]);
  });

  test("lets words go first between two of its steps, and ends there when it is taken back", async () => {
    const { models } = await open();
    const seeds = Array.from({ length: 4 }, (_, index) => index);
    const pixels = Uint8Array.from(seeds.flatMap((seed) => [...photo(seed)]));
    const controller = new AbortController();
    await models.captionImages({ pixels: photo(1), count: 1, seeds: [1] });
    const running = models.captionImages({ pixels, count: 4, seeds }, { signal: controller.signal });
    let isOver = false;
    running
      .catch(() => {})
      .finally(() => {
        isOver = true;
      });
    await models.encodeTexts({ texts: ["a dog"] });
    expect(isOver).toBe(false);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "aborted" });
  });

  test("is missed only by who asks for it", async () => {
    const { models, info } = await open(await changedPack((pack) => delete pack.captioner));
    expect(info.captioner).toBeNull();
    const asked = models.captionImages({ pixels: photo(1), count: 1, seeds: [1] });
    await expect(asked).rejects.toMatchObject({ code: "model-failed", what: expect.stringContaining("has no captioner") });
    await expect(models.captionImages({ pixels: photo(1), count: 1, seeds: [] })).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("a library", () => {
  beforeEach((context) => context.skip(noCaptioner !== undefined, noCaptioner));

  async function openEngine(library: string, packFolder = starterPack) {
    const children: { kind: string; child: Child }[] = [];
    const engine = createEngine({
      library,
      packFolder,
      llm: null,
      device: "cpu",
      threads: 0,
      hasPixelFile: false,
      startChild: (kind) => {
        const child = start(kind);
        children.push({ kind, child });
        return child;
      },
    });
    onTestFinished(() => engine.close());
    return { engine, killModels: () => children.findLast(({ kind }) => kind === "inference")?.child.kill() };
  }

  async function until(engine: ReturnType<typeof createEngine>, isReached: (status: IndexStatus) => boolean): Promise<IndexStatus> {
    for await (const status of engine.handlers.watchStatus({})) if (isReached(status)) return status;
    throw new Error("The status ended.");
  }

  async function photosOf(count: number): Promise<string> {
    const folder = temporaryFolder();
    for (let index = 0; index < count; index++)
      await makePhoto(folder, { name: `${index}.jpg`, colour: `hsl(${index * 40} 80% 50%)`, takenAt: `2024:01:${10 + index} 12:00:00` });
    return folder;
  }

  test("is captioned after a crash of the models in the middle, in the same words as without", async () => {
    const folder = await photosOf(6);
    const { engine, killModels } = await openEngine(temporaryFolder());
    await engine.handlers.addFolder({ path: folder });
    await until(engine, ({ stages }) => (stages.captions?.done ?? 0) >= 2);
    killModels();
    const { stages, ready, incidents } = await until(engine, ({ state }) => state === "idle");
    expect({ ready, captions: stages.captions }).toEqual({ ready: 6, captions: { done: 6, waiting: 0, failed: 0, skipped: 0 } });
    expect(incidents).toHaveLength(1);

    const undisturbed = await openEngine(temporaryFolder());
    await undisturbed.engine.handlers.addFolder({ path: folder });
    await until(undisturbed.engine, ({ state, found }) => state === "idle" && found === 6);
    const { photos } = await engine.handlers.photos({ filter: {}, sort: "newest", fold: false, offset: 0, limit: 10 });
    const others = await undisturbed.engine.handlers.photos({ filter: {}, sort: "newest", fold: false, offset: 0, limit: 10 });
    for (const [index, { id }] of photos.entries()) {
      const { captions } = await engine.handlers.photo({ photo: id });
      expect(captions).toHaveLength(15);
      expect((await undisturbed.engine.handlers.photo({ photo: others.photos[index]?.id ?? 0 })).captions).toEqual(captions);
    }
  });

  test("goes on where it was when the program ended, and a photo that is asked for comes first", async () => {
    const folder = await photosOf(6);
    const library = temporaryFolder();
    const first = await openEngine(library);
    await first.engine.handlers.addFolder({ path: folder });
    await until(first.engine, ({ stages }) => (stages.captions?.done ?? 0) >= 1);
    await first.engine.handlers.pause({});
    const { photos } = await first.engine.handlers.photos({ filter: {}, sort: "newest", fold: false, offset: 0, limit: 10 });
    const oldest = photos.at(-1)?.id ?? 0;
    const { captions } = await first.engine.handlers.captionNow({ photo: oldest });
    expect(await first.engine.handlers.photo({ photo: oldest })).toMatchObject({ captions });
    await first.engine.close();

    const second = await openEngine(library);
    const { stages } = await until(second.engine, ({ models }) => models.state === "ready");
    expect(stages.captions?.done).toBeGreaterThanOrEqual(2);
    expect(stages.captions?.waiting).toBeGreaterThanOrEqual(1);
    await second.engine.handlers.resume({});
    await until(second.engine, ({ state }) => state === "idle");
    expect((await second.engine.handlers.photo({ photo: oldest })).captions).toEqual(captions);
  });

  test("has no such stage without a captioner, and keeps the captions of before", async () => {
    const folder = await photosOf(1);
    const library = temporaryFolder();
    const first = await openEngine(library);
    await first.engine.handlers.addFolder({ path: folder });
    await until(first.engine, ({ state, stages }) => state === "idle" && stages.captions?.done === 1);
    await first.engine.close();

    const without = await openEngine(library, await changedPack((pack) => delete pack.captioner));
    const { stages } = await until(without.engine, ({ models, state }) => models.state === "ready" && state === "idle");
    expect(stages.captions).toBeNull();
    const [photo] = (await without.engine.handlers.photos({ filter: {}, sort: "newest", fold: false, offset: 0, limit: 1 })).photos;
    expect(await without.engine.handlers.photo({ photo: photo?.id ?? 0 })).toMatchObject({
      captions: [],
      stages: [{ stage: "decode" }, { stage: "look" }],
    });
    await expect(without.engine.handlers.captionNow({ photo: photo?.id ?? 0 })).rejects.toMatchObject({ code: "model-failed" });
    await without.engine.close();

    const again = await openEngine(library);
    await until(again.engine, ({ models, state }) => models.state === "ready" && state === "idle");
    expect((await again.engine.handlers.photo({ photo: photo?.id ?? 0 })).captions).toHaveLength(15);
  });
});
