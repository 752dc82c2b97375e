/** The loopback host among enemies: other pages, other users and broken programs of the same computer. See docs/security.md */
import { once } from "node:events";
import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { engineApi } from "../../contract/api.ts";
import { webSocketPort } from "../../contract/ports.ts";
import { connect } from "../../contract/rpc.ts";
import { allOf, enter, get, type Host, openBare, openSocket, startHost } from "../helpers/web-host.ts";

async function logIn(host: Host) {
  const cookie = await enter(host);
  const socket = await openSocket(host, { cookie, origin: host.origin });
  if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`);
  const engine = connect(engineApi, webSocketPort(socket as Parameters<typeof webSocketPort>[0]));
  return { cookie, socket, engine };
}

/** Sends a request as it is written and returns what comes back. */
async function sendBare(host: Host, lines: string[], body = ""): Promise<string> {
  const socket = await openBare(host);
  socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
  return await allOf(socket);
}

/** The page still answers. */
async function expectAlive(host: Host, cookie: string): Promise<void> {
  expect((await get(`${host.origin}/`, { cookie })).status).toBe(200);
}

const outside = [
  "/../secret.txt",
  "/../../../../../../etc/passwd",
  "/./../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/%2e%2e%2fsecret.txt",
  "/..%2fsecret.txt",
  "/%252e%252e%252fsecret.txt",
  "/..%c0%afsecret.txt",
  "/..%ef%bc%8fsecret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/..\\secret.txt",
  "/..%5csecret.txt",
  "/assets\\..\\..\\secret.txt",
  "/%2fetc%2fpasswd",
  "/C:/Windows/win.ini",
  "/C:%5cWindows%5cwin.ini",
  "/c|/windows/win.ini",
  "/%5c%5cserver%5cshare%5csecret.txt",
  "/CON",
  "/NUL.txt",
  "/index.html::$DATA",
  "/index.html%00.txt",
  "/secret.txt%00index.html",
  "/index.html/",
  "/index.html.",
  "/INDEX.HTML",
  "/assets",
  "/assets/",
  "/%",
  "/%zz",
];

describe("the way to other files", () => {
  test.each(outside)("is no way: %s", async (path) => {
    const host = await startHost();
    const cookie = await enter(host);
    for (const route of [path, `/thumbnail${path}`, `/preview${path}`, `/thumbnail/7${path}`]) {
      const answer = await sendBare(host, [
        `GET ${route} HTTP/1.1`,
        `Host: ${host.address.host}`,
        `Cookie: ${cookie}`,
        "Connection: close",
      ]);
      expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /);
      expect(answer).not.toMatch(/secret|root:/);
    }
    const socket = await openBare(host);
    const upgrade = [
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ];
    socket.write(
      [`GET /engine${path} HTTP/1.1`, `Host: ${host.address.host}`, `Origin: ${host.origin}`, `Cookie: ${cookie}`, ...upgrade, "", ""].join(
        "\r\n",
      ),
    );
    expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 4/);
  });

  test.each(["//evil.example/", "http://evil.example/", "*", "evil.example:443", "/\\evil.example/"])(
    "is no address either: %s",
    async (target) => {
      const host = await startHost();
      const cookie = await enter(host);
      const answer = await sendBare(host, [
        `GET ${target} HTTP/1.1`,
        `Host: ${host.address.host}`,
        `Cookie: ${cookie}`,
        "Connection: close",
      ]);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    },
  );
});

describe("another page", () => {
  test.each(["cross-site", "same-site", "nonsense"])("%s gets no picture, though its browser sends the cookie", async (site) => {
    const host = await startHost();
    const cookie = await enter(host);
    expect((await get(`${host.origin}/thumbnail/7`, { cookie, "sec-fetch-site": site })).status).toBe(403);
    expect(await openSocket(host, { cookie, origin: host.origin, "sec-fetch-site": site })).toBe(403);
  });

  test.each(["same-origin", "none"])("our own does (%s)", async (site) => {
    const host = await startHost();
    const cookie = await enter(host);
    expect((await get(`${host.origin}/thumbnail/7`, { cookie, "sec-fetch-site": site })).status).toBe(200);
  });

  test("with a name that leads here is refused before its token is looked at", async () => {
    const host = await startHost();
    const answer = await get(host.address.href, { host: `rebound.example:${host.address.port}` });
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
  });

  test.each([
    ["no Host at all", ["GET / HTTP/1.1"]],
    ["an empty one", ["GET / HTTP/1.1", "Host: "]],
    ["none, of old", ["GET / HTTP/1.0"]],
    ["one with a user", ["GET / HTTP/1.1", "Host: me@127.0.0.1"]],
  ])("with %s is refused", async (_what, lines) => {
    const host = await startHost();
    const cookie = await enter(host);
    expect(await sendBare(host, [...lines, `Cookie: ${cookie}`, "Connection: close"])).toMatch(/^HTTP\/1\.[01] 40[03] /);
  });
});

describe("a wrong token", () => {
  test.each(["x", "", "a".repeat(5000), "%00", "null", "[object%20Object]"])("%s lets nobody in", async (token) => {
    const host = await startHost();
    const { status, headers } = await get(`${host.origin}/?token=${token}`);
    expect([status === 403 || status === 401, headers["set-cookie"]]).toEqual([true, undefined]);
  });

  test("cannot be tried more than ten times a minute, on as many connections as one likes", async () => {
    const host = await startHost();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, attempt) => get(`${host.origin}/?token=${attempt}`)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(403), count(429)]).toEqual([10, 190]);
  });

  test.each(["recompose_1=", "=", ";;;", "__proto__=x", `recompose=${"x".repeat(8000)}`])("nor a cookie %#", async (cookie) => {
    const host = await startHost();
    expect((await get(`${host.origin}/`, { cookie })).status).toBe(401);
  });
});

describe("too much", () => {
  test("of headers is refused", async () => {
    const host = await startHost();
    const cookie = await enter(host);
    expect(await sendBare(host, ["GET / HTTP/1.1", `Host: ${host.address.host}`, `X: ${"x".repeat(100_000)}`])).toMatch(/^HTTP\/1\.1 431 /);
    await expectAlive(host, cookie);
  });

  test("1,000 sockets that say nothing: the page answers all the same, and they are cut off", async () => {
    const host = await startHost();
    const { cookie, engine } = await logIn(host);
    const idle = await Promise.all(Array.from({ length: 1000 }, () => openBare(host)));
    const cut = idle.map((socket) => once(socket.resume(), "close"));
    await expectAlive(host, cookie);
    expect((await engine.thumbnail({ photo: 7 })).type).toBe("image/webp");
    await Promise.all(cut);
    await expectAlive(host, cookie);
  });

  test("time over a request: it is cut off", async () => {
    const host = await startHost();
    const socket = await openBare(host);
    socket.write("GET / HTTP/1.1\r\nHost: 127");
    const timer = setInterval(() => socket.write("."), 500);
    expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(timer);
  });

  test.each([
    ["announced", ["Content-Length: 1000000000"]],
    ["in chunks", ["Transfer-Encoding: chunked"]],
  ])("of a body (%s) that comes slowly is not waited for", async (_how, headers) => {
    const host = await startHost();
    const cookie = await enter(host);
    const lines = (method: string) => [`${method} / HTTP/1.1`, `Host: ${host.address.host}`, `Cookie: ${cookie}`, ...headers];
    expect(await sendBare(host, lines("POST"), "5\r\nslow")).toMatch(/^HTTP\/1\.1 405 /);
    expect(await sendBare(host, lines("GET"), "5\r\nslow")).toMatch(/^HTTP\/1\.1 200 /);
    await expectAlive(host, cookie);
  });

  test("of a message closes its WebSocket and no other", async () => {
    const host = await startHost();
    const first = await logIn(host);
    const second = await logIn(host);
    const closed = once(first.socket, "close");
    first.socket.send(Buffer.alloc(64 * 1024 * 1024 + 1));
    expect((await closed)[0]).toBe(1009);
    expect((await second.engine.thumbnail({ photo: 7 })).type).toBe("image/webp");
  });
});

describe("nonsense", () => {
  const nested = Buffer.concat([Buffer.alloc(200_000, 0x91), Buffer.from([0xc0])]);
  test.each([
    ["text", "hello"],
    ["an empty message", Buffer.alloc(0)],
    ["no MessagePack", Buffer.from([0xc1, 0xff, 0x00])],
    ["a list of 4 thousand million, as it says", Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ["a text as long", Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff, 0x41])],
    ["lists in lists, 200,000 deep", nested],
    ["a number", encode(7)],
    ["null", encode(null)],
    ["a request without a number", encode({ type: "request", method: "status", input: {} })],
    ["a request of another kind", encode({ type: "constructor", id: 1 })],
    ["a reply that nobody asked for", encode({ type: "result", id: 1, value: {} })],
    ["a prototype", encode(JSON.parse('{"type":"request","id":1,"method":"status","input":{"__proto__":{"x":1}},"__proto__":{"y":1}}'))],
  ])("%s is passed over", async (_what, message) => {
    const host = await startHost();
    const { socket, engine } = await logIn(host);
    socket.send(message);
    expect((await engine.thumbnail({ photo: 7 })).type).toBe("image/webp");
    expect(Reflect.get({}, "x")).toBeUndefined();
  });

  test.each([
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "nothing",
    "",
    "evaluate",
    "evaluateFlickr8k",
    "evaluateNothingMatches",
    "benchmarkIndex",
    "usePack",
    "packFolders",
  ])('there is no call "%s" for a page', async (method) => {
    const host = await startHost();
    const { socket } = await logIn(host);
    socket.send(encode({ type: "request", id: 1, method, input: { root: "/", dataset: "circo" } }));
    const [data] = await once(socket, "message");
    expect(Buffer.from(data).toString("latin1")).toContain("There is no call");
  });

  test.each([
    ["pin", {}],
    ["addFolder", { path: "/" }],
    ["get", { id: 7 }],
    ["use", { folder: "/packs/whole" }],
    ["importFrom", { path: "x".repeat(5000) }],
  ])("nor is there a way to models by %s with %j", async (method, input) => {
    const host = await startHost();
    const socket = await openSocket(host, { cookie: await enter(host), origin: host.origin }, "/packs");
    if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket}`);
    socket.send(encode({ type: "request", id: 1, method, input }));
    const [data] = await once(socket, "message");
    expect(Buffer.from(data).toString("latin1")).toContain("bad-request");
  });

  test.each([
    ["thumbnail", { photo: "../../etc/passwd" }],
    ["thumbnail", { photo: 1.5 }],
    ["preview", {}],
    ["addReference", { path: "/etc/passwd" }],
    ["addFolder", { path: "x".repeat(5000) }],
    ["search", { text: 7 }],
    ["search", { limit: 1e9 }],
    ["photos", { filter: { folders: [{}] } }],
    ["captionNow", { photo: Number.NaN }],
  ])("%s with %j is refused, by its schema", async (method, input) => {
    const host = await startHost();
    const { socket } = await logIn(host);
    socket.send(encode({ type: "request", id: 1, method, input }));
    const [data] = await once(socket, "message");
    expect(Buffer.from(data).toString("latin1")).toContain("bad-request");
  });
});

test("what a page may not see is never answered: every header of every answer is the page's", async () => {
  const host = await startHost();
  const cookie = await enter(host);
  for (const [path, headers] of [
    ["/", {}],
    ["/", { cookie }],
    ["/?token=x", {}],
    ["/nothing", { cookie }],
    ["/thumbnail/8", { cookie }],
    ["/", { host: "evil.example" }],
    ["/", { origin: "https://evil.example" }],
  ] as const) {
    const answer = await get(host.origin + path, headers);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    expect(answer.headers.server ?? answer.headers["x-powered-by"]).toBeUndefined();
    expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  }
});
