/** The pool with real processes: what hangs or crashes costs its own file and nothing else. */
import { fork } from "node:child_process";
import { getEventListeners } from "node:events";
import { existsSync } from "node:fs";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processPort } from "../../contract/ports.ts";
import type { StartChild } from "../../main/engine/child.ts";
import { createDecoders, type Decoders, type DecodersOptions } from "../../main/engine/decoders.ts";

/** As nodeChildren does, but the test knows the process ids, to stop and kill from outside. */
const pids: number[] = [];
const start: StartChild = (kind) => {
  const child = fork(`out/main/${kind}.js`, { serialization: "advanced" });
  pids.push(child.pid ?? 0);
  const exited = new Promise<string>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`)),
  );
  return { port: processPort(child), kill: () => child.kill("SIGKILL"), exited };
};

let incidents: string[] = [];
let decoders: Decoders | undefined;
const pool = (options: Partial<DecodersOptions> = {}) => {
  decoders = createDecoders({ start, processes: 1, onIncident: ({ what }) => incidents.push(what), ...options });
  return decoders;
};
beforeEach(() => {
  pids.length = 0;
  incidents = [];
});
afterEach(() => decoders?.close());

const jpeg = new Uint8Array(
  await sharp({ create: { width: 90, height: 60, channels: 3, background: "#2a6" } })
    .jpeg()
    .toBuffer(),
);
const photo = (name: string) => ({ source: { bytes: jpeg, name }, image: { side: 32, resize: "squash" as const } });
const signal = (name: NodeJS.Signals) => process.kill(pids.at(-1) ?? 0, name);
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe("a decoder", () => {
  test("gives pixels, thumbnail, size and metadata by path and by content", async () => {
    const decoded = await pool().decode(photo("a.jpg"));
    expect(decoded).toMatchObject({ width: 90, height: 60, metadata: { camera: null } });
    expect(decoded.pixels).toHaveLength(32 * 32 * 3);
  });
  test("draws large pictures for the eye", async () => {
    const { type, bytes } = await pool().render({ source: { bytes: jpeg, name: "a.jpg" }, side: 2560 });
    expect([type, (await sharp(bytes).metadata()).width]).toEqual(["image/webp", 90]);
  });
  test("leaves nothing on the signal of a long run, which would keep every photo's pixels in memory", async () => {
    const { signal } = new AbortController();
    await pool().decode(photo("a.jpg"), { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
  test("says what is wrong with a file and goes on", async () => {
    const bad = { ...photo("bad.jpg"), source: { bytes: new Uint8Array([1, 2, 3]), name: "bad.jpg" } };
    await expect(pool().decode(bad)).rejects.toMatchObject({ code: "not-a-picture" });
    await decoders?.decode(photo("a.jpg"));
    expect([pids.length, incidents]).toEqual([1, []]);
  });
});

describe.skipIf(process.platform === "win32")("a decoder that goes wrong", () => {
  test("by hanging is ended at the time limit, and the next file gets a new one", async () => {
    const hung = pool({ timeLimitMs: 4000 }).decode(photo("hangs.jpg"));
    const next = decoders?.decode(photo("next.jpg"));
    signal("SIGSTOP");
    await expect(hung).rejects.toMatchObject({ code: "took-too-long", what: "Reading took too long." });
    expect((await next)?.width).toBe(90);
    expect(pids).toHaveLength(2);
    expect(incidents).toEqual(['A decoder was ended: "hangs.jpg" took longer than 4 s.']);
  });
  test("by crashing names exactly the file in hand", async () => {
    const crashed = pool().decode(photo("crashes.jpg"));
    const others = Promise.all(["b.jpg", "c.jpg"].map((name) => decoders?.decode(photo(name))));
    signal("SIGKILL");
    await expect(crashed).rejects.toMatchObject({ code: "decoder-crashed" });
    expect(await others).toHaveLength(2);
    expect(incidents).toEqual(['A decoder ended (signal SIGKILL) with "crashes.jpg" in hand.']);
  });
  test("while it had nothing to do is replaced, and that is told too", async () => {
    await pool().decode(photo("a.jpg"));
    signal("SIGSEGV");
    await expect.poll(() => incidents).toHaveLength(1);
    expect((await decoders?.decode(photo("b.jpg")))?.width).toBe(90);
  });
});

describe("the queue", () => {
  test("what somebody waits for goes before index work", async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const { decode, render } = pool();
    const index = ["1", "2", "3"].map((name) => decode(photo(name)).then(note(name)));
    const urgent = decode(photo("urgent"), { urgent: true }).then(note("urgent"));
    const shown = render({ source: { bytes: jpeg, name: "r" }, side: 64 }).then(note("render"));
    await Promise.all([...index, urgent, shown]);
    expect(order).toEqual(["1", "urgent", "render", "2", "3"]);
  });
  test("a cancelled file is never begun", async () => {
    const controller = new AbortController();
    const first = pool().decode(photo("a.jpg"));
    const cancelled = decoders?.decode(photo("b.jpg"), { signal: controller.signal });
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "aborted" });
    expect((await first).width).toBe(90);
  });
  test("no more processes than allowed, and none before the first file", async () => {
    pool({ processes: 2 });
    expect(pids).toHaveLength(0);
    await Promise.all(Array.from({ length: 8 }, (_, i) => decoders?.decode(photo(`${i}.jpg`))));
    expect(pids).toHaveLength(2);
  });
  test("unused processes end, without an incident", async () => {
    await pool({ idleMs: 50 }).decode(photo("a.jpg"));
    await expect.poll(() => pids.some(isAlive), { timeout: 10_000 }).toBe(false);
    expect(incidents).toEqual([]);
    expect((await decoders?.decode(photo("b.jpg")))?.width).toBe(90);
  });
  test("closing answers everything that waits", async () => {
    const { decode, close } = pool();
    const answers = Promise.allSettled(["a", "b", "c"].map((name) => decode(photo(name))));
    close();
    for (const answer of await answers) expect(answer).toMatchObject({ reason: { code: "closed" } });
  });
});

test.skipIf(process.platform !== "linux")("a decoder does not outlive the engine, not even in an endless loop", async () => {
  const engine = fork(
    "-e",
    [
      `
    const { fork } = require("node:child_process");
    const decoder = fork("out/main/decoder.js", { serialization: "advanced", execArgv: ["--import", "data:text/javascript,setTimeout(() => { for (;;); }, 300)"] });
    process.send(decoder.pid);
  `,
    ],
    { execArgv: [] },
  );
  const pid = await new Promise<number>((resolve) => engine.once("message", (message) => resolve(Number(message))));
  await new Promise((resolve) => setTimeout(resolve, 700));
  engine.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false);
});
