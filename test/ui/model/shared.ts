/**
 * One host and one page for all tests of a file: each begins with an empty query. At the end it is seen that no photo was
 * changed, no request left this computer and nothing went wrong in the page.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, type TestContext } from "vitest";
import { beginForFile, hasStarterPack, noStarterPack, type Running } from "../../helpers/programs.ts";
import { type App, openPage, startArguments } from "./app.ts";
import { browserOfFile, chromiumPath, noChromium } from "./browser.ts";
import { fingerprint } from "./fingerprint.ts";
import { hasFlickr, noFlickr } from "./flickr.ts";

export interface SharedApp {
  app(): App;
  folder(): string;
  /** Puts files into the folder, in place of those of the same name: the only changes there may be. */
  put(fill: (folder: string) => void): void;
  /** So many photos are ready from now on; null: not all are, when the program starts again. */
  expect(photos: number | null): void;
  /** Waits until the index has nothing left to do; to be given to beforeAll. */
  rested(): Promise<void>;
  /** Ends the program and starts it again with the same library. */
  restart(): Promise<App>;
}

/** A window in which all photos of a small library have room: none waits outside of the page to be scrolled to. */
export const tall = { width: 1280, height: 2600 };

/** `fill` puts photos into a folder and returns how many. Every test is skipped, with the reason, where something is missing. */
export function appOfFile(fill: (folder: string) => number, viewport = { width: 1280, height: 800 }): SharedApp {
  const browser = browserOfFile();
  const root = mkdtempSync(join(tmpdir(), "recompose-ui-"));
  const [folder, library] = [join(root, "photos"), join(root, "library")];
  let host: Running | undefined;
  let app: App | undefined;
  let photos: number | null = 0;
  let files: Record<string, string> = {};
  const complaints: string[][] = [];

  async function open(): Promise<App> {
    host = beginForFile("start", startArguments([folder], library));
    const [, address = ""] = await host.shows(/^Recompose is at (\S+)/m);
    const context = await browser().newContext({ viewport });
    app = await openPage(context, address);
    complaints.push(app.complaints);
    if (photos !== null) await app.ready(photos);
    return app;
  }

  const photosNow = () => fingerprint(root, library);

  beforeAll(async () => {
    if (missing()) return;
    photos = fill(folder);
    files = photosNow();
    await open();
  });
  afterAll(async () => {
    // First: a picture that it still waits for would be missed, and complained of.
    await app?.page.context().close();
    host?.process.kill("SIGKILL");
    await host?.ended;
    const [then, now] = [files, photosNow()];
    rmSync(root, { recursive: true, force: true });
    expect(now).toEqual(then);
    expect(complaints.flat()).toEqual([]);
  });
  beforeEach(async (context) => {
    skipWhereMissing(context);
    // What a test that failed has left open
    if (await app?.by("dialog-close").isVisible()) await app?.by("dialog-close").click();
    const clear = app?.by("clear");
    if (await clear?.isVisible()) await clear?.click();
    const back = app?.by("back-to-library");
    if (await back?.isVisible()) await back?.click();
  });
  return {
    folder: () => folder,
    put: (fill) => {
      expect(photosNow()).toEqual(files);
      fill(folder);
      files = photosNow();
    },
    expect: (ready) => {
      photos = ready;
    },
    app: () => {
      if (!app) throw new Error("The app was not opened.");
      return app;
    },
    rested: async () => app?.rested(),
    restart: async () => {
      await app?.page.context().close();
      host?.process.kill("SIGTERM");
      await host?.ended;
      return await open();
    },
  };
}

function missing(): string | undefined {
  if (!chromiumPath) return noChromium;
  if (!hasStarterPack) return noStarterPack;
  return hasFlickr ? undefined : noFlickr;
}

function skipWhereMissing(context: TestContext): void {
  const reason = missing();
  if (reason) context.skip(reason);
}
