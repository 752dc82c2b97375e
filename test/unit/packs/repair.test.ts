/** What is lost, or is another by now, is got again, and only that. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { sha256, startHub } from "../../helpers/hub.ts";
import { tinyCatalogue } from "../../helpers/tiny-catalogue.ts";

const profile = "clip-b32-florence2";
const part = "llm-qwen3-4b-2507";
const file = "Qwen3-4B-Instruct-2507-Q4_K_M.gguf";

async function installed() {
  const folder = temporaryFolder();
  const packs = join(folder, "packs");
  const { catalogue, files } = tinyCatalogue(folder, profile);
  const hub = await startHub(files);
  const get = async () => {
    const handlers = createHandlers({ folder: packs, catalogue, patienceMs: 1 });
    for await (const news of handlers.get({ id: profile, hub: hub.url, unpinned: false })) if ("fetched" in news) return news.fetched;
    return [];
  };
  await get();
  hub.requests.length = 0;
  const { verify, list } = createHandlers({ folder: packs, catalogue });
  const stateOf = async () => (await list({})).parts.find(({ id }) => id === part)?.state;
  const isRight = async () => (await verify({ id: profile })).files.every(({ wrong }) => wrong === null);
  return {
    catalogue,
    hub,
    get,
    stateOf,
    isRight,
    ofPart: join(packs, "parts", part, file),
    ofProfile: join(packs, "profiles", profile, part, file),
  };
}

test("a file that was erased", async () => {
  const { get, stateOf, isRight, ofPart, hub } = await installed();
  rmSync(ofPart);
  expect(await stateOf()).not.toBe("installed");
  expect(await get()).toMatchObject([{ part, file }]);
  expect(hub.requests.filter((request) => request.startsWith("GET") && !request.includes("catalogue.json"))).toHaveLength(1);
  expect(await stateOf()).toBe("installed");
  expect(await isRight()).toBe(true);
});

test("a file that a pack lost", async () => {
  const { get, ofPart, ofProfile } = await installed();
  rmSync(ofProfile);
  expect(await get()).toEqual([]);
  expect(readFileSync(ofProfile).equals(readFileSync(ofPart))).toBe(true);
});

test("a file of which there is a new version: the pack has it, too", async () => {
  const { catalogue, get, ofProfile, hub } = await installed();
  const content = Buffer.concat([readFileSync(ofProfile), Buffer.from("new")]);
  const list = JSON.parse(readFileSync(catalogue, "utf8"));
  for (const one of list.parts.find(({ id }: { id: string }) => id === part).files)
    Object.assign(one, { bytes: content.length, sha256: sha256(content) });
  writeFileSync(catalogue, JSON.stringify(list));
  for (const [path, known] of Object.entries(hub.files)) if (path.endsWith(file)) known.content = content;
  expect(await get()).toMatchObject([{ part, file, bytes: content.length }]);
  expect(readFileSync(ofProfile).equals(content)).toBe(true);
});
