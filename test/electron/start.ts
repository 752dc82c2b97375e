/** Starts main/app.ts as Electron would, with the double in Electron's place. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { type DoubleOptions, electronDouble } from "./double.ts";

export const ours = { senderFrame: { url: "app://recompose/", parent: null } };

type Options = Partial<DoubleOptions> & { args?: string[] };

export async function startApp({ args = [], ...options }: Options = {}) {
  vi.resetModules();
  const folder = options.folder ?? temporaryFolder();
  const original = options.original ?? join(folder, "seven.jpg");
  writeFileSync(original, "photo 7");
  const double = electronDouble({ ...options, folder, original });
  vi.doMock("electron", () => double.electron);
  process.argv = ["electron", ".", "--", "--library", join(folder, "library"), ...args];
  await import("../../main/app.ts");
  if (options.firstInstance !== false && !options.fails) await vi.waitFor(() => expect(double.calls.setApplicationMenu).toHaveBeenCalled());
  return {
    ...double,
    folder,
    original,
    get window() {
      return double.windows.at(-1);
    },
  };
}

export type Started = Awaited<ReturnType<typeof startApp>>;
