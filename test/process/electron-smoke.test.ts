/**
 * The true program: Electron under a screen (Xvfb where there is none), a folder is read, a photo dropped, results come, and
 * nothing goes online. Runs wherever Electron's program was downloaded; elsewhere it is skipped, saying why.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";

const root = join(import.meta.dirname, "../..");
const electron = electronProgram();
const patience = 180_000;

function electronProgram(): string | undefined {
  const named = join(root, "node_modules", "electron", "path.txt");
  if (!existsSync(named)) return undefined;
  const program = join(root, "node_modules", "electron", "dist", readFileSync(named, "utf8"));
  return existsSync(program) ? program : undefined;
}

/** The screen to start on, if there is one or one can be made. */
async function screen(): Promise<string | undefined> {
  if (process.platform !== "linux") return "";
  if (process.env.DISPLAY) return process.env.DISPLAY;
  if (!existsSync("/usr/bin/Xvfb")) return undefined;
  const xvfb = spawn("/usr/bin/Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void xvfb.kill());
  return `:${await firstLine(xvfb)}`;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const text of stdout ?? []) return String(text).trim();
  throw new Error("Xvfb ended.");
}

test(
  "a folder is read, a photo dropped, results are shown, and nothing goes online",
  async (context) => {
    if (!electron) return context.skip("Electron's program is not there: node node_modules/electron/install.js gets it");
    const display = await screen();
    if (display === undefined) return context.skip("there is neither a screen nor Xvfb");
    const folder = temporaryFolder();
    await makePhotos(join(folder, "photos"), 8);
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : []; // Chromium's refuses root
    const program = await _electron.launch({
      executablePath: electron,
      args: [
        ...sandbox,
        `--user-data-dir=${join(folder, "data")}`,
        root,
        "--",
        join(folder, "photos"),
        "--library",
        join(folder, "library"),
        "--no-llm",
      ],
      env: { ...process.env, DISPLAY: display } as Record<string, string>,
    });
    onTestFinished(() => program.close());
    const page = await program.firstWindow();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));

    await page.getByTestId("cell").nth(7).waitFor({ timeout: patience });
    await dropPhoto(page, join(folder, "photos", "003.jpg"));
    await page.getByTestId("ref-chip").first().waitFor();
    await page.getByTestId("query-text").fill("in blue");
    await page.keyboard.press("Enter");
    await page.getByTestId("results-count").first().waitFor({ timeout: patience });
    expect(await page.getByTestId("cell").count()).toBeGreaterThan(0);

    expect(await page.evaluate("typeof require + typeof process + typeof module")).toBe("undefined".repeat(3));
    expect(await page.evaluate("fetch('https://example.org').then(() => 'online', () => 'offline')")).toBe("offline");
    expect(asked.filter((url) => !/^(app:\/\/recompose\/|blob:app:\/\/recompose\/)/.test(url) && url !== "https://example.org/")).toEqual(
      [],
    );
  },
  2 * patience,
);

/** A drop as the page sees it: a file in a DataTransfer. */
async function dropPhoto(page: Page, path: string): Promise<void> {
  const bytes = readFileSync(path).toString("base64");
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob("${bytes}"), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "dropped.jpg", { type: "image/jpeg" }));
    for (const type of ["dragover", "drop"])
      window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);
}
