import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type DownloadOptions, download } from "../../../main/packs/download.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { type HubFile, sha256, startHub } from "../../helpers/hub.ts";
import { smallDisk } from "../../helpers/mounts.ts";
import { randomBytes } from "../../helpers/random-bytes.ts";

const content = randomBytes(200_000);
const right = { bytes: content.length, sha256: sha256(content) };

interface Setting {
  file?: Partial<HubFile>;
  options?: Partial<DownloadOptions>;
  folder?: string;
}

async function prepare({ file: behaviour = {}, options = {}, folder = temporaryFolder() }: Setting = {}) {
  const hub = await startHub({ "/model.onnx": { content, ...behaviour } });
  const file = join(folder, "model.onnx");
  const get = (more: Partial<DownloadOptions> = {}) =>
    download({
      url: `${hub.url}/model.onnx`,
      file,
      expected: right,
      signal: new AbortController().signal,
      patienceMs: 1,
      silenceMs: 2000,
      ...options,
      ...more,
    });
  return { hub, file, get };
}

describe("a file comes whole", () => {
  test("with its size and checksum", async () => {
    const { file, get } = await prepare();
    expect(await get()).toEqual(right);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(existsSync(`${file}.part`) || existsSync(`${file}.part.tag`)).toBe(false);
  });

  test("over connections that are cut, each going on where the last ended", async () => {
    const { hub, file, get } = await prepare({ file: { cuts: [50_000, 30_000] } });
    await get();
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(hub.requests).toEqual(["GET /model.onnx 0", "GET /model.onnx 50000", "GET /model.onnx 80000"]);
  });

  test("from a hub that does not know ranges: from the beginning", async () => {
    const { file, get } = await prepare({ file: { cuts: [50_000], ignoresRange: true } });
    await get();
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  test("from a hub that is busy, as late as it asks", async () => {
    const { hub, get } = await prepare({ file: { answers: [{ status: 429, retryAfter: 0 }, { status: 503 }] } });
    await get();
    expect(hub.requests).toHaveLength(3);
  });

  test("by way of another address of the hub", async () => {
    const { hub, get } = await prepare({ file: { answers: [{ location: "/elsewhere" }] } });
    hub.files["/elsewhere"] = { content };
    await get();
    expect(hub.requests).toEqual(["GET /model.onnx 0", "GET /elsewhere 0"]);
  });

  test("slowly", async () => {
    const { get } = await prepare({ file: { slowMs: 1 } });
    await get();
  });

  test("after a run that was killed", async () => {
    const { hub, file, get } = await prepare();
    writeFileSync(`${file}.part`, content.subarray(0, 120_000));
    await get();
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(hub.requests).toEqual(["GET /model.onnx 120000"]);
  });

  test("after a run that was killed when all had come", async () => {
    const { hub, file, get } = await prepare();
    writeFileSync(`${file}.part`, content);
    await get();
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(hub.requests).toEqual([]);
  });

  test("where nobody noted its checksum: gone on with only if it is still the same file", async () => {
    const { hub, file, get } = await prepare({ file: { cuts: [50_000] }, options: { expected: null } });
    const controller = new AbortController();
    await expect(get({ signal: controller.signal, onBytes: (bytes) => bytes >= 50_000 && controller.abort() })).rejects.toThrow();
    expect(await get()).toEqual(right);
    expect(hub.requests.at(-1)).toBe("GET /model.onnx 50000");
    expect(readFileSync(file).equals(content)).toBe(true);
  });
});

describe("a file that does not come leaves none under its name, and a later run completes it", () => {
  test.each<[string, Partial<HubFile>, RegExp]>([
    ["of another content", { content: randomBytes(200_000, 7) }, /another checksum/],
    ["of another size", { content: content.subarray(0, 150_000) }, /it has 150000 bytes, not the 200000 that were stated/],
    ["that was moved", { answers: [{ status: 404 }] }, /answered 404 for "\/model.onnx"/],
    ["behind an agreement", { answers: [{ status: 403 }] }, /answered 403.*agreement/],
    ["whose hub is always busy", { answers: Array.from({ length: 5 }, () => ({ status: 429, retryAfter: 0 })) }, /answered 429/],
    ["whose hub always fails", { answers: Array.from({ length: 5 }, () => ({ status: 500 })) }, /answered 500/],
    ["whose connection always breaks at once", { cuts: [0, 0, 0, 0, 0] }, /could not be fetched/],
    ["that is said to be elsewhere without encryption", { answers: [{ location: "http://192.0.2.1/model.onnx" }] }, /only https is/],
    ["that is said to be a file here", { answers: [{ location: "file:///etc/passwd" }] }, /"file:\/\/" is not asked/],
    ["that is said to be in a circle", { answers: Array.from({ length: 6 }, () => ({ location: "/model.onnx" })) }, /without end/],
  ])("%s", async (_name, behaviour, message) => {
    const { hub, file, get } = await prepare({ file: behaviour });
    await expect(get()).rejects.toMatchObject({ code: "download-failed", message: expect.stringMatching(message) });
    expect(existsSync(file)).toBe(false);
    hub.files["/model.onnx"] = { content };
    expect(await get()).toEqual(right);
  });

  test("that nobody sends on: it is given up after a silence", async () => {
    const { hub, file, get } = await prepare({ file: { slowMs: 5000 }, options: { silenceMs: 20 } });
    await expect(get()).rejects.toMatchObject({ code: "download-failed", message: expect.stringMatching(/was silent/) });
    expect(existsSync(file)).toBe(false);
    hub.files["/model.onnx"] = { content };
    await get({ silenceMs: 2000 });
  });

  test("that is cancelled: at once, and what came is kept", async () => {
    const { hub, file, get } = await prepare({ file: { slowMs: 1 } });
    const controller = new AbortController();
    await expect(get({ signal: controller.signal, onBytes: () => controller.abort() })).rejects.toThrow(/abort/i);
    expect(existsSync(file)).toBe(false);
    hub.files["/model.onnx"] = { content };
    await get();
    expect(Number(hub.requests.at(-1)?.split(" ")[2])).toBeGreaterThan(0);
  });

  test("for which the disk has no room", async (context) => {
    const disk = smallDisk(150, context);
    const { file, get } = await prepare({ folder: disk });
    writeFileSync(join(disk, "other"), randomBytes(60_000));
    await expect(get()).rejects.toMatchObject({ code: "disk-full", hint: expect.stringMatching(/what came is kept/) });
    expect(existsSync(file)).toBe(false);
  });

  test("for which room was made", async (context) => {
    const disk = smallDisk(300, context);
    const { file, get } = await prepare({ folder: disk });
    writeFileSync(join(disk, "other"), randomBytes(200_000));
    await expect(get()).rejects.toMatchObject({ code: "disk-full" });
    rmSync(join(disk, "other"));
    await get();
    expect(readFileSync(file).equals(content)).toBe(true);
  });
});
