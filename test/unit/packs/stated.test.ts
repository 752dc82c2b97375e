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
  const { parts } = JSON.parse(readFileSync(unpinnedCatalogue(temporaryFolder(), "clip-b32-florence2"), "utf8"));
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
