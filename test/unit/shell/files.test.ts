/** What the desktop program keeps on disk: its memory, its log, crash reports. */
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tidyCrashReports } from "../../../main/shell/crash-reports.ts";
import { openKept } from "../../../main/shell/kept.ts";
import { openLog } from "../../../main/shell/log-file.ts";
import { temporaryFolder } from "../../helpers/folders.ts";

describe("the log", () => {
  test("has a line an event, with codes and numbers", () => {
    const log = openLog(temporaryFolder());
    log.write("start");
    log.write("refused-action", { code: "file-missing" });
    const lines = readFileSync(join(log.folder, "recompose.log"), "utf8").trimEnd().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\S+Z start$/),
      expect.stringMatching(/Z refused-action code=file-missing$/),
    ]);
  });

  test("stays small: full files are kept beside it, the oldest goes", () => {
    const log = openLog(temporaryFolder(), { maxBytes: 100, older: 2 });
    for (let count = 0; count < 20; count++) log.write("index-done", { found: count });
    expect(readdirSync(log.folder).sort()).toEqual(["recompose.1.log", "recompose.2.log", "recompose.log"]);
    for (const name of readdirSync(log.folder)) expect(readFileSync(join(log.folder, name)).length).toBeLessThanOrEqual(100);
    expect(readFileSync(join(log.folder, "recompose.log"), "utf8")).toContain("found=19");
  });

  test("has no place for text: what is not of the list does not compile", () => {
    const log = openLog(temporaryFolder());
    // @ts-expect-error
    log.write("start", { path: "/photos/secret.jpg" });
    // @ts-expect-error
    log.write("a caption of a photo");
  });

  test("that cannot be written stops nothing", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect(() => openLog(join(folder, "file")).write("start")).not.toThrow();
  });
});

describe("what is kept between starts", () => {
  test("comes back", () => {
    const file = join(temporaryFolder(), "deep", "window.json");
    openKept(file).set({ maximized: true });
    openKept(file).addRecent("/photos");
    expect(openKept(file).get()).toMatchObject({ maximized: true, recent: ["/photos"], editor: null });
  });

  test("has each folder once, the last first, ten at most", () => {
    const kept = openKept(join(temporaryFolder(), "window.json"));
    for (let folder = 0; folder < 12; folder++) kept.addRecent(`/${folder}`);
    kept.addRecent("/5");
    expect(kept.get().recent).toEqual(["/5", "/11", "/10", "/9", "/8", "/7", "/6", "/4", "/3", "/2"]);
  });

  test.each(["", "no JSON", "[]", '{"bounds":{"x":"1"},"recent":7,"maximized":"yes","editor":[]}'])(
    "is what it was at first for %j",
    (text) => {
      const file = join(temporaryFolder(), "window.json");
      writeFileSync(file, text);
      expect(openKept(file).get()).toEqual({ bounds: null, maximized: false, recent: [], editor: null });
    },
  );
});

test("of crash reports the last five are kept, and other files alone", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "completed"));
  for (let report = 0; report < 8; report++) {
    const path = join(folder, "completed", `${report}.dmp`);
    writeFileSync(path, "");
    utimesSync(path, report, report);
  }
  writeFileSync(join(folder, "settings.dat"), "");
  tidyCrashReports(folder);
  expect(readdirSync(join(folder, "completed")).sort()).toEqual(["3.dmp", "4.dmp", "5.dmp", "6.dmp", "7.dmp"]);
  expect(readdirSync(folder)).toContain("settings.dat");
  expect(() => tidyCrashReports(join(folder, "nothing"))).not.toThrow();
});
