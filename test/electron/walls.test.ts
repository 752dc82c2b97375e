/** What keeps the page in: Electron's security checklist, as docs/security.md answers it. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { ours, startApp } from "./start.ts";

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  vi.doUnmock("electron");
});

describe("the page", () => {
  test("is in a sandbox, apart from preload, without Node", async () => {
    const { window, calls } = await startApp();
    expect(calls.enableSandbox).toHaveBeenCalled();
    expect(window?.options.webPreferences).toEqual({
      preload: expect.stringMatching(/preload.index\.cjs$/),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
  });

  test("is of app:// alone, a secure scheme that may not do what is not asked for here", async () => {
    const { calls } = await startApp();
    expect(calls.schemes).toHaveBeenCalledExactlyOnceWith([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test.each(["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])("cannot get away: %s", async (event) => {
    const { window } = await startApp();
    const leaving = { preventDefault: vi.fn() };
    window?.emitContents(event, leaving);
    expect(leaving.preventDefault).toHaveBeenCalled();
  });

  test("opens no windows", async () => {
    const { window } = await startApp();
    expect(window?.calls.openHandler.mock.calls[0]?.[0]({ url: "https://evil.example" })).toEqual({ action: "deny" });
  });

  test("is granted no permission, no device and no download", async () => {
    const { session } = await startApp();
    const allow = vi.fn();
    for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal"])
      session.permissionRequest.mock.calls[0]?.[0]({}, permission, allow);
    expect(allow.mock.calls).toEqual(Array(5).fill([false]));
    expect(session.permissionCheck.mock.calls[0]?.[0]()).toBe(false);
    expect(session.devices.mock.calls[0]?.[0]()).toBe(false);
    const download = { preventDefault: vi.fn() };
    session.emit("will-download", download);
    expect(download.preventDefault).toHaveBeenCalled();
  });

  test.each([
    ["app://recompose/", false],
    ["app://recompose/thumbnail/7", false],
    ["blob:app://recompose/3b1c", false],
    ["app://other/", true],
    ["app://recompose.evil/", true],
    ["http://127.0.0.1:8080/", true],
    ["https://evil.example/", true],
    ["ws://127.0.0.1/engine", true],
    ["file:///etc/passwd", true],
    ["ftp://evil.example/", true],
    ["data:text/html,x", true],
    ["devtools://devtools/", true],
    ["blob:https://evil.example/1", true],
  ])("asks for %s: cancelled %s", async (url, cancel) => {
    const { session } = await startApp();
    const answer = vi.fn();
    expect(session.beforeRequest.mock.calls[0]).toHaveLength(1); // without a filter: for every address
    session.beforeRequest.mock.calls[0]?.[0]({ url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel });
  });

  test("has no way around that, by names or by WebRTC", async () => {
    const { calls, window } = await startApp();
    expect(calls.appendSwitch.mock.calls).toEqual([["host-resolver-rules", "MAP * ~NOTFOUND"], ["disable-background-networking"]]);
    expect(window?.calls.webRtc).toHaveBeenCalledWith("disable_non_proxied_udp");
  });
});

describe("a message", () => {
  const senders = [
    ["of another page", { senderFrame: { url: "https://evil.example/", parent: null } }],
    ["of an address that begins alike", { senderFrame: { url: "app://recompose.evil/", parent: null } }],
    ["of a frame inside the page", { senderFrame: { url: "app://recompose/", parent: {} } }],
    ["of a frame that is gone", { senderFrame: null }],
  ] as const;

  test.each(senders)("%s gets nothing", async (_who, event) => {
    const { send, invoke, forked, calls, folder, window } = await startApp();
    const sender = { postMessage: vi.fn(), startDrag: vi.fn() };
    const said = forked[0]?.process.said.length;
    send("port", { ...event, sender }, "engine");
    send("port", { ...event, sender }, "packs");
    send("drag-out", { ...event, sender }, [7]);
    send("folder-dropped", event, folder);
    send("listening", event);
    expect(await invoke("choose-folder", event)).toBeNull();
    expect(await invoke("choose-models", event, "file")).toBeNull();
    expect(await invoke("choose-references", event)).toBeUndefined();
    expect(await invoke("act", event, "reveal", 7)).toMatchObject({ code: "bad-request" });
    await new Promise(setImmediate);
    expect(sender.postMessage).not.toHaveBeenCalled();
    expect(sender.startDrag).not.toHaveBeenCalled();
    expect(forked[0]?.process.said).toHaveLength(said ?? -1);
    expect([calls.showOpenDialog, calls.reveal, window?.calls.send].map((call) => call?.mock.calls)).toEqual([[], [], []]);
  });

  test.each([
    ["act", ["reveal", "/etc/passwd"]],
    ["act", ["reveal", -1]],
    ["act", ["reveal", 7.5]],
    ["act", ["reveal", Number.NaN]],
    ["act", ["delete", 7]],
    ["act", ["constructor", 7]],
    ["act", ["reveal"]],
    ["act", ["reveal", 7, "more"]],
    ["act", [{ action: "reveal" }, 7]],
    ["choose-folder", ["/etc"]],
    ["choose-models", ["/etc"]],
    ["choose-models", []],
  ])("%s with %j is not answered", async (channel, args) => {
    const { invoke, calls } = await startApp();
    expect(await invoke(channel, ours, ...args)).toEqual(channel === "act" ? expect.objectContaining({ code: "bad-request" }) : null);
    expect([calls.reveal, calls.openPath, calls.showOpenDialog].map(({ mock }) => mock.calls)).toEqual([[], [], []]);
  });

  test.each([
    ["drag-out", [["/etc/passwd"]]],
    ["drag-out", [[]]],
    ["drag-out", [7]],
    ["drag-out", [Array(201).fill(7)]],
    ["folder-dropped", [7]],
    ["folder-dropped", [""]],
    ["folder-dropped", ["x".repeat(5000)]],
    ["port", []],
    ["port", ["main"]],
    ["port", ["engine", "more"]],
  ])("%s with %j does nothing", async (channel, args) => {
    const { send, forked, engine } = await startApp();
    const sender = { postMessage: vi.fn(), startDrag: vi.fn() };
    const said = forked[0]?.process.said.length;
    send(channel, { ...ours, sender }, ...args);
    await new Promise(setImmediate);
    expect([sender.postMessage, sender.startDrag, engine.photo].map(({ mock }) => mock.calls)).toEqual([[], [], []]);
    expect(forked[0]?.process.said).toHaveLength(said ?? -1);
  });
});
