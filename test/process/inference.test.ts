/** The model process and its supervisor, with the starter pack. */
import { existsSync } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { modelApi } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import type { ModelStatus } from "../../contract/types.ts";
import { type Child, nodeChildren } from "../../main/engine/child.ts";
import { createModels } from "../../main/engine/models.ts";
import { temporaryFolder } from "../helpers/folders.ts";

const root = join(import.meta.dirname, "../..");
const starter = join(root, "models/starter");
const start = nodeChildren(join(root, "out/main"));
const side = 260;
const dims = 384;

beforeEach((context) => context.skip(!existsSync(join(starter, "pack.json")), "models/starter is not there"));

/** Photos of one colour each. */
function photos(...values: number[]): { pixels: Uint8Array<ArrayBuffer>; count: number } {
  const pixels = new Uint8Array(values.length * side * side * 3);
  for (const [i, value] of values.entries()) pixels.fill(value, i * side * side * 3, (i + 1) * side * side * 3);
  return { pixels, count: values.length };
}
/** Work that outlasts every test. */
const endless = { ...photos(1, 2), rounds: 1e6 };

function row(embeddings: Float32Array, index: number): Float32Array {
  return embeddings.slice(index * dims, (index + 1) * dims);
}
function expectNear(a: Float32Array, b: Float32Array): void {
  for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] ?? Number.NaN, 4);
}

/** A process without supervisor. */
function open() {
  const child = start("inference");
  onTestFinished(() => child.kill());
  return { child, client: connect(modelApi, child.port) };
}

/** Supervised processes, all that were ever started, and what was told of them. */
function supervised(packFolder = starter, device = "cpu") {
  const children: Child[] = [];
  const states: ModelStatus[] = [];
  const incidents: string[] = [];
  const models = createModels({
    start: (kind) => {
      const child = start(kind);
      children.push(child);
      return child;
    },
    load: { packFolder, device },
    onChange: (status) => states.push(status),
    onCrash: ({ what }) => incidents.push(what),
  });
  onTestFinished(() => models.close());
  return { models, children, states, incidents };
}

/** The starter pack with another pack.json. */
async function changedPack(change: (text: string) => string): Promise<string> {
  const folder = temporaryFolder();
  const manifest = await readFile(join(starter, "pack.json"), "utf8");
  const names = Object.keys((JSON.parse(manifest) as { files: Record<string, unknown> }).files);
  for (const name of names) await symlink(join(starter, name), join(folder, name));
  await writeFile(join(folder, "pack.json"), change(manifest));
  return folder;
}

describe("the process", () => {
  test("answers nothing before a pack is loaded, and then says what it loaded", async () => {
    const { client } = open();
    await expect(client.encodeTexts({ texts: ["a dog"] })).rejects.toMatchObject({ code: "bad-request" });
    const info = await client.load({ packFolder: starter, threads: 1 });
    expect(info.pack).toMatchObject({ id: "starter", commercialUse: "no", dims });
    expect(info.key).toBe(`starter@${info.pack.version}/squash-260`);
    expect(info.image).toEqual({ side, resize: "squash" });
    expect(info.provider).toMatchObject({ asked: "cpu", used: "cpu", tried: [], untried: [], threads: 1 });
    expect(info.provider.canary).toBeGreaterThan(0.999);
    expect(await client.load({ packFolder: starter, threads: 1 })).toEqual(info);
    await expect(client.load({ packFolder: "/elsewhere" })).rejects.toMatchObject({ code: "bad-request" });
  });

  test("a device that was not tried yet is named, and the processor is used", async () => {
    const { client } = open();
    const { provider } = await client.load({ packFolder: starter, device: "webgpu" });
    expect(provider).toMatchObject({ asked: "webgpu", used: "cpu", untried: ["webgpu"], tried: [] });
    expect(provider.canary).toBeGreaterThan(0.999);
  });

  test("a photo's vector does not depend on the photos beside it", async () => {
    const { client } = open();
    await client.load({ packFolder: starter });
    const { embeddings } = await client.encodeImages(photos(10, 200, 60, 0, 255));
    expect(embeddings).toHaveLength(5 * dims);
    for (const [i, value] of [10, 200, 60, 0, 255].entries())
      expectNear((await client.encodeImages(photos(value))).embeddings, row(embeddings, i));
  });

  test("texts of any length come back in their order, and a cut one is told", async () => {
    const { client } = open();
    await client.load({ packFolder: starter });
    const texts = [
      "a dog",
      "",
      "word ".repeat(300),
      "two children play on a beach",
      ...Array.from({ length: 30 }, (_, i) => "red ".repeat(i)),
    ];
    const { embeddings, leftOut } = await client.encodeTexts({ texts });
    expect(leftOut.map((end) => end !== "")).toEqual(texts.map((text) => text.startsWith("word")));
    for (const i of [0, 1, 2, 3, 20]) expectNear((await client.encodeTexts({ texts: [texts[i] ?? ""] })).embeddings, row(embeddings, i));
  });

  test("pixels of another size are refused", async () => {
    const { client } = open();
    await client.load({ packFolder: starter });
    await expect(client.encodeImages({ pixels: new Uint8Array(100), count: 1 })).rejects.toMatchObject({
      code: "bad-request",
      what: "1 photos of 260 x 260 pixels have 202800 bytes, not 100.",
    });
  });

  test("words, and a photo that a person waits for, do not wait for the index", async () => {
    const { client } = open();
    await client.load({ packFolder: starter });
    const done: string[] = [];
    const note = (name: string) => () => void done.push(name);
    await Promise.all([
      client.encodeImages(photos(...Array.from({ length: 16 }, () => 7))).then(note("index")),
      client.encodeTexts({ texts: ["a dog"] }).then(note("words")),
      client.encodeImages({ ...photos(9), soon: true }).then(note("reference")),
    ]);
    expect(done).toEqual(["words", "reference", "index"]);
  });

  test("a call that is taken back ends between two batches", async () => {
    const { client } = open();
    await client.load({ packFolder: starter });
    const controller = new AbortController();
    const running = client.benchmarkImages(endless, { signal: controller.signal });
    await client.encodeTexts({ texts: ["it runs"] });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    expect((await client.benchmarkImages({ ...endless, rounds: 1 })).photosPerSecond).toBeGreaterThan(0);
  });

  test("it ends by itself when its parent goes away, also in the middle of work", async () => {
    const { client, child } = open();
    await client.load({ packFolder: starter });
    const running = client.benchmarkImages(endless);
    await client.encodeTexts({ texts: ["it runs"] });
    child.port.close();
    await expect(running).rejects.toMatchObject({ code: "closed" });
    expect(await child.exited).toBe("exit code 0");
  });
});

describe("the supervisor", () => {
  test("a call in hand fails when the process is killed; the next one is answered by a new process", async () => {
    const { models, children, incidents, states } = supervised();
    const before = await models.api.encodeTexts({ texts: ["a dog"] });
    const inHand = models.api.benchmarkImages(endless);
    await models.api.encodeTexts({ texts: ["it runs"] });
    children[0]?.kill();
    await expect(inHand).rejects.toMatchObject({ code: "model-crashed", what: expect.stringContaining("signal SIGKILL") });
    expect(await models.api.encodeTexts({ texts: ["a dog"] })).toEqual(before);
    expect(models.status()).toMatchObject({ state: "ready", restarts: 1, error: null });
    expect(states.map(({ state }) => state)).toEqual(["ready", "loading", "ready"]);
    expect(incidents).toEqual(["The model process ended unexpectedly (signal SIGKILL)."]);
  });

  test("words do not stand behind the pixels of batches that wait", async () => {
    const { models } = supervised();
    await models.api.load({ packFolder: starter });
    const done: string[] = [];
    const batch = photos(...Array.from({ length: 8 }, () => 7));
    await Promise.all([
      ...Array.from({ length: 8 }, (_, i) => models.api.encodeImages(batch).then(() => done.push(`batch ${i}`))),
      models.api.encodeTexts({ texts: ["a dog"] }).then(() => done.push("words")),
      models.api.encodeImages({ ...photos(9), soon: true }).then(() => done.push("reference")),
    ]);
    expect(done.slice(0, 3)).toEqual(["words", "reference", "batch 0"]);
  });

  test("it gives up after the fourth crash in a row, says so, and can be asked to try again", async () => {
    const { models, children } = supervised();
    for (let crash = 1; crash <= 4; crash++) {
      const inHand = models.api.benchmarkImages(endless);
      await models.api.load({ packFolder: starter });
      children.at(-1)?.kill();
      await expect(inHand).rejects.toMatchObject({ code: "model-crashed" });
    }
    await expect(models.api.encodeTexts({ texts: ["a dog"] })).rejects.toMatchObject({
      code: "model-gave-up",
      what: "The model process ended 4 times in a row; it is not started again.",
    });
    expect(children).toHaveLength(4);
    expect(models.status()).toMatchObject({ state: "failed", restarts: 3, error: { code: "model-gave-up" } });
    models.retry();
    expect((await models.api.encodeTexts({ texts: ["a dog"] })).embeddings).toHaveLength(dims);
    expect(models.status().state).toBe("ready");
  });

  test("a success between crashes starts the count anew", async () => {
    const { models, children } = supervised();
    for (let crash = 1; crash <= 4; crash++) {
      await models.api.encodeTexts({ texts: ["a dog"] });
      children.at(-1)?.kill();
      await children.at(-1)?.exited;
    }
    expect((await models.api.encodeTexts({ texts: ["a dog"] })).embeddings).toHaveLength(dims);
    expect(models.status().restarts).toBe(4);
  });

  test("a damaged pack is no crash: it is told once, and nothing is started again", async () => {
    const folder = await changedPack((text) => text.replace(/"sha256": ?"./, '"sha256":"x'));
    const { models, children } = supervised(folder);
    await expect(models.api.encodeTexts({ texts: ["a dog"] })).rejects.toMatchObject({ code: "pack-damaged" });
    expect(models.status()).toMatchObject({
      state: "failed",
      error: { code: "pack-damaged", what: expect.stringContaining("pack.json") },
      restarts: 0,
    });
    expect(await children[0]?.exited).toBe("signal SIGKILL");
    expect(children).toHaveLength(1);
  });

  test("a pack whose vectors come out otherwise than it states is refused", async () => {
    const vector = Buffer.from(new Float32Array(dims).fill(dims ** -0.5).buffer).toString("base64");
    const folder = await changedPack((text) => text.replace(/"image": ?"[^"]{500,}"/, `"image": "${vector}"`));
    const { models } = supervised(folder);
    await expect(models.api.load({ packFolder: folder })).rejects.toMatchObject({
      code: "model-failed",
      what: expect.stringContaining("computes wrongly"),
    });
  });

  test("calls after its end are refused", async () => {
    const { models, children } = supervised();
    const waiting = models.api.encodeTexts({ texts: ["a dog"] });
    models.close();
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    await expect(models.api.encodeTexts({ texts: ["a dog"] })).rejects.toMatchObject({ code: "closed" });
    expect(await children[0]?.exited).toBe("signal SIGKILL");
    expect(children).toHaveLength(1);
  });
});
