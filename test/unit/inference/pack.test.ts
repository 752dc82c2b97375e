import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPack } from "../../../main/inference/pack.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recompose-pack-"));
});
afterEach(() => rm(folder, { recursive: true }));

const files = { "photos.onnx": "weights of photos", "texts.onnx": "weights of texts", "words.json": "{}", "config.json": "{}" };
const unit = Buffer.from(Float32Array.of(0.6, 0.8).buffer).toString("base64");

function entryOf(content: string): { bytes: number; sha256: string } {
  return { bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}

function manifest() {
  const listed = Object.entries(files).map(([name, content]) => [name, entryOf(content)]);
  return {
    format: 1,
    id: "tiny",
    version: "1.2.0",
    title: "Tiny",
    licence: "CC0",
    commercialUse: "yes",
    dims: 2,
    files: Object.fromEntries(listed) as Record<string, { bytes: number; sha256: string }>,
    image: { encoder: "photos.onnx", size: 32, resize: "squash", mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    text: {
      encoder: "texts.onnx",
      tokenizer: "words.json",
      tokenizerConfig: "config.json",
      maxTokens: 64,
      pseudo: { token: "$", width: 2 },
    },
    weights: { semantic: { alpha: 0.6, beta: 0.4, gamma: 0.2 }, visual: { alpha: 0.2, beta: 0.6, gamma: 0.1 } },
    canary: { image: unit, texts: [{ text: "a dog", embedding: unit }] },
  };
}

async function write(change: (pack: ReturnType<typeof manifest>) => unknown = (pack) => pack): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await writeFile(join(folder, "pack.json"), JSON.stringify(change(manifest())));
}

test("a whole pack is read; its key names version and preprocessing", async () => {
  await write();
  const pack = await readPack(folder);
  expect(pack.key).toBe("tiny@1.2.0/squash-32");
  expect(pack.path("photos.onnx")).toBe(join(folder, "photos.onnx"));
  expect(pack.manifest.canary?.image).toEqual(Float32Array.of(0.6, 0.8));
});

test("one changed byte is found, and the file is named", async () => {
  await write();
  await writeFile(join(folder, "texts.onnx"), "weights of textz");
  await expect(readPack(folder)).rejects.toMatchObject({
    code: "pack-damaged",
    what: `"${join(folder, "texts.onnx")}" was changed: its checksum is not the one that the pack states.`,
    hint: expect.stringContaining("Get the pack again"),
  });
});

test("a file of another size is found before it is read", async () => {
  await write();
  await writeFile(join(folder, "photos.onnx"), "half of it");
  await expect(readPack(folder)).rejects.toMatchObject({
    code: "pack-damaged",
    what: expect.stringContaining("has 10 bytes; the pack says 17"),
  });
});

test("a missing file, pack or folder is missing, not damaged", async () => {
  await write();
  await rm(join(folder, "words.json"));
  await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-missing", what: expect.stringContaining("words.json") });
  await expect(readPack(join(folder, "nowhere"))).rejects.toMatchObject({
    code: "pack-missing",
    what: expect.stringContaining("pack.json"),
  });
});

test.each(["../photos.onnx", "/etc/passwd", "a/b/c.onnx", "a/../b.onnx", "a\\b.onnx", "..", ".hidden", ""])(
  "no file may be called %j",
  async (name) => {
    await write((pack) => ({ ...pack, files: { ...pack.files, [name]: { bytes: 1, sha256: "0".repeat(64) } } }));
    await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged" });
  },
);

test("a file that is used must be listed, so that it was checked", async () => {
  await write((pack) => ({ ...pack, image: { ...pack.image, encoder: "other.onnx" } }));
  await expect(readPack(folder)).rejects.toMatchObject({
    code: "pack-damaged",
    what: expect.stringContaining('"other.onnx" is not among its files'),
  });
});

test("a newer format is refused by a sentence that says what to do", async () => {
  await write(({ format: _, ...pack }) => ({ format: 2, everything: "else", ...pack, canary: "of another shape" }));
  await expect(readPack(folder)).rejects.toMatchObject({
    code: "pack-newer",
    what: expect.stringContaining("is of format 2"),
    hint: expect.stringContaining("Update"),
  });
});

test("what is no description of a pack is refused", async () => {
  await writeFile(join(folder, "pack.json"), "{ not json");
  await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged", what: expect.stringContaining("not readable as JSON") });
  await write((pack) => ({ ...pack, dims: 3 }));
  await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged", what: expect.stringContaining("must have 3 numbers") });
  await write((pack) => ({ ...pack, canary: { ...pack.canary, image: "not base64!" } }));
  await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged" });
});

describe("what a pack may leave out", () => {
  const optional = { "memory.onnx": "memory", "decoder.onnx": "decoder", "tokens.json": "[]", "phi.onnx": "phi" };
  const captioner = {
    kind: "grid-decoder",
    memory: "memory.onnx",
    decoder: "decoder.onnx",
    tokens: "tokens.json",
    sampling: { topP: 0.9, temperature: 1, captions: 15, maxTokens: 30 },
  };

  /** The pack with the files listed, and whatever else is given. */
  async function writeWith(more: Record<string, unknown>, image: object = { grid: { channels: 4, side: 3 } }): Promise<void> {
    const listed = Object.entries(optional).map(([name, content]) => [name, entryOf(content)]);
    for (const [name, content] of Object.entries(optional)) await writeFile(join(folder, name), content);
    await write((pack) => ({
      ...pack,
      ...more,
      files: { ...pack.files, ...Object.fromEntries(listed) },
      image: { ...pack.image, ...image },
    }));
  }

  test("a captioner and networks for pseudo tokens are read, or are not there", async () => {
    await writeWith({ captioner, phi: { lincir: "phi.onnx" } });
    expect((await readPack(folder)).manifest).toMatchObject({ captioner, phi: { lincir: "phi.onnx" } });
    await write();
    const { manifest } = await readPack(folder);
    expect([manifest.captioner, manifest.phi]).toEqual([undefined, {}]);
  });

  test("their files must be listed too", async () => {
    await write((pack) => ({ ...pack, phi: { searle: "phi.onnx" } }));
    await expect(readPack(folder)).rejects.toMatchObject({ what: expect.stringContaining('"phi.onnx" is not among its files') });
    await writeWith({ captioner: { ...captioner, tokens: "words.txt" } });
    await expect(readPack(folder)).rejects.toMatchObject({ what: expect.stringContaining('"words.txt" is not among its files') });
  });

  test("tokens by descent need their graph among the files, and some steps", async () => {
    const inversion = { gradient: "phi.onnx", rate: 0.005, decay: 0.01, steps: { "searle-oti": 20, palavra: 5 } };
    await writeWith({ inversion });
    expect((await readPack(folder)).manifest.inversion).toEqual(inversion);
    await write((pack) => ({ ...pack, inversion }));
    await expect(readPack(folder)).rejects.toMatchObject({ what: expect.stringContaining('"phi.onnx" is not among its files') });
    await writeWith({ inversion: { ...inversion, steps: { "searle-oti": 0, palavra: 5 } } });
    await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged" });
  });

  test("a captioner needs the image encoder's grid", async () => {
    await writeWith({ captioner }, {});
    await expect(readPack(folder)).rejects.toMatchObject({ what: expect.stringContaining("a grid that its image encoder does not give") });
  });

  test.each([{ topP: 0 }, { topP: 1.1 }, { temperature: 0 }, { captions: 1000 }, { maxTokens: 0 }])(
    "sampling with %j makes no sense",
    async (change) => {
      await writeWith({ captioner: { ...captioner, sampling: { ...captioner.sampling, ...change } } });
      await expect(readPack(folder)).rejects.toMatchObject({ code: "pack-damaged" });
    },
  );
});
