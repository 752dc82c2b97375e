/** Models from a hub to results, with the built programs: the whole profile of the paper, with tiny weights. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { certificateFor } from "../helpers/certificate.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { startHub } from "../helpers/hub.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, run } from "../helpers/programs.ts";
import { startProxy } from "../helpers/proxy.ts";
import { largestProfile, smolvlmProfile, tinyCatalogue, tinyProfile, unpinnedCatalogue } from "../helpers/tiny-catalogue.ts";
import { tinyFile } from "../helpers/tiny-hub.ts";

afterEach(() => vi.unstubAllEnvs());

async function prepare(profile = tinyProfile) {
  const folder = temporaryFolder();
  const { catalogue, files } = tinyCatalogue(folder, profile);
  const hub = await startHub({ ...files, "/catalogue.json": { content: readFileSync(catalogue) } });
  const packs = join(folder, "packs");
  const models = (...args: string[]) => ["models", ...args, "--packs", packs];
  return { folder, hub, packs, catalogue, models, library: join(folder, "library") };
}

test("a profile of a hub is fetched, checked and installed, and the library is indexed and searched with it", async () => {
  const { folder, hub, packs, models, library } = await prepare();
  const photos = join(folder, "photos");
  await makePhotos(photos, 6);

  const got = await run("cli", models("get", tinyProfile, "--hub", hub.url));
  expect(got).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/clip-l14\/text_model.onnx: .* sha256 [0-9a-f]{64}[\s\S]*Ready in /),
  });
  expect(got.stderr).toMatch(/BLIP-2[\s\S]*Commercial use: no/);
  expect((await run("cli", models("list"))).stdout).toMatch(/clip-l14-blip2: .*installed/);
  expect(await run("cli", models("verify", tinyProfile))).toMatchObject({ code: 0 });

  const indexed = await run("cli", ["index", photos, "--library", library, "--no-llm"]);
  expect(indexed).toMatchObject({ code: 0 });
  const used = await run("cli", [...models("use", tinyProfile), "--library", library]);
  expect(used).toMatchObject({ code: 0, stdout: expect.stringMatching(/Searching with CLIP L\/14 \+ BLIP-2 \+ Qwen3/) });
  const captioned = await run("cli", ["index", photos, "--captions", "--library", library]);
  expect(captioned).toMatchObject({ code: 0 });

  const [first = ""] = readdirSync(photos);
  const search = ["search", "--image", join(photos, first), "--text", "the same at night", "--library", library, "--json"];
  const found = await run("cli", search);
  expect(found).toMatchObject({ code: 0 });
  const { hits, stage, rewriting } = JSON.parse(found.stdout);
  expect(hits.length).toBeGreaterThan(4);
  expect(stage).toBe("refined");
  expect(rewriting.captions).toHaveLength(3);

  const status = async (...llm: string[]) =>
    JSON.parse((await run("cli", ["status", "--models", "--library", library, "--json", ...llm])).stdout).models.llm;
  expect(await status()).toMatchObject({ title: "Qwen3-4B-Instruct-2507-Q4_K_M", report: { backend: "cpu", gpuLayers: 0 }, problem: null });
  // One that is named goes before the pack's own.
  expect(await status("--llm", tinyFile("chat", "llama.gguf"))).toMatchObject({ title: "llama", report: { asked: "chat" } });

  const kept = await run("cli", ["vectors", "list", "--library", library, "--json"]);
  const [old] = JSON.parse(kept.stdout);
  expect(old).toMatchObject({ key: expect.stringMatching(/^starter@/), photos: 6 });
  expect(await run("cli", ["vectors", "forget", old.key, "--library", library])).toMatchObject({ code: 0 });
  expect(await run("cli", ["vectors", "forget", old.key, "--library", library])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/No vectors "starter@.*" are kept\. "recompose vectors list" names/),
  });
  expect(JSON.parse((await run("cli", ["vectors", "list", "--library", library, "--json"])).stdout)).not.toContainEqual(old);

  const removed = await run("cli", models("remove", tinyProfile));
  expect(removed.stdout).toMatch(/Removed .*clip-l14/);
  expect(readdirSync(join(packs, "parts"))).toEqual([]);
  const without = await run("cli", search);
  expect(without).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The models in .*clip-l14-blip2 are gone; those of the program are used/),
  });
  expect(JSON.parse(without.stdout).hits.length).toBeGreaterThan(0);
  // What the hub's list said of it is forgotten too.
  expect(existsSync(join(packs, "catalogue.json"))).toBe(false);
});

test.each([
  ["CLIP B/32, Florence-2", "clip-b32-florence2"],
  ["CLIP B/32, SmolVLM in a profile of the host's own list", smolvlmProfile],
  ["bigG/14, BLIP-2 in 4 bits, both with weights beside their graphs,", largestProfile],
])("%s and a language model of their own: a library is indexed, captioned and answers", async (_what, profile) => {
  const { folder, hub, packs, models, library } = await prepare(profile);
  const photos = join(folder, "photos");
  await makePhotos(photos, 3);
  expect(await run("cli", models("get", profile, "--hub", hub.url))).toMatchObject({ code: 0 });
  const pack = ["--pack", join(packs, "profiles", profile), "--library", library];
  expect(await run("cli", ["index", photos, "--captions", ...pack])).toMatchObject({ code: 0 });
  const [first = ""] = readdirSync(photos);
  const found = await run("cli", ["search", "--image", join(photos, first), "--text", "the same at night", ...pack, "--json"]);
  expect(found).toMatchObject({ code: 0 });
  const { hits, stage, rewriting } = JSON.parse(found.stdout);
  expect(stage).toBe("refined");
  expect(hits).toHaveLength(2);
  expect(rewriting.captions).toHaveLength(3);
});

test("a host that only a proxy leads to is trusted with a certificate of one's own, and not without", async (context) => {
  const host = "models.example.org";
  const certificate = certificateFor(host, context);
  const content = readFileSync(tinyFile("phi", "SEARLE_ViT-B32.pt"));
  const hub = await startHub({ "/miccunifi/SEARLE/releases/download/weights/SEARLE_ViT-B32.pt": { content } }, certificate);
  const proxy = await startProxy({ tunnelsTo: Number(new URL(hub.url).port) });
  const list = unpinnedCatalogue(temporaryFolder(), "clip-b32-florence2");
  const get = ["models", "get", "phi-searle-b32", "--hub", `https://${host}`, "--packs", temporaryFolder(), "--catalogue", list];
  vi.stubEnv("HTTPS_PROXY", `http://${proxy.host}`);
  expect(await run("cli", get)).toMatchObject({ code: 1, stderr: expect.stringMatching(/certificate/) });
  expect(hub.requests).toEqual([]);
  vi.stubEnv("NODE_EXTRA_CA_CERTS", certificate.file);
  expect(await run("cli", get)).toMatchObject({ code: 0, stdout: expect.stringMatching(/SEARLE_ViT-B32.pt: .* sha256 [0-9a-f]{64}/) });
  expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT ${host}:443`]));
});

test("a download that is killed goes on where it was", async () => {
  const { hub, packs, models } = await prepare();
  for (const file of Object.values(hub.files)) file.slowMs = 10;
  const killed = begin("cli", models("get", tinyProfile, "--hub", hub.url));
  const hasBegun = () =>
    existsSync(packs) && readdirSync(packs, { recursive: true, encoding: "utf8" }).some((name) => name.endsWith(".part"));
  while (!hasBegun()) await setTimeout(50);
  await setTimeout(300);
  killed.process.kill("SIGKILL");
  await killed.ended;
  for (const file of Object.values(hub.files)) delete file.slowMs;
  hub.requests.length = 0;
  expect(await run("cli", models("get", tinyProfile, "--hub", hub.url))).toMatchObject({ code: 0 });
  expect(hub.requests.some((request) => !request.endsWith(" 0"))).toBe(true);
});

test("what is not pinned, not known or not hosted is said, and nothing is fetched", async () => {
  const { hub, models } = await prepare();
  const unpinned = await run("cli", models("get", "clip-b32"));
  expect(unpinned).toMatchObject({ code: 1, stderr: expect.stringMatching(/were not noted yet.*--unpinned.*--hub/) });
  expect(await run("cli", models("get", "gpt-9"))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/There is no model or profile "gpt-9"/),
  });
  const notHosted = await run("cli", models("get", "cap-blip2-6.7b-coco"));
  expect(notHosted).toMatchObject({ code: 1, stderr: expect.stringMatching(/nobody hosts it/) });
  expect(await run("cli", models("get", "clip-b32", "--hub", "nowhere"))).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/"nowhere" is no address of a host\. Use one such as/),
  });
  expect(hub.requests).toEqual([]);
});

test("parts come from a folder, and a file that is another is refused", async () => {
  const { folder, catalogue, models } = await prepare();
  const taken = await run("cli", models("import", tinyFile("clip"), "--part", "clip-l14", "--catalogue", catalogue));
  expect(taken).toMatchObject({ code: 0, stdout: expect.stringMatching(/clip-l14\/vision_model.onnx/) });
  writeFileSync(join(folder, "notes.txt"), "nothing");
  expect(await run("cli", models("import", join(folder, "notes.txt")))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no files of a model/),
  });
});
