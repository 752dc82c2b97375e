/** The loopback host as others on this computer see it: real sockets, no engine behind them. */
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { engineApi } from "../../contract/api.ts";
import { webSocketPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { enter, get, openSocket, startHost } from "../helpers/web-host.ts";

describe("the token", () => {
  test("has 256 bits and becomes a cookie that only this host's page sends", async () => {
    const host = await startHost();
    expect(Buffer.from(host.token, "base64url")).toHaveLength(32);
    const { status, headers } = await get(host.address.href);
    expect([status, headers.location]).toEqual([303, "/"]);
    expect(headers["set-cookie"]?.[0]).toMatch(/^recompose_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  test("lets its owner see the page and the pictures", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    expect(await get(`${host.origin}/`, { cookie })).toMatchObject({ status: 200, body: expect.stringContaining("Recompose") });
    expect(await get(`${host.origin}/thumbnail/7`, { cookie })).toMatchObject({ status: 200 });
  });

  test("is needed for everything", async () => {
    const host = await startHost();
    for (const path of ["/", "/assets/main-1a2b.js", "/thumbnail/7", "/preview/7", "/engine", "/packs"]) {
      const { status, body } = await get(host.origin + path, { cookie: "recompose_1=x" });
      expect([status, body]).toEqual([401, expect.stringContaining("Open the address that Recompose printed")]);
    }
  });

  test("cannot be guessed: after ten wrong ones nobody is let in for a while, save who is in", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    for (let i = 0; i < 10; i++) expect((await get(`${host.origin}/?token=${i}`)).status).toBe(403);
    expect((await get(`${host.origin}/?token=10`)).status).toBe(429);
    expect((await get(host.address.href)).status).toBe(429);
    expect((await get(`${host.origin}/`, { cookie })).status).toBe(200);
  });
});

describe("a request from elsewhere", () => {
  test.each(["evil.example", "localhost:1", "127.0.0.1", "127.0.0.1:1"])(
    "by the name %s is refused, even with the cookie",
    async (name) => {
      const host = await startHost();
      const cookie = await enter(host);
      expect((await get(`${host.origin}/`, { cookie, host: name })).status).toBe(403);
    },
  );

  test.each(["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])("by a page of %s is refused", async (origin) => {
    const host = await startHost();
    const cookie = await enter(host);
    expect((await get(`${host.origin}/thumbnail/7`, { cookie, origin })).status).toBe(403);
  });

  test("cannot get out of the page's folder", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    for (const path of ["/..%2fsecret.txt", "/%2e%2e%2fsecret.txt", "/assets/..%2f..%2fsecret.txt"])
      expect((await get(host.origin + path, { cookie })).status).toBe(404);
  });

  test("does not arrive at all from another computer", async () => {
    const host = await startHost();
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    for (const { address } of others.filter(({ internal, family }) => !internal && family === "IPv4"))
      await expect(get(`http://${address}:${host.address.port}/`)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("the engine's WebSocket", () => {
  test("answers calls, errors by their code", async () => {
    const host = await startHost();
    const socket = await openSocket(host, { cookie: await enter(host), origin: host.origin });
    if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`);
    const engine = connect(engineApi, webSocketPort(socket as Parameters<typeof webSocketPort>[0]));
    expect(await engine.thumbnail({ photo: 7 })).toEqual({ type: "image/webp", bytes: Uint8Array.of(1, 2, 3, 255) });
    await expect(engine.thumbnail({ photo: 8 })).rejects.toMatchObject({ code: "photo-unknown" });
  });

  test("is refused without the cookie, without or with another origin, by another name, elsewhere", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    const { origin } = host;
    expect(await openSocket(host, { origin })).toBe(401);
    expect(await openSocket(host, { origin, cookie: `${cookie}x` })).toBe(401);
    expect(await openSocket(host, { cookie })).toBe(403);
    expect(await openSocket(host, { cookie, origin: "https://evil.example" })).toBe(403);
    expect(await openSocket(host, { cookie, origin, host: "evil.example" })).toBe(403);
    expect(await openSocket(host, { cookie, origin }, "/other")).toBe(404);
  });

  test("closes on a message over 64 MiB", async () => {
    const host = await startHost();
    const socket = await openSocket(host, { cookie: await enter(host), origin: host.origin });
    if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.send(Buffer.alloc(64 * 1024 * 1024 + 1));
    expect(await closed).toBe(1009);
  });
});

test("a port that is in use is named, with what to do", async () => {
  const host = await startHost();
  await expect(startHost(Number(host.address.port))).rejects.toMatchObject({
    code: "port-in-use",
    what: `Port ${host.address.port} is used by another program.`,
    hint: "Choose another with --port, or leave it out.",
  });
});
