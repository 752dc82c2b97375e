/** Every native action: from the page's message or the menu's click to what Electron is asked for. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { pagePacksApi } from "../../contract/page-packs.ts";
import { connect } from "../../contract/rpc.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { ours, type Started, startApp } from "./start.ts";

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  vi.doUnmock("electron");
});

describe("the page", () => {
  test("gets a port whose other end the engine has", async () => {
    const { send, forked, channels } = await startApp();
    const sender = { postMessage: vi.fn() };
    send("port", { ...ours, sender }, "engine");
    expect(sender.postMessage).toHaveBeenCalledWith("port", "engine", ["other end"]);
    expect(forked[0]?.process.said).toContainEqual({ message: { main: "page" }, ports: [channels[0]?.port1] });
  });

  test("can ask for a folder, and may then add it", async () => {
    const { invoke, forked, calls } = await startApp();
    expect(await invoke("choose-folder", ours)).toBe("/photos");
    expect(forked[0]?.process.said).toContainEqual({ message: { main: "folder", path: "/photos", for: "reading" }, ports: [] });
    expect(calls.addRecentDocument.mock.calls).toEqual([["/photos"]]);
    expect(JSON.stringify(calls.setApplicationMenu.mock.lastCall)).toContain("photos (/photos)");
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: [] });
    expect(await invoke("choose-folder", ours)).toBeNull();
  });

  test("can ask for a folder for copies, and may then have them made there", async () => {
    const { invoke, forked, calls } = await startApp();
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: ["/media/stick"] });
    expect(await invoke("choose-folder-for-copies", ours)).toBe("/media/stick");
    expect(forked[0]?.process.said).toContainEqual({ message: { main: "folder", path: "/media/stick", for: "copies" }, ports: [] });
  });

  test("may add a folder that was dropped, and only a folder", async () => {
    const { send, forked, folder, original } = await startApp();
    for (const path of [folder, original, join(folder, "nothing")]) send("folder-dropped", ours, path);
    const allowed = forked[0]?.process.said.filter(({ message }) => JSON.stringify(message).includes('"folder"'));
    expect(allowed).toEqual([{ message: { main: "folder", path: folder, for: "reading" }, ports: [] }]);
  });

  test("can ask for pictures to start from, and gets them once it listens", async () => {
    const { invoke, send, calls, original, window } = await startApp();
    calls.showOpenDialog.mockResolvedValue({ filePaths: [original] });
    await invoke("choose-references", ours);
    send("listening", ours);
    expect(window?.calls.send).toHaveBeenCalledExactlyOnceWith("reference", expect.objectContaining({ upload: "u1" }));
    window?.emitContents("did-start-loading");
    await invoke("choose-references", ours);
    expect(window?.calls.send).toHaveBeenCalledTimes(1);
    send("listening", ours);
    expect(window?.calls.send).toHaveBeenCalledTimes(2);
  });

  test("drags the originals out", async () => {
    const { send, original } = await startApp();
    const sender = { startDrag: vi.fn() };
    send("drag-out", { ...ours, sender }, [7, 8]);
    await vi.waitFor(() =>
      expect(sender.startDrag).toHaveBeenCalledWith({ file: original, files: [original], icon: expect.stringMatching(/icon\.png$/) }),
    );
  });

  test("shows a photo in its folder, opens it, copies picture and path", async () => {
    const { invoke, calls, original } = await startApp();
    expect(await invoke("act", ours, "reveal", 7)).toBeNull();
    expect(calls.reveal).toHaveBeenCalledWith(original);
    expect(await invoke("act", ours, "open", 7)).toBeNull();
    expect(calls.openPath).toHaveBeenCalledWith(original);
    expect(await invoke("act", ours, "copy", 7)).toBeNull();
    const [[item]] = calls.writeClipboard.mock.calls[0] ?? [[]];
    expect(item?.items).toEqual({ "text/plain": original, "image/png": expect.any(Blob) });
  });

  test("hears why something is not possible", async () => {
    const { invoke, calls } = await startApp();
    expect(await invoke("act", ours, "reveal", 8)).toMatchObject({ code: "photo-unknown" });
    calls.openPath.mockResolvedValueOnce("no program for it");
    expect(await invoke("act", ours, "open", 7)).toMatchObject({ code: "cannot-open", data: { detail: "no program for it" } });
  });

  test.skipIf(process.platform === "win32")("opens a photo in the editor that is chosen once, by no shell", async () => {
    const folder = temporaryFolder();
    const editor = join(folder, "editor");
    writeFileSync(editor, '#!/bin/sh\nprintf "%s\\n" "$#" "$1" > "$0.asked.new" && mv "$0.asked.new" "$0.asked"\n');
    chmodSync(editor, 0o755);
    const original = join(folder, "seven; touch hacked $(touch hacked).jpg");
    const { invoke, calls } = await startApp({ folder, original });
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: [editor] });
    expect(await invoke("act", ours, "edit", 7)).toBeNull();
    await vi.waitFor(() => expect(existsSync(`${editor}.asked`)).toBe(true));
    expect(readFileSync(`${editor}.asked`, "utf8")).toBe(`1\n${original}\n`);
    expect(existsSync(join(folder, "hacked"))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, "userData", "window.json"), "utf8")).editor).toBe(editor);
  });

  test("is asked for another editor when this one cannot be started", async () => {
    const { invoke, calls } = await startApp();
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: ["/no/such/editor"] });
    expect(await invoke("act", ours, "edit", 7)).toMatchObject({ code: "editor-missing", data: { path: "/no/such/editor" } });
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: [] });
    expect(await invoke("act", ours, "edit", 7)).toBeNull();
    expect(calls.showOpenDialog).toHaveBeenCalledTimes(2);
  });
});

describe("the window", () => {
  test("opens where it was, and as large", async () => {
    const folder = temporaryFolder();
    const first = await startApp({ folder });
    expect(first.window?.options).toMatchObject({ width: 1280, height: 860, minWidth: 900 });
    first.window?.emit("close");
    const second = await startApp({ folder });
    expect(second.window?.options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 });
    expect(second.window?.calls.maximize).toHaveBeenCalled();
  });

  test("opens anew after it was closed", async () => {
    const { window, windows, emitApp } = await startApp();
    window?.emit("closed");
    emitApp("activate");
    expect(windows).toHaveLength(2);
  });
});

describe("models", () => {
  /** The app, and the page's line to its models */
  async function openPacks() {
    const app = await startApp();
    app.send("port", { ...ours, sender: { postMessage: vi.fn() } }, "packs");
    const [channel] = app.channels;
    if (!channel) throw new Error("There is no channel.");
    return { ...app, page: connect(pagePacksApi, channel.page) };
  }
  async function get(page: Awaited<ReturnType<typeof openPacks>>["page"]) {
    for await (const _ of page.get({ id: "absent", unpinned: true }));
  }

  test("are fetched only after the user said yes to the system's own question: from where, how much, under which licence", async () => {
    const { page, packs, calls } = await openPacks();
    calls.showMessageBox.mockResolvedValueOnce({ response: 1, checkboxChecked: true });
    await expect(get(page)).rejects.toMatchObject({ code: "aborted" });
    expect(packs.get).not.toHaveBeenCalled();
    const question = calls.showMessageBox.mock.lastCall?.[1];
    expect(question).toMatchObject({
      message: 'Fetch "A part" from models.example? About 2.0 GB.',
      detail: expect.stringMatching(/CC BY-NC 4.0; not for commercial use[\s\S]*nobody can tell whether what comes is what it should be/),
      checkboxLabel: expect.any(String),
      defaultId: 1,
      cancelId: 1,
    });
  });

  test.each([false, true])("that cannot be checked are fetched only if that was agreed to there: %s", async (checkboxChecked) => {
    const { page, packs, calls, forked } = await openPacks();
    calls.showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked });
    await get(page);
    expect(packs.get.mock.calls.map(([input]) => input)).toEqual([{ id: "absent", unpinned: checkboxChecked }]);
    expect(forked.map(({ entry }) => entry.split(/[/\\]/).at(-1))).toEqual(["engine.js", "packs.js"]);
  });

  test("are taken from files that were chosen in the dialog, and from no others", async () => {
    const { page, packs, invoke, calls } = await openPacks();
    await expect(page.importFrom({ path: "/etc/passwd" })).rejects.toMatchObject({ what: '"/etc/passwd" was not chosen by you.' });
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: ["/downloads/pack.zip"] });
    expect(await invoke("choose-models", ours, "file")).toBe("/downloads/pack.zip");
    await page.importFrom({ path: "/downloads/pack.zip" });
    expect(packs.importFrom.mock.calls.map(([input]) => input)).toEqual([{ path: "/downloads/pack.zip" }]);
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: [] });
    expect(await invoke("choose-models", ours, "folder")).toBeNull();
  });

  test("that are in use are not removed; an installed profile is changed to by its name", async () => {
    const { page, packs, engine } = await openPacks();
    await expect(page.remove({ id: "encoder" })).rejects.toMatchObject({ hint: "Change to another pack first." });
    expect(packs.remove).not.toHaveBeenCalled();
    await page.use({ id: "whole" });
    expect(engine.usePack.mock.lastCall).toEqual([{ folder: "/packs/whole" }, expect.anything()]);
    await expect(page.use({ id: "/packs/whole" })).rejects.toMatchObject({ code: "pack-unknown" });
    expect(JSON.stringify(await page.list({}))).not.toContain("/packs/");
  });
});

describe("the menus", () => {
  const item = ({ calls }: Started, menu: string, label: string) =>
    calls.setApplicationMenu.mock.lastCall?.[0].template
      .find((one: { label?: string }) => one.label === menu)
      ?.submenu.find((one: { label?: string }) => one.label === label);

  test("show the page's keys and press them", async () => {
    const app = await startApp();
    const panel = item(app, "View", "Library Panel");
    expect(panel).toMatchObject({ accelerator: "F5", registerAccelerator: false });
    panel.click();
    expect(app.window?.calls.sendInputEvent.mock.calls).toEqual([
      [{ type: "keyDown", keyCode: "F5", modifiers: [] }],
      [{ type: "keyUp", keyCode: "F5", modifiers: [] }],
    ]);
  });

  test("add a folder, remember it, and offer it again", async () => {
    const app = await startApp();
    item(app, "File", "Add Folder…").click();
    await vi.waitFor(() => expect(item(app, "File", "Recent Folders").submenu).toHaveLength(1));
    expect(app.engine.addFolder).toHaveBeenCalledWith({ path: "/photos" }, expect.anything());
    expect(app.calls.addRecentDocument).toHaveBeenCalledWith("/photos");
    item(app, "File", "Recent Folders").submenu[0].click();
    await vi.waitFor(() => expect(app.engine.addFolder).toHaveBeenCalledTimes(2));
  });

  test("rule the index, the size of things and the screen", async () => {
    const app = await startApp();
    for (const label of ["Pause", "Resume", "Look for Changes"]) item(app, "Index", label).click();
    await vi.waitFor(() => expect(app.engine.rescan).toHaveBeenCalled());
    expect([app.engine.pause, app.engine.resume].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    for (const label of ["Larger", "Smaller", "Usual Size"]) item(app, "View", label).click();
    expect(app.window?.calls.setZoomLevel.mock.calls).toEqual([[2], [0], [0]]);
    item(app, "View", "Full Screen").click();
    expect(app.window?.calls.setFullScreen).toHaveBeenCalledWith(true);
  });

  test("add models from a folder, by a process that ends with that", async () => {
    const app = await startApp();
    item(app, "File", "Add Model Files…").click();
    await vi.waitFor(() => expect(app.engine.usePack).toHaveBeenCalledWith({ folder: "/packs/whole" }, expect.anything()));
    await vi.waitFor(() =>
      expect(app.calls.showMessageBox.mock.lastCall?.[1]).toMatchObject({ message: expect.stringContaining("Whole") }),
    );
    expect(app.packs.importFrom).toHaveBeenCalledWith({ path: "/photos" }, expect.anything());
    const [, packs] = app.forked;
    expect(packs?.entry).toMatch(/packs\.js$/);
    expect(JSON.parse(packs?.args[0] ?? "")).toMatchObject({ catalogue: expect.stringMatching(/models.catalogue\.json$/) });
    expect(app.forked).toHaveLength(2);
    expect(app.calls.showErrorBox).not.toHaveBeenCalled();
  });

  test("say it when other parts of a model are missing", async () => {
    const app = await startApp();
    app.packs.importFrom.mockResolvedValueOnce({ folder: null, fetched: [] });
    item(app, "File", "Add Model Files…").click();
    await vi.waitFor(() =>
      expect(app.calls.showErrorBox).toHaveBeenCalledWith("Recompose", expect.stringContaining("no file of a known model")),
    );
    expect(app.engine.usePack).not.toHaveBeenCalled();
  });

  test("open the licences and the log files, and no address", async () => {
    const app = await startApp();
    item(app, "Help", "Licences").click();
    item(app, "Help", "Log Files").click();
    expect(app.calls.openPath.mock.calls).toEqual([[expect.stringMatching(/licences\.txt$/)], [join(app.folder, "logs")]]);
  });

  test("have everything that can be chosen do something", async () => {
    const app = await startApp();
    const items = app.calls.setApplicationMenu.mock.lastCall?.[0].template.flatMap(({ submenu }: { submenu: object[] }) => submenu);
    for (const one of items) expect(Object.keys(one).some((key) => ["role", "type", "click", "submenu"].includes(key))).toBe(true);
  });
});

describe("the system", () => {
  test("on battery, and on power again, is told to the engine", async () => {
    const { emitPower, engine } = await startApp();
    emitPower("on-battery");
    await vi.waitFor(() => expect(engine.setPower).toHaveBeenCalledWith({ onBattery: true }, expect.anything()));
    emitPower("on-ac");
    await vi.waitFor(() => expect(engine.setPower).toHaveBeenLastCalledWith({ onBattery: false }, expect.anything()));
  });

  test("woken up, changes are looked for", async () => {
    const { emitPower, engine } = await startApp();
    emitPower("suspend");
    emitPower("resume");
    await vi.waitFor(() => expect(engine.rescan).toHaveBeenCalled());
  });

  test("shows progress at the icon, and a notice when files could not be read", async () => {
    const { becomes, window, notices } = await startApp();
    becomes({ state: "indexing", found: 10, waiting: 6 });
    await vi.waitFor(() => expect(window?.calls.setProgressBar).toHaveBeenLastCalledWith(0.4));
    becomes({ state: "idle", waiting: 0, failed: 3 });
    await vi.waitFor(() => expect(window?.calls.setProgressBar).toHaveBeenLastCalledWith(-1));
    expect(notices.map(({ body }) => body)).toEqual(["Done. 3 files could not be read."]);
    expect(notices[0]?.show).toHaveBeenCalled();
    notices[0]?.emit("click");
    expect(window?.calls.focus).toHaveBeenCalled();
  });

  test("gives no notice to who looks at the window", async () => {
    const { becomes, window, notices } = await startApp();
    if (window) window.state.focused = true;
    becomes({ state: "indexing", found: 10, waiting: 6 });
    await vi.waitFor(() => expect(window?.calls.setProgressBar).toHaveBeenLastCalledWith(0.4));
    becomes({ state: "idle", waiting: 0, failed: 3 });
    await vi.waitFor(() => expect(window?.calls.setProgressBar).toHaveBeenLastCalledWith(-1));
    expect(notices).toEqual([]);
  });

  test("opens files that are dropped on the program's icon", async () => {
    const { emitApp, engine, folder } = await startApp();
    mkdirSync(join(folder, "trip"));
    const event = { preventDefault: vi.fn() };
    emitApp("open-file", event, join(folder, "trip"));
    await vi.waitFor(() => expect(engine.addFolder).toHaveBeenCalledWith({ path: join(folder, "trip") }, expect.anything()));
    expect(event.preventDefault).toHaveBeenCalled();
  });
});
