/** `npm start` without a screen: the built host with its engine, as a browser finds it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type EngineApi, engineApi } from "../../contract/api.ts";
import { webSocketPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { temporaryFolder } from "../helpers/folders.ts";
import { makePhotos } from "../helpers/photos.ts";
import { begin, hasStarterPack, type Running, run } from "../helpers/programs.ts";

function start(library: string, ...args: string[]): Running {
  return begin("start", ["--no-open", "--library", library, ...args]);
}

async function addressOf(running: Running): Promise<URL> {
  const [, address] = await running.shows(/^Recompose is at (\S+) \(Ctrl\+C ends it\)$/m);
  return new URL(address ?? "");
}

/** The engine as the page reaches it. */
async function openEngine(address: URL): Promise<EngineApi> {
  const entered = await fetch(address, { redirect: "manual" });
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const socket = new WebSocket(`ws://${address.host}/engine`, { headers: { cookie, origin: address.origin } });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  return connect(engineApi, webSocketPort(socket as Parameters<typeof webSocketPort>[0]));
}

async function endWith(running: Running, signal: NodeJS.Signals) {
  running.process.kill(signal);
  return await running.ended;
}

describe("npm start", () => {
  test("prints one line, with an address that lets its reader in, and ends cleanly at Ctrl+C", async () => {
    const running = start(temporaryFolder());
    const address = await addressOf(running);
    const entered = await fetch(address, { redirect: "manual" });
    expect([address.hostname, entered.status]).toEqual(["127.0.0.1", 303]);
    const { code, stdout, stderr } = await endWith(running, "SIGINT");
    expect([code, stdout.trim().split("\n").length, stderr]).toEqual([0, 1, ""]);
  });

  test("serves the built page", async () => {
    const running = start(temporaryFolder());
    const address = await addressOf(running);
    const cookie = (await fetch(address, { redirect: "manual" })).headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const page = await fetch(address.origin, { headers: { cookie } });
    const html = await page.text();
    const [, script] = /src="([^"]+\.js)"/.exec(html) ?? [];
    const code = await fetch(new URL(script ?? "", address.origin), { headers: { cookie } });
    expect([page.status, code.status, code.headers.get("content-type")]).toEqual([200, 200, "text/javascript; charset=utf-8"]);
    await endWith(running, "SIGTERM");
  });

  test("ends by its engine too: nothing is left of it", async () => {
    const running = start(temporaryFolder());
    await addressOf(running);
    const group = childrenOf(running.process.pid ?? 0);
    expect(group.length).toBeGreaterThan(0);
    await endWith(running, "SIGINT");
    expect(group.filter(isAlive)).toEqual([]);
  });

  test.skipIf(!hasStarterPack)(
    "reads the folders it is given and answers a search meanwhile (skipped without models/starter)",
    async () => {
      const folder = temporaryFolder();
      await makePhotos(join(folder, "photos"), 60);
      const running = start(join(folder, "library"), join(folder, "photos"));
      const engine = await openEngine(await addressOf(running));
      for await (const { ready } of engine.watchStatus({})) if (ready > 0) break;
      const { hits, searched, waiting } = await engine.search({ text: "something red" });
      expect(hits.length).toBeGreaterThan(0);
      expect(searched + waiting).toBeLessThanOrEqual(60);
      expect((await engine.thumbnail({ photo: hits[0]?.photo.id ?? 0 })).type).toMatch(/^image\/(webp|jpeg)$/);
      expect((await endWith(running, "SIGINT")).code).toBe(0);
    },
  );

  test("tells of a folder that is not there, and goes on without it", async () => {
    const folder = temporaryFolder();
    const running = start(join(folder, "library"), join(folder, "nothing"));
    await addressOf(running);
    await running.shows(/^recompose: .*nothing/m);
    expect((await endWith(running, "SIGINT")).code).toBe(0);
  });

  test("refuses a library that another start has open", async () => {
    const library = temporaryFolder();
    const first = start(library);
    await addressOf(first);
    const { code, stdout, stderr } = await start(library).ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^recompose: The library .* is open in another program.*\. Close that program, or choose another library folder\.\n$/,
    );
    await endWith(first, "SIGINT");
  });

  test("names a port that is in use", async () => {
    const first = start(temporaryFolder());
    const { port } = await addressOf(first);
    const { code, stderr } = await start(temporaryFolder(), "--port", port).ended;
    expect([code, stderr]).toEqual([
      1,
      `recompose: Port ${port} is used by another program. Choose another with --port, or leave it out.\n`,
    ]);
    await endWith(first, "SIGINT");
  });

  test("explains itself, and wrong use", async () => {
    expect(await run("start", ["--help"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("npm start -- ~/Pictures"),
      stderr: "",
    });
    for (const args of [["--bogus"], ["--port", "x"], ["--port", "70000"]])
      expect(await run("start", args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^recompose: .+\n$/) });
  });
});

const canUnshare = spawnSync("unshare", ["-n", "true"]).status === 0;
test.skipIf(!canUnshare)("works with no network but loopback (skipped where unshare -n is not allowed)", () => {
  const cli = join(import.meta.dirname, "..", "..", "out", "main", "cli.js");
  const command = `ip link set lo up 2>/dev/null; exec '${process.execPath}' '${cli}' status --library '${temporaryFolder()}'`;
  const { status, stdout } = spawnSync("unshare", ["-n", "sh", "-c", command], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, expect.stringContaining("No folders yet.")]);
});

/** Of a process, all the way down. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  const children = stdout.trim().split(/\s+/).filter(Boolean).map(Number);
  return [...children, ...children.flatMap(childrenOf)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
