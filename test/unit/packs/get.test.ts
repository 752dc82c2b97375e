/** A part from a hub: how many files at a time, and the room that they need, by what is known of them. */
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createHandlers } from "../../../main/packs/handlers.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { startHub } from "../../helpers/hub.ts";
import { smallDisk } from "../../helpers/mounts.ts";
import { tinyCatalogue, unpinnedCatalogue } from "../../helpers/tiny-catalogue.ts";

const part = "clip-l14";

test("three files at a time are asked for, the next when one is here", async () => {
  const folder = temporaryFolder();
  const { catalogue, files } = tinyCatalogue(folder);
  const hub = await startHub(files);
  const { promise: after, resolve: send } = Promise.withResolvers<void>();
  for (const file of Object.values(hub.files)) file.after = after;
  const packs = createHandlers({ folder: join(folder, "packs"), catalogue });
  const getting = (async () => {
    for await (const news of packs.get({ id: part, hub: hub.url, unpinned: false })) if ("fetched" in news) return news.fetched;
    return [];
  })();
  await vi.waitFor(() => expect(hub.requests).toHaveLength(3));
  send();
  expect(await getting).toHaveLength(4);
  expect(hub.requests).toHaveLength(4);
});

test("where nobody noted sizes, the room needed is that of the sizes that the hub states", async (context) => {
  const disk = smallDisk(400, context);
  const { files } = tinyCatalogue(temporaryFolder());
  const hub = await startHub(Object.fromEntries(Object.entries(files).map(([path, file]) => [path.replace("/0000000/", "/main/"), file])));
  const packs = createHandlers({ folder: join(disk, "packs"), catalogue: unpinnedCatalogue(temporaryFolder(), undefined, 100) });
  const getting = async () => {
    for await (const _ of packs.get({ id: part, hub: hub.url, unpinned: false }));
  };
  await expect(getting()).rejects.toMatchObject({ code: "disk-full", what: expect.stringMatching(/^494 kB are needed/) });
  expect(hub.requests.filter((request) => request.startsWith("GET"))).toEqual([]);
});
