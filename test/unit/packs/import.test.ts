/** Parts out of a folder, a zip or a single file. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { tinyCatalogue, unpinnedCatalogue } from "../../helpers/tiny-catalogue.ts";
import { tinyFile } from "../../helpers/tiny-hub.ts";

function prepare() {
  const folder = temporaryFolder();
  const { catalogue } = tinyCatalogue(folder);
  const packs = join(folder, "packs");
  return { folder, packs, handlers: createHandlers({ folder: packs, catalogue }) };
}

/** Entries as they are named, deflated */
function zip(entries: Record<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, place, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from("PK\u0005\u0006", "latin1"), end]);
}

test("a zip gives its files by their names, wherever in it they lie; none is written elsewhere", async () => {
  const { folder, packs, handlers } = prepare();
  const names = ["text_model.onnx", "vision_model.onnx", "tokenizer.json", "tokenizer_config.json"];
  const entries = Object.fromEntries(names.map((name) => [`../../onnx/${name}`, readFileSync(tinyFile("clip", name))]));
  writeFileSync(join(folder, "clip.zip"), zip({ ...entries, "../evil.txt": Buffer.from("evil") }));
  const { fetched } = await handlers.importFrom({ path: join(folder, "clip.zip") });
  expect(fetched.map(({ file }) => file).sort()).toEqual([...names].sort());
  expect(readdirSync(folder).sort()).toEqual(["catalogue.json", "clip.zip", "packs"]);
  expect(readdirSync(packs)).toEqual(["parts"]);
  const { parts } = await handlers.list({});
  expect(parts.find(({ id }) => id === "clip-l14")?.state).toBe("installed");
});

test("a zip that is cut short is refused, and nothing of it stays", async () => {
  const { folder, packs, handlers } = prepare();
  const whole = zip({ "tiny.gguf": readFileSync(tinyFile("llm", "tiny.gguf")) });
  for (const content of [whole.subarray(0, whole.length - 100), whole.fill(0, 2000, 3000)]) {
    writeFileSync(join(folder, "cut.zip"), content);
    await expect(handlers.importFrom({ path: join(folder, "cut.zip"), part: "llm-qwen3-4b-2507" })).rejects.toThrow();
  }
  expect(existsSync(join(packs, "parts", "llm-qwen3-4b-2507", "Qwen3-4B-Instruct-2507-Q4_K_M.gguf"))).toBe(false);
});

test("a single file is taken for the part that is named; another content is refused", async () => {
  const { folder, handlers } = prepare();
  const { fetched } = await handlers.importFrom({ path: tinyFile("phi", "SEARLE_ViT-B32.pt"), part: "phi-lincir-l14" });
  expect(fetched).toMatchObject([{ part: "phi-lincir-l14", file: "lincir_large.pt" }]);
  mkdirSync(join(folder, "other"));
  const changed = readFileSync(tinyFile("llm", "tiny.gguf"));
  changed[5000] = (changed[5000] ?? 0) ^ 1;
  writeFileSync(join(folder, "other", "tiny.gguf"), changed);
  await expect(handlers.importFrom({ path: join(folder, "other", "tiny.gguf"), part: "llm-qwen3-4b-2507" })).rejects.toMatchObject({
    code: "pack-damaged",
  });
});

describe("where nobody noted sizes, names say what a file is for", () => {
  const bring = (name: string, part?: string) => {
    const folder = temporaryFolder();
    const packs = createHandlers({ folder: join(folder, "packs"), catalogue: unpinnedCatalogue(folder) });
    writeFileSync(join(folder, name), readFileSync(tinyFile("phi", "SEARLE_ViT-B32.pt")));
    return packs.importFrom({ path: join(folder, name), ...(part !== undefined && { part }) });
  };

  test("a file is taken for the part that has one of its name, and for no other", async () => {
    expect((await bring("lincir_large.pt")).fetched.map(({ part }) => part)).toEqual(["phi-lincir-l14"]);
  });

  test("a file of another name only for the part that is named", async () => {
    await expect(bring("phi.pt")).rejects.toMatchObject({ code: "pack-incomplete", hint: expect.stringContaining("--part") });
    expect((await bring("phi.pt", "phi-lincir-l14")).fetched.map(({ part }) => part)).toEqual(["phi-lincir-l14"]);
  });

  test("what a named part lacks is said", async () => {
    await expect(bring("phi.pt", "clip-l14")).rejects.toMatchObject({
      what: expect.stringMatching(/lacks files of "CLIP ViT-L\/14 \(OpenAI\)": text_model\.onnx, .*tokenizer_config\.json\.$/),
    });
  });
});

test.each([
  ["tiny.gguf", "llm-qwen3-4b-2507"],
  ["phi.pt", "phi-lincir-l14"],
])("a page that was saved as %s is refused, and nothing of it stays", async (name, part) => {
  const folder = temporaryFolder();
  const packs = createHandlers({ folder: join(folder, "packs"), catalogue: unpinnedCatalogue(folder) });
  writeFileSync(join(folder, name), "<html>Sign in first</html>");
  const bringing = packs.importFrom({ path: join(folder, name), part });
  await expect(bringing).rejects.toMatchObject({ code: "pack-damaged", what: expect.stringMatching(/does not begin as such files do/) });
  expect(readdirSync(join(folder, "packs", "parts"))).toEqual([]);
});

test("verify finds a changed byte, and remove frees what was there", async () => {
  const { packs, handlers } = prepare();
  await handlers.importFrom({ path: tinyFile("clip"), part: "clip-l14" });
  expect((await handlers.verify({ id: "clip-l14" })).files.every(({ wrong }) => wrong === null)).toBe(true);
  const file = join(packs, "parts", "clip-l14", "vision_model.onnx");
  const content = readFileSync(file);
  content[100] = (content[100] ?? 0) ^ 1;
  writeFileSync(file, content);
  expect((await handlers.verify({ id: "clip-l14" })).files.filter(({ wrong }) => wrong)).toEqual([
    { file: "clip-l14/vision_model.onnx", wrong: "it was changed" },
  ]);
  const { removed, freedBytes } = await handlers.remove({ id: "clip-l14" });
  expect(removed).toEqual(["clip-l14"]);
  expect(freedBytes).toBeGreaterThan(300_000);
});
