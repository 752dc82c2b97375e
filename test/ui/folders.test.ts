/** Folders that nobody loses: removed and brought back, emptied, moved. */
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyMany, manyCount } from "./model/flickr.ts";
import { appOfFile } from "./model/shared.ts";

const shared = appOfFile((folder) => {
  copyMany(folder);
  return manyCount;
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
  await app.ready(manyCount);
  await expect.poll(() => app.names()).toEqual(before);
  await app.by("cell").first().locator(".badge", { hasText: "4" }).waitFor();
  await engine.resume({});
  expect(app.complaints).toEqual([]);
});

test("photos of which very many went at once stay listed until the user says otherwise", async () => {
  const app = shared.app();
  const away = `${shared.folder()}-others`;
  mkdirSync(away);
  const others = readdirSync(shared.folder()).filter((name) => name.startsWith("other-"));
  const move = async (from: string, to: string) => {
    for (const name of others) renameSync(join(from, name), join(to, name));
    await app.page.getByRole("button", { name: "Look for changes" }).click();
  };
  await move(shared.folder(), away);
  await app.by("gone-question").getByText(`${others.length} photos`).waitFor();
  await app.page.locator(".cell.away").first().waitFor();
  expect(await app.faults()).toEqual([]);
  await app.by("gone-keep").click();
  await app.by("gone-question").waitFor({ state: "detached" });
  await app.ready(manyCount);
  await app.by("open-index").click();
  await app.by("gone-drop").click();
  await app.ready(manyCount - others.length);
  await app.by("toast").getByRole("button", { name: "Undo" }).click();
  await app.ready(manyCount);
  await app.by("gone-drop").click();
  await app.by("gone-bring-back").click();
  await app.ready(manyCount);
  await app.by("gone-drop").click();
  await app.ready(manyCount - others.length);
  expect(await app.faults()).toEqual([]);
  await app.by("dialog-close").click();
  await move(away, shared.folder());
  await app.ready(manyCount);
  await expect.poll(() => app.page.locator(".cell.away").count()).toBe(0);
});

test("a folder that is dropped on the library panel is asked for there; the network counter says how to check it", async () => {
  const app = shared.app();
  const session = await app.page.context().newCDPSession(app.page);
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    session.send("Input.dispatchDragEvent", { type, x: 100, y: 300, data: { items: [], files: [shared.folder()], dragOperationsMask: 1 } });
  await drag("dragEnter");
  await drag("dragOver");
  await app.by("drop-overlay").getByText("Drop a folder").waitFor();
  await drag("drop");
  await app.by("folder-path").waitFor();
  await app.by("dialog-close").click();
  await app.by("open-index").click();
  await app.by("how-to-check").click();
  await app.by("network-check").waitFor();
  expect(await app.faults()).toEqual([]);
  await app.by("dialog-close").click();
});

test("a folder that was moved is found again by its photos; another one is refused", async () => {
  const app = shared.app();
  const now = `${shared.folder()}-moved`;
  renameSync(shared.folder(), now);
  await app.page.getByRole("button", { name: "Look for changes" }).click();
  await app.by("find-folder").click();
  await app.by("folder-path").fill(`${shared.folder()}-others`);
  await app.by("folder-add").click();
  await app.by("folder-problem").getByText("another folder").waitFor();
  expect(await app.faults()).toEqual([]);
  await app.by("folder-path").fill(now);
  await app.by("folder-add").click();
  await app.by("folder").getByText("photos-moved").waitFor();
  await app.ready(manyCount);
  await expect.poll(() => app.page.locator(".cell.away").count()).toBe(0);
  expect(app.complaints).toEqual([]);
});
