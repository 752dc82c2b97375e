/** The life of the desktop program: start, second start, crash, quit. */
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AppError } from "../../contract/errors.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import type { MenuTemplateItem } from "./double.ts";
import { ours, startApp } from "./start.ts";

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  vi.doUnmock("electron");
});

describe("a start", () => {
  test("forks the engine on its library and shows the page once it answers", async () => {
    const { forked, window, folder } = await startApp();
    expect(forked.map(({ entry }) => entry)).toEqual([expect.stringMatching(/engine\.js$/)]);
    expect(JSON.parse(forked[0]?.args[0] ?? "")).toMatchObject({
      library: join(folder, "library"),
      packFolder: expect.stringMatching(/models.starter$/),
    });
    expect(window?.calls.loadURL).toHaveBeenCalledWith("app://recompose/");
    window?.emit("ready-to-show");
    expect(window?.calls.show).toHaveBeenCalled();
  });

  test("serves page and pictures at app:// by the routes of the web host", async () => {
    const { calls } = await startApp();
    const [scheme, routes] = calls.serve.mock.calls[0] as unknown as [string, (request: Request) => Promise<Response>];
    const response = await routes(new Request("app://recompose/thumbnail/7"));
    expect([scheme, response.status, response.headers.get("content-type")]).toEqual(["app", 200, "image/webp"]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  test("adds the folders that it is given, and searches with the photos", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "trip"));
    const { engine, window, original, send } = await startApp({ folder, args: [join(folder, "trip"), join(folder, "seven.jpg")] });
    await vi.waitFor(() => expect(engine.addReference).toHaveBeenCalledWith({ path: original }, expect.anything()));
    expect(engine.addFolder).toHaveBeenCalledWith({ path: join(folder, "trip") }, expect.anything());
    send("listening", ours);
    await vi.waitFor(() => expect(window?.calls.send).toHaveBeenCalledWith("reference", expect.objectContaining({ upload: "u1" })));
  });

  test("says what is wrong with a folder, and goes on", async () => {
    const { engine, calls } = await startApp();
    engine.addFolder.mockRejectedValueOnce(new Error("There is no such folder."));
    calls.showOpenDialog.mockResolvedValueOnce({ filePaths: ["/nowhere"] });
    const { template } = calls.setApplicationMenu.mock.lastCall?.[0] ?? {};
    template
      .flatMap(({ submenu }: MenuTemplateItem) => submenu ?? [])
      .find(({ label }: MenuTemplateItem) => label === "Add Folder…")
      .click();
    await vi.waitFor(() =>
      expect(calls.showErrorBox).toHaveBeenCalledWith("Recompose", expect.stringContaining("There is no such folder.")),
    );
    expect(calls.exit).not.toHaveBeenCalled();
  });

  test("as an installed program takes its arguments without a mark", async () => {
    vi.resetModules();
    const { ownArguments } = await import("../../main/shell/handed-over.ts");
    expect(ownArguments(["/opt/Recompose/recompose", "--hidden", "/photos"], true)).toEqual(["--hidden", "/photos"]);
    expect(ownArguments(["electron", ".", "--inspect", "--", "/photos"], false)).toEqual(["/photos"]);
    expect(ownArguments(["electron", "."], false)).toEqual([]);
  });
});

describe("a second start", () => {
  test("ends at once and leaves its arguments to the first", async () => {
    const { calls, forked } = await startApp({ firstInstance: false, args: ["/photos"] });
    expect(calls.lock).toHaveBeenCalledWith({ args: expect.arrayContaining(["/photos"]), from: process.cwd() });
    expect(calls.quit).toHaveBeenCalled();
    expect(forked).toEqual([]);
  });

  test("brings the window up and hands over folders and photos", async () => {
    const { emitApp, engine, window, windows, original } = await startApp();
    emitApp("second-instance", {}, [], "", { args: ["trip", original], from: "/photos" });
    expect(window?.calls.restore).toHaveBeenCalled();
    expect(window?.calls.focus).toHaveBeenCalled();
    await vi.waitFor(() => expect(engine.addReference).toHaveBeenCalledWith({ path: original }, expect.anything()));
    expect(engine.addFolder).toHaveBeenCalledWith({ path: "/photos/trip" }, expect.anything());
    expect(windows).toHaveLength(1);
  });

  test.each([undefined, "text", { args: "x" }, { args: [7], from: "/" }, { args: Array(2000).fill("a"), from: "/" }])(
    "that hands over %j is not listened to",
    async (data) => {
      const { emitApp, engine, calls } = await startApp();
      emitApp("second-instance", {}, [], "", data);
      await new Promise(setImmediate);
      expect([engine.addFolder, engine.addReference, calls.showErrorBox].map(({ mock }) => mock.calls)).toEqual([[], [], []]);
    },
  );
});

describe("hidden", () => {
  test("reads photos without a window; the icon in the tray leads to it, and outlives it", async () => {
    const app = await startApp({ args: ["--hidden"] });
    expect([app.windows.length, app.trays.length]).toEqual([0, 1]);
    const [tray] = app.trays;
    tray?.emit("click");
    expect(app.windows).toHaveLength(1);
    app.emitApp("window-all-closed");
    expect(app.calls.quit).not.toHaveBeenCalled();
    const [{ template }] = tray?.setContextMenu.mock.calls[0] ?? [];
    expect(template.map(({ label }: { label?: string }) => label).filter(Boolean)).toEqual([
      "Open Recompose",
      "Pause",
      "Resume",
      "Look for Changes",
      "Quit",
    ]);
  });

  test("not: the program ends with its window", async () => {
    const { emitApp, calls, trays } = await startApp();
    expect(trays).toEqual([]);
    emitApp("window-all-closed");
    expect(calls.quit).toHaveBeenCalled();
  });
});

describe("the end", () => {
  test("waits until the engine has closed the library", async () => {
    const { emitApp, forked, calls } = await startApp();
    const event = { preventDefault: vi.fn() };
    emitApp("before-quit", event);
    expect(event.preventDefault).toHaveBeenCalled();
    const [engine] = forked;
    expect(engine?.process.said).toContainEqual({ message: { main: "close" }, ports: [] });
    expect(engine?.process.kill).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(calls.quit).toHaveBeenCalled());
    expect(engine?.process.kill).toHaveBeenCalled();
    expect(calls.showErrorBox).not.toHaveBeenCalled();
  });

  test("of the engine is said, and is the end of all", async () => {
    const { forked, calls } = await startApp();
    forked[0]?.process.emit("exit", 11);
    await vi.waitFor(() => expect(calls.exit).toHaveBeenCalledWith(1));
    expect(calls.showErrorBox).toHaveBeenCalledWith("Recompose", expect.stringContaining("exit code 11"));
  });
});

describe("a library that is damaged", () => {
  const damagedIn = (folder: string, backup?: Date) => {
    const [path, detail] = [join(folder, "library.db"), join(folder, "library.backup.db")];
    for (const end of ["", "-wal"]) writeFileSync(`${path}${end}`, "damaged");
    if (backup) {
      writeFileSync(detail, "copy");
      utimesSync(detail, backup, backup);
    }
    return new AppError("library-damaged", "It is damaged.", "", { data: { path, ...(backup && { detail }) } });
  };
  const start = async (backup: Date | undefined, response: number) => {
    const folder = temporaryFolder();
    const app = await startApp({ folder, fails: damagedIn(folder, backup), response });
    await vi.waitFor(() => expect(app.calls.exit).toHaveBeenCalledWith(1));
    const files = readdirSync(folder).filter((name) => name.startsWith("library."));
    return { calls: app.calls, files, read: (name: string) => readFileSync(join(folder, name), "utf8") };
  };

  test("is what it was at its last copy, if one says so, and the program begins again", async () => {
    const { calls, files, read } = await start(new Date(2026, 4, 3, 12), 0);
    expect(calls.showMessageBox.mock.lastCall?.[0]).toMatchObject({
      message: "The index is damaged. Restore the copy from 3 May, or build it again?",
    });
    expect(files).toEqual(["library.backup.db", "library.db", "library.db.damaged", "library.db.damaged-wal"]);
    expect([read("library.db"), read("library.db.damaged")]).toEqual(["copy", "damaged"]);
    expect(calls.relaunch).toHaveBeenCalled();
    expect(calls.showErrorBox).not.toHaveBeenCalled();
  });

  test("is built again, where there is no copy", async () => {
    const { calls, files } = await start(undefined, 0);
    expect(files).toEqual(["library.db.damaged", "library.db.damaged-wal"]);
    expect(calls.relaunch).toHaveBeenCalled();
  });

  test("is left as it is by who quits", async () => {
    const { calls, files } = await start(new Date(), 2);
    expect(files).toEqual(["library.backup.db", "library.db", "library.db-wal"]);
    expect(calls.relaunch).not.toHaveBeenCalled();
  });
});

describe("crashes", () => {
  test("are reported to a folder of this computer and to nobody else", async () => {
    const { calls } = await startApp();
    expect(calls.crashReporter).toHaveBeenCalledWith({ uploadToServer: false });
  });

  test("of the page load it again, three times", async () => {
    const { window, calls } = await startApp();
    for (let crash = 0; crash < 3; crash++) window?.emitContents("render-process-gone", {}, { reason: "crashed", exitCode: 139 });
    expect(window?.calls.loadURL).toHaveBeenCalledTimes(4);
    expect(calls.showErrorBox).not.toHaveBeenCalled();
    window?.emitContents("render-process-gone", {}, { reason: "crashed", exitCode: 139 });
    expect(window?.calls.loadURL).toHaveBeenCalledTimes(4);
    expect(calls.showErrorBox).toHaveBeenCalled();
  });

  test("stand in the log, without a word of photos", async () => {
    const { emitApp, folder } = await startApp();
    emitApp("child-process-gone", {}, { type: "Utility", reason: "crashed", exitCode: 139, serviceName: "Recompose decoder" });
    const log = readFileSync(join(folder, "logs", "recompose.log"), "utf8");
    expect(log).toMatch(/ start\n.* on-power\n.* window-opened\n.* process-crashed exit=139\n/);
    expect(log).not.toContain("seven");
  });
});
