/** Folders that nobody loses: removed and brought back. */
import { expect, test } from "vitest";
import { copyFlickr, flickrCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyFlickr(folder);
  return flickrCount;
});

test("a folder that was removed comes back by Undo with its stars, and nothing of it is read again", async () => {
  const app = shared.app();
  await app.by("cell").first().press("4");
  const before = await app.names();
  const engine = await app.engine();
  await engine.pause({});
  await app.by("forget").click();
  await app.by("forget-confirm").click();
  await app.by("welcome").waitFor();
  await app.by("toast").getByRole("button", { name: "Undo" }).click();
  await app.ready(flickrCount);
  expect(await app.names()).toEqual(before);
  await app.by("cell").first().locator(".badge", { hasText: "4" }).waitFor();
  await engine.resume({});
  expect(app.complaints).toEqual([]);
});
