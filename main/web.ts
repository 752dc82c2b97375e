/** The same app for a browser on this computer: page, pictures and engine on 127.0.0.1. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WebSocketServer } from "ws";
import type { EngineApi } from "../contract/api.ts";
import { AppError } from "../contract/errors.ts";
import { pageApi } from "../contract/page-api.ts";
import { type PagePacksHandlers, pagePacksApi } from "../contract/page-packs.ts";
import { webSocketPort } from "../contract/ports.ts";
import { serve } from "../contract/rpc.ts";
import { createRoutes, type Routes, refuse, securityHeaders } from "./routes.ts";
import { createGuard, type Guard } from "./web-guard.ts";

const maxMessageBytes = 64 * 1024 * 1024;
/** Who connects and then says nothing, or a word at a time, is cut off; and no number of them takes the page's place. */
const patience = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 5_000 };
const mostConnections = 4_000;

export interface WebHost {
  /** With the token: whoever has it may search the library. */
  address: string;
  close(): Promise<void>;
}

/** What answers the page's two lines */
export interface Answering {
  engine: EngineApi;
  packs: PagePacksHandlers;
}

/** `page`: folder of the built page; `port` 0: any free one. */
export async function startWebHost({ engine, packs }: Answering, page: string, port: number): Promise<WebHost> {
  const routes = createRoutes(engine, page);
  const guard = createGuard(() => portOf(server));
  const server = createServer(patience, (request, response) => void answer(request, response, guard, routes));
  server.maxConnections = mostConnections;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    const refusal = refuseSocket(request, guard);
    if (refusal) return rejectUpgrade(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("error", () => {}); // such as a message over the limit: ws closes it, and "close" follows
      if (request.url === "/packs") serve(pagePacksApi, packs, webSocketPort(webSocket));
      else serve(pageApi, engine, webSocketPort(webSocket));
    });
  });
  await listen(server, port);
  return {
    address: `http://127.0.0.1:${portOf(server)}/?token=${guard.token}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, guard: Guard, routes: Routes): Promise<void> {
  const left = new AbortController();
  outgoing.once("close", () => left.abort());
  try {
    const response = enter(incoming, guard) ?? (await routes(toRequest(incoming, left.signal)));
    if (hasBody(incoming)) outgoing.setHeader("connection", "close"); // it is not waited for
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body || incoming.method === "HEAD") outgoing.end();
    else await pipeline(response.body, outgoing);
  } catch {
    outgoing.destroy();
  }
}

/** What the guard has to say to a request; undefined when it is let through. */
function enter(incoming: IncomingMessage, guard: Guard): Response | undefined {
  const foreign = guard.foreign(incoming);
  if (foreign) return refuse(403, foreign);
  if (!isPlain(incoming.url)) return refuse(400, "This is no address of a page.");
  const token = URL.parse(incoming.url ?? "", "http://127.0.0.1")?.searchParams.get("token");
  if (token) return enterByToken(token, guard);
  if (guard.hasCookie(incoming)) return undefined;
  return refuse(401, "Open the address that Recompose printed when it started: it has a token that lets you in.");
}

function enterByToken(token: string, guard: Guard): Response {
  switch (guard.checkToken(token)) {
    case "right":
      return new Response(null, {
        status: 303,
        headers: { ...securityHeaders, location: "/", "set-cookie": guard.cookie(), "cache-control": "no-store" },
      });
    case "wrong":
      return refuse(403, "This token is of no use here. Open the address that Recompose printed when it started last.");
    case "wait":
      return refuse(429, "Too many wrong tokens. Wait a minute and open the printed address again.");
  }
}

/** A WebSocket from a page always says where it comes from; one that does not is no page of ours. */
function refuseSocket(request: IncomingMessage, guard: Guard): number | undefined {
  if (guard.foreign(request) || request.headers.origin === undefined) return 403;
  if (!guard.hasCookie(request)) return 401;
  return request.url === "/engine" || request.url === "/packs" ? undefined : 404;
}

function rejectUpgrade(socket: Duplex, status: number): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A path, not "//elsewhere/…" or "http://elsewhere/…". */
function isPlain(url: string | undefined): boolean {
  return url !== undefined && /^\/(?![/\\])/.test(url);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  const etag = incoming.headers["if-none-match"];
  if (etag !== undefined) headers.set("if-none-match", etag);
  return new Request(new URL(incoming.url ?? "/", "http://127.0.0.1"), { method: incoming.method ?? "GET", headers, signal });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): AppError {
  if (error.code === "EADDRINUSE")
    return new AppError("port-in-use", `Port ${port} is used by another program.`, "Choose another with --port, or leave it out.");
  if (error.code === "EACCES")
    return new AppError("port-in-use", `Port ${port} may not be used.`, "Choose one above 1023, or leave it out.");
  return new AppError("internal", `Cannot serve on port ${port}: ${error.message}.`, "", { cause: error });
}
