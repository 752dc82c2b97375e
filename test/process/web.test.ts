/** The loopback host as others on this computer see it: real sockets, no engine behind them. */
import { type IncomingHttpHeaders, request } from "node:http";
import { networkInterfaces } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { engineApi } from "../../contract/api.ts";
import { webSocketPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { startWebHost } from "../../main/web.ts";
import { onePhotoEngine, smallPage } from "../helpers/page.ts";

async function startHost(port = 0) {
  const host = await startWebHost(onePhotoEngine(), smallPage(), port);
  onTestFinished(() => host.close());
  const address = new URL(host.address);
  return { address, origin: address.origin, token: address.searchParams.get("token") ?? "" };
}
type Host = Awaited<ReturnType<typeof startHost>>;

/** The cookie that the printed address gives. */
async function enter({ address }: Host): Promise<string> {
  const { headers } = await get(address.href);
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

function get(address: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const outgoing = request(address, { headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on("error", reject).end();
  });
}

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
    for (const path of ["/", "/assets/main-1a2b.js", "/thumbnail/7", "/preview/7", "/engine"]) {
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
  /** Resolves with the open socket, or with the status of the refusal. */
  function open({ origin }: Host, headers: Record<string, string>, path = "/engine"): Promise<WebSocket | number> {
    const socket = new WebSocket(origin.replace("http", "ws") + path, { headers });
    return new Promise((resolve) => {
      socket.on("error", () => {});
      socket.on("unexpected-response", (_request, { statusCode }) => resolve(statusCode ?? 0));
      socket.on("open", () => resolve(socket));
    });
  }

  test("answers calls, errors by their code", async () => {
    const host = await startHost();
    const socket = await open(host, { cookie: await enter(host), origin: host.origin });
    if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`);
    const engine = connect(engineApi, webSocketPort(socket as Parameters<typeof webSocketPort>[0]));
    expect(await engine.thumbnail({ photo: 7 })).toEqual({ type: "image/webp", bytes: Uint8Array.of(1, 2, 3, 255) });
    await expect(engine.thumbnail({ photo: 8 })).rejects.toMatchObject({ code: "photo-unknown" });
  });

  test("is refused without the cookie, without or with another origin, by another name, elsewhere", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    const { origin } = host;
    expect(await open(host, { origin })).toBe(401);
    expect(await open(host, { origin, cookie: `${cookie}x` })).toBe(401);
    expect(await open(host, { cookie })).toBe(403);
    expect(await open(host, { cookie, origin: "https://evil.example" })).toBe(403);
    expect(await open(host, { cookie, origin, host: "evil.example" })).toBe(403);
    expect(await open(host, { cookie, origin }, "/other")).toBe(404);
  });

  test("closes on a message over 64 MiB", async () => {
    const host = await startHost();
    const socket = await open(host, { cookie: await enter(host), origin: host.origin });
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
