/** The count of requests: what Node really sends, redirects too, and whatever the line before was. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { download } from "../../../main/packs/download.ts";
import { noteRequests, readRequests } from "../../../main/packs/requests.ts";
import { temporaryFolder } from "../../helpers/folders.ts";
import { startHub } from "../../helpers/hub.ts";

test("every request is noted with its host and time, also those that a redirect leads to", async () => {
  const folder = join(temporaryFolder(), "packs");
  expect(await readRequests(folder)).toEqual([]);
  noteRequests(folder);
  const store = await startHub({ "/b.bin": { content: Buffer.from("content") } });
  const hub = await startHub({ "/a.bin": { content: Buffer.from(""), answers: [{ location: `${store.url}/b.bin` }] } });
  const before = Date.now();
  const signal = new AbortController().signal;
  await download({ url: `${hub.url}/a.bin`, file: join(folder, "a.bin"), expected: null, signal });
  appendFileSync(join(folder, "requests.log"), "half a li");
  const requests = await readRequests(folder);
  expect(new Set(requests.map(({ host, requests }) => `${host}: ${requests}`))).toEqual(
    new Set([hub, store].map(({ url }) => `${new URL(url).host}: 1`)),
  );
  for (const { lastAt } of requests) expect(lastAt).toBeGreaterThanOrEqual(before);
});
