/** Scenario 20: links are refused, nothing leaves this computer, and no photo is changed. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyFlickr, flickrCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

let before = "";
const shared = appOfFile((folder) => {
  copyFlickr(folder);
  before = fingerprint(folder);
  return flickrCount;
});

function fingerprint(folder: string): string {
  const files = readdirSync(folder).toSorted();
  const each = files.map((name) => {
    const path = join(folder, name);
    return `${name} ${statSync(path).mtimeMs} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
  });
  return each.join("\n");
}

test("20: a link is refused and not fetched; after all that can be done the photos are as they were", async () => {
  const app = shared.app();
  await app.dropAddress("http://example.org/picture.jpg");
  await app.by("toast").getByText("web link").waitFor();
  expect(await app.by("ref-chip").count()).toBe(0);
  await app.by("cell").first().press("4");
  await app.by("cell").first().press("p");
  await app.by("cell").first().press("q");
  await app.search("a dog in the snow");
  await app.by("cell").first().dblclick();
  await app.by("loupe").waitFor();
  await app.page.keyboard.press("Escape");
  expect(app.complaints).toEqual([]);
  expect(fingerprint(shared.folder())).toBe(before);
});
