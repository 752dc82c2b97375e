/** What the page does with what the program's own window has: dialogs, dragging out, the originals, photos handed over. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, hasStarterPack, noStarterPack } from "../helpers/programs.ts";
import { type App, openPage, startArguments } from "./model/app.ts";
import { giveBridge } from "./model/bridge.ts";
import { browserOfFile, chromiumPath, noChromium } from "./model/browser.ts";

const browser = browserOfFile();
const photos = 4;

/** The page in a window of its own, or in a browser; the library has no folder yet. */
async function open(isWindow: boolean, copies = ""): Promise<App> {
  const folder = join(temporaryFolder(), "photos");
  await makePhotos(folder, photos);
  const host = begin("start", startArguments(isWindow ? [] : [folder], temporaryFolder()));
  const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  if (isWindow) await giveBridge(context, folder, copies);
  return await openPage(context, address);
}

test("a window uses what it is given", async (context) => {
  if (!chromiumPath) return context.skip(noChromium);
  if (!hasStarterPack) return context.skip(noStarterPack);
  const copies = temporaryFolder();
  const app = await open(true, copies);
  const called = (name: string) => app.page.evaluate<unknown[][]>(`calls.filter(([name]) => name === "${name}")`);

  await app.page.getByRole("button", { name: "Choose a folder" }).click();
  await app.by("start").click();
  await app
    .by("cell")
    .nth(photos - 1)
    .waitFor();
  await app.ready(photos);
  expect(await called("chooseFolder")).toHaveLength(1);

  const cell = app.by("cell").first();
  const id = Number(await cell.getAttribute("data-photo"));
  const name = await cell.getAttribute("title");
  const isPageDrag = await app.page.evaluate(`document.querySelector("[data-testid=cell]")
    .dispatchEvent(new DragEvent("dragstart", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true }))`);
  expect([isPageDrag, await called("dragOut")]).toEqual([false, [["dragOut", [id]]]]);

  // Back in the window it is a file again, and yet that photo: for a collection, and for the query.
  const dropOn = (id: string) =>
    app.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["content is not looked at"], ${JSON.stringify(name)}));
      const target = document.querySelector("[data-testid=${id}]");
      for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
  await dropOn("collections");
  await app.by("name").fill("one");
  await app.by("name").press("Enter");
  await app.by("collection").getByText("1", { exact: true }).waitFor();
  await app.page.evaluate(`document.querySelector("[data-testid=cell]")
    .dispatchEvent(new DragEvent("dragstart", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true }))`);
  await dropOn("query-text");
  await app
    .by("ref-open")
    .and(app.page.getByTitle(String(name), { exact: true }))
    .waitFor();
  await app.by("clear").click();

  await app.by("cell").first().dblclick();
  for (const action of ["reveal", "open"]) await app.by(`loupe-${action}`).click();
  await app.by("toast").filter({ hasText: "cannot be opened" }).first().waitFor();
  expect((await called("act")).map(([, action]) => action)).toEqual(["reveal", "open"]);
  await app.page.keyboard.press("Escape");

  await app.by("cell").first().focus();
  await app.page.keyboard.press("Control+a");
  await app.by("selection").waitFor();
  await app.page.keyboard.press("Control+Shift+e");
  await app.by("dialog").getByRole("button", { name: "Choose a folder" }).click();
  await app
    .by("copies-made")
    .filter({ hasText: `${photos} copies made.` })
    .waitFor();
  expect(readdirSync(copies)).toHaveLength(photos);
  await app.by("copies-close").click();

  await app.by("pick").click();
  expect(await called("chooseReferences")).toHaveLength(1);
  await app.page.evaluate(`hand({
    upload: "none", name: "handed.jpg", photo: null, thumbnail: { type: "image/webp", bytes: new Uint8Array(1) },
  })`);
  await app.page.getByTitle(/^handed\.jpg/).waitFor();
  expect(await called("onReference")).toHaveLength(1);

  const engine = await app.engine();
  const [folder] = (await engine.status({})).folders;
  writeFileSync(join(folder?.path ?? "", "broken.jpg"), "no picture");
  await engine.rescan({});
  await app.by("see-failures").click();
  await app.by("reveal").click();
  await expect.poll(async () => (await called("act")).map(([, action]) => action)).toEqual(["reveal", "open", "reveal"]);
});

test("a browser has none of it, and says so", async (context) => {
  if (!chromiumPath) return context.skip(noChromium);
  if (!hasStarterPack) return context.skip(noStarterPack);
  const app = await open(false);
  await app.ready(photos);
  expect(await app.by("pick").getAttribute("type")).toBe("file");
  await app.by("cell").first().dblclick();
  await app.by("loupe-copy-path").waitFor();
  expect(await app.by("loupe-reveal").count()).toBe(0);
  await app.page.keyboard.press("Control+r");
  await app.by("toast").filter({ hasText: "cannot do that" }).first().waitFor();
});

const always = ["refer", "add-reference", "not-like", "similar", "loupe", "copy-path", "export", "caption-now", "retry", "leave-out"];
const inResults = ["more", "less", "why"];
const inWindow = ["open", "editor", "reveal", "copy"];

test("in the program's window, a photo's menu has what a browser cannot do, too", async (context) => {
  if (!chromiumPath) return context.skip(noChromium);
  if (!hasStarterPack) return context.skip(noStarterPack);
  const app = await open(true);
  await app.page.getByRole("button", { name: "Choose a folder" }).click();
  await app.by("start").click();
  await app.ready(photos);
  await app.by("cell").first().click({ button: "right" });
  for (const name of [...always, ...inWindow]) await app.by(`menu-${name}`).waitFor();
});

test("a photo's menu has all that can be done with it, by mouse and by keys, in the grid, in results and in the loupe", async (context) => {
  if (!chromiumPath) return context.skip(noChromium);
  if (!hasStarterPack) return context.skip(noStarterPack);
  const app = await open(false);
  await app.ready(photos);
  const items = () =>
    app
      .by("context-menu")
      .locator("[data-testid^=menu-]")
      .evaluateAll((all) => all.map((item) => item.getAttribute("data-testid")));
  const named = (names: string[]) => expect.arrayContaining(names.map((name) => `menu-${name}`));
  await app.by("cell").first().press("q");
  await app.by("results-count").waitFor();
  await app.by("cell").first().click({ button: "right" });
  await app.by("context-menu").waitFor();
  expect(await items()).toEqual(named([...always, ...inResults]));
  await app.page.keyboard.press("Escape");
  await app.by("clear").click();
  await app.by("results-count").waitFor({ state: "detached" });
  await app.by("cell").nth(1).click({ button: "right" });
  await app.by("context-menu").waitFor();
  expect(await items()).toEqual(named(always));
  for (const name of [...inResults, ...inWindow]) expect(await app.by(`menu-${name}`).count()).toBe(0);
  await app.page.keyboard.press("Escape");
  const hasFocus = () => app.page.locator(":focus").getAttribute("data-testid");
  await app.by("cell").nth(1).focus();
  await app.page.keyboard.press("Shift+F10");
  await expect.poll(hasFocus).toBe("menu-refer");
  await app.page.keyboard.press("ArrowDown");
  expect(await hasFocus()).toBe("menu-add-reference");
  await app.page.keyboard.press("Escape");
  expect(await hasFocus()).toBe("cell");
  await app.page.keyboard.press("Shift+F10");
  await app.by("context-menu").waitFor();

  // Copies go where the path says: the host is on this computer.
  await app.by("menu-export").press("Enter");
  const copies = temporaryFolder();
  await app.by("folder-path").fill(join(copies, "none"));
  await app.by("folder-add").click();
  await app.by("folder-problem").filter({ hasText: "is not there" }).waitFor();
  await app.by("folder-path").fill(copies);
  await app.by("folder-path").press("Enter");
  await app.by("copies-made").waitFor();
  expect(readdirSync(copies)).toEqual([await app.by("cell").nth(1).getAttribute("title")]);
  expect(await app.faults()).toEqual([]);
  await app.by("copies-close").click();

  await app.by("cell").nth(1).dblclick();
  await app.by("loupe").waitFor();
  await app.page.keyboard.press("Shift+F10");
  await app.by("context-menu").waitFor();
  expect(await items()).toEqual(named(always));
  await app.by("menu-leave-out").press("Enter");
  await app.by("toast").filter({ hasText: "1 photo left out of the index." }).waitFor();
  await app.ready(photos - 1);
  await app.page.keyboard.press("Shift+F10");
  await app.by("menu-retry").press("Enter");
  await app.ready(photos);
  expect(app.complaints).toEqual([]);
});
