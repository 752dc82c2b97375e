/** Files that nobody noted: a hub that the user names states their size and checksum, and what comes is compared with it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { type HubFile, sha256, startHub } from "../../helpers/hub.ts";
import { unpinnedCatalogue } from "../../helpers/tiny-catalogue.ts";
import { tinyFile } from "../../helpers/tiny-hub.ts";

const part = "phi-searle-b32";
const path = "/miccunifi/SEARLE/releases/download/weights/SEARLE_ViT-B32.pt";
const content = readFileSync(tinyFile("phi", "SEARLE_ViT-B32.pt"));
const gitBlob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");

function catalogueOfHub(): string {
  return unpinnedCatalogue(temporaryFolder(), "clip-b32-florence2");
}

async function prepare(file: Partial<HubFile> = {}, list?: string) {
  const hub = await startHub({
    [path]: { content, ...file },
    ...(list !== undefined && { "/catalogue.json": { content: Buffer.from(list) } }),
  });
  const folder = temporaryFolder();
  const catalogue = unpinnedCatalogue(folder, "clip-b32-florence2");
  const packs = createHandlers({ folder: join(folder, "packs"), catalogue, patienceMs: 1, silenceMs: 2000 });
  const get = async (unpinned = false) => {
    for await (const news of packs.get({ id: part, hub: hub.url, unpinned })) if ("fetched" in news) return news.fetched;
    throw new Error("nothing came");
  };
  const titleOf = async (input: { hub?: string } = {}) => (await packs.list(input)).parts.find(({ id }) => id === part)?.title;
  return { hub, packs, get, titleOf, file: join(folder, "packs", "parts", part, "SEARLE_ViT-B32.pt") };
}

const linked = { "x-linked-etag": `"${sha256(content)}"`, "x-linked-size": `${content.length}` };

test.each<[string, Partial<HubFile>]>([
  ["by its sha256", {}],
  ["by its name in git, as hubs have it for small files", { states: gitBlob }],
  ["before it sends to another address", { states: null, answers: [{ location: path, headers: linked }] }],
])("what a hub states %s is enough", async (_how, file) => {
  const { get } = await prepare(file);
  expect(await get()).toMatchObject([{ bytes: content.length, sha256: sha256(content) }]);
});

test.each([
  ["another sha256", { states: "0".repeat(64) }],
  ["another name in git", { states: "0".repeat(40) }],
])("what comes with %s than was stated is not kept", async (_what, states) => {
  const { get, file } = await prepare(states);
  await expect(get()).rejects.toMatchObject({ code: "download-failed", what: expect.stringMatching(/another checksum than was stated/) });
  expect(existsSync(file)).toBe(false);
});

test("from a hub that states nothing nothing is fetched, unless the user wants it all the same", async () => {
  const { get, hub } = await prepare({ states: null });
  const what = expect.stringMatching(/^127\.0\.0\.1:\d+ states no size and checksum of "SEARLE/);
  await expect(get()).rejects.toMatchObject({ code: "pack-unpinned", what });
  expect(hub.requests.filter((request) => request.startsWith("GET"))).toEqual([]);
  expect(await get(true)).toHaveLength(1);
});

test("a hub's own list, once it was shown, goes before the program's, until what came from there is removed", async () => {
  const { parts } = JSON.parse(readFileSync(catalogueOfHub(), "utf8"));
  const ofHub = parts.filter(({ id }: { id: string }) => id === "clip-b32" || id === part);
  for (const one of ofHub) one.title = `${one.title} of the house`;
  const { get, packs, titleOf, hub } = await prepare({}, JSON.stringify({ format: 1, parts: ofHub, profiles: [] }));
  await get();
  expect(await titleOf()).toBe("SEARLE phi for B/32");
  await packs.remove({ id: part });

  expect(await titleOf({ hub: hub.url })).toBe("SEARLE phi for B/32 of the house");
  await get();
  expect(await titleOf()).toBe("SEARLE phi for B/32 of the house");
  await packs.remove({ id: part });
  expect(await titleOf()).toBe("SEARLE phi for B/32");
});

test("a hub that answers a page to everything has no list; one with a list that makes no sense is refused", async () => {
  const page = await prepare({}, "<html></html>");
  expect(await page.titleOf({ hub: page.hub.url })).toBe("SEARLE phi for B/32");
  const other = await prepare({}, "{}");
  await expect(other.titleOf({ hub: other.hub.url })).rejects.toMatchObject({ code: "bad-request" });
});

test.each<[string, Partial<HubFile>, RegExp]>([
  ["has no such file", { answers: [{ status: 404 }] }, /answered 404 for ".*SEARLE_ViT-B32\.pt"\. It may have moved/],
  ["asks for an agreement first", { answers: [{ status: 403 }] }, /answered 403 .*agreement/],
  ["is busy for long", { answers: Array.from({ length: 5 }, () => ({ status: 429, retryAfter: 0 })) }, /answered 429\. Try again/],
  ["is broken for long", { answers: Array.from({ length: 5 }, () => ({ status: 503 })) }, /answered 503\. Try again/],
])("a hub that %s is not said to state nothing, and a later run completes it", async (_what, file, message) => {
  const { get } = await prepare(file);
  await expect(get()).rejects.toMatchObject({ code: "download-failed", message: expect.stringMatching(message) });
  expect(await get()).toHaveLength(1);
});

test("a hub that is busy for a moment is asked again what it states", async () => {
  const { get, hub } = await prepare({ answers: [{ status: 429, retryAfter: 0 }, { status: 500 }] });
  expect(await get()).toHaveLength(1);
  expect(hub.requests).toEqual([...Array(3).fill(`HEAD ${path} 0`), `GET ${path} 0`]);
});

test("a hub that does not know the question states nothing; the file itself decides where it need not be checked", async () => {
  const { get } = await prepare({ answers: [{ status: 405 }, { status: 403 }] });
  await expect(get()).rejects.toMatchObject({ code: "pack-unpinned" });
  expect(await get(true)).toHaveLength(1);
});

test("a hub that is away is said to be, with its address", async () => {
  const { hub, get } = await prepare();
  hub.url = "http://127.0.0.1:1";
  await expect(get()).rejects.toMatchObject({
    code: "download-failed",
    message: expect.stringMatching(/127\.0\.0\.1:1.*ECONNREFUSED.*Is the address right/),
  });
});

test.each<[string, Partial<HubFile>, RegExp]>([
  ["is cut", { cuts: [10] }, /catalogue\.json" could not be fetched/],
  ["fails", { answers: [{ status: 503 }] }, /catalogue\.json" could not be fetched: .* answered 503\. Try again later/],
])("a list of a hub that %s is said to be, and is read the next time", async (_what, file, message) => {
  const { packs, hub, titleOf } = await prepare({}, readFileSync(catalogueOfHub(), "utf8"));
  Object.assign(hub.files["/catalogue.json"] ?? {}, file);
  await expect(titleOf({ hub: hub.url })).rejects.toMatchObject({ code: "download-failed", message: expect.stringMatching(message) });
  expect((await packs.list({ hub: hub.url })).profiles.map(({ id }) => id)).toContain("clip-b32-florence2");
});

test("half a list is none", async () => {
  const { hub, titleOf } = await prepare({}, readFileSync(catalogueOfHub(), "utf8").slice(0, 500));
  await expect(titleOf({ hub: hub.url })).rejects.toMatchObject({ code: "bad-request" });
});
