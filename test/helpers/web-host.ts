/** The loopback host as others on this computer see it: real sockets, no engine behind them. */
import { type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startWebHost } from "../../main/web.ts";
import { noPacks, onePhotoEngine, smallPage } from "./page.ts";

/** Of a page with one photo, number 7; nobody is let in yet. */
export async function startHost(port = 0) {
  const host = await startWebHost({ engine: onePhotoEngine(), packs: noPacks() }, smallPage(), port);
  onTestFinished(() => host.close());
  const address = new URL(host.address);
  return { address, origin: address.origin, token: address.searchParams.get("token") ?? "" };
}
export type Host = Awaited<ReturnType<typeof startHost>>;

/** The cookie that the printed address gives. */
export async function enter({ address }: Host): Promise<string> {
  const { headers } = await get(address.href);
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

export function get(address: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const outgoing = request(address, { headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on("error", reject).end();
  });
}

/** Resolves with the open WebSocket, or with the status of the refusal. */
export function openSocket({ origin }: Host, headers: Record<string, string>, path = "/engine"): Promise<WebSocket | number> {
  const socket = new WebSocket(origin.replace("http", "ws") + path, { headers });
  return new Promise((resolve) => {
    socket.on("error", () => {});
    socket.on("unexpected-response", (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on("open", () => resolve(socket));
  });
}

/** A bare connection, for what no proper client would send. */
export async function openBare({ address }: Host): Promise<Socket> {
  const socket = connect(Number(address.port), "127.0.0.1");
  socket.on("error", () => {});
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return socket;
}

/** Everything that comes back until the other side closes. */
export async function allOf(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("latin1").on("data", (part: string) => {
    text += part;
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return text;
}
