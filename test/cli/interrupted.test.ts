/** Ctrl+C, kill -9 and a dying engine in mid-index: nothing is lost, and the next run reaches what an untouched one reaches. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder, temporaryFolderOfFile } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { beginInTerminal, hasStarterPack, hasTerminal, noStarterPack, type Running, run } from "../helpers/programs.ts";

/** So many that none is the last before a signal comes, on a fast computer too */
const count = 200;
const photos = join(temporaryFolderOfFile(), "photos");
let untouched: string;

beforeEach((context) => {
  if (!hasStarterPack) context.skip(noStarterPack);
  if (!hasTerminal) context.skip("script, which gives a terminal, is not there");
});

beforeAll(async () => {
  if (!hasStarterPack || !hasTerminal) return;
  await makePhotos(photos, count);
  const library = join(photos, "..", "untouched");
  await run("cli", ["index", photos, "--library", library]);
  untouched = await everything(library);
});

/** All photos of a library with their scores for one query: the same only if all vectors are the same. */
async function everything(library: string): Promise<string> {
  const { stdout } = await run("cli", ["search", "--image", join(photos, "000.jpg"), "--limit", "1000", "--library", library]);
  return stdout
    .split("\n")
    .map((line) => line.replace(/ \(photo \d+\)$/, ""))
    .sort()
    .join("\n");
}

/** An index run in a terminal, with some photos ready and some not. */
async function midIndex(library: string): Promise<Running> {
  const running = beginInTerminal("cli", ["index", photos, "--library", library]);
  await running.shows(/[1-9]\d* of \d+ photos ready/);
  return running;
}

async function expectWhole(library: string): Promise<void> {
  const { code, stdout } = await run("cli", ["index", photos, "--library", library]);
  expect([code, stdout]).toEqual([0, `${count} files: ${count} ready, 0 waiting, 0 skipped, 0 failed.\n`]);
  expect(await everything(library)).toBe(untouched);
}

describe("an index run", () => {
  test("stops at Ctrl+C after the photos in hand, says what is ready, and goes on from there", async () => {
    const library = temporaryFolder();
    const running = await midIndex(library);
    running.process.stdin?.write("\x03");
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/\d+ ready, [1-9]\d* waiting/);
    expect(stdout).toContain("Stopped. What is ready stays");
    await expectWhole(library);
  });

  test("ends at once at the second Ctrl+C", async () => {
    const library = temporaryFolder();
    const running = await midIndex(library);
    running.process.stdin?.write("\x03\x03");
    expect((await running.ended).code).toBe(130);
    await expectWhole(library);
  });

  test("survives kill -9 of the engine", async () => {
    const library = temporaryFolder();
    const running = await midIndex(library);
    process.kill(enginePid(library), "SIGKILL");
    const { code, stdout } = await running.ended;
    expect(code).toBe(1);
    expect(stdout).toContain("recompose: The engine ended (signal SIGKILL). Run the command again");
    await expectWhole(library);
  });

  test("survives kill -9 of the command: the engine ends with it", async () => {
    const library = temporaryFolder();
    const running = await midIndex(library);
    const engine = enginePid(library);
    process.kill(parentOf(engine), "SIGKILL");
    await running.ended;
    while (existsSync(`/proc/${engine}`)) await new Promise((resolve) => setTimeout(resolve, 20));
    await expectWhole(library);
  });
});

function enginePid(library: string): number {
  return Number(readFileSync(join(library, "library.pid"), "utf8"));
}

function parentOf(pid: number): number {
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(parent);
}
