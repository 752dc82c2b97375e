/** A hub of models on this computer that can misbehave in all ways in which hubs and networks do. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSafeServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Certificate } from "./certificate.ts";

export interface HubFile {
  content: Buffer;
  /** Bytes after which the connection is cut, for each request in turn; then it is whole. */
  cuts?: number[];
  /** What is answered in turn before the file is: a status, or where to go instead. */
  answers?: ({ status: number; retryAfter?: number } | { location: string; headers?: Record<string, string> })[];
  /** Named in the answer */
  commit?: string;
  /** The checksum that it states (null: none); left out: the sha256 of what it sends, as hubs state it */
  states?: string | null;
  /** Answers whole files to requests for a rest */
  ignoresRange?: boolean;
  /** Milliseconds before each kilobyte */
  slowMs?: number;
  /** Nothing of it is sent before this */
  after?: Promise<void>;
}

export interface Hub {
  url: string;
  files: Record<string, HubFile>;
  /** "GET /a.onnx 0" or "GET /a.onnx 4000" (from which byte), as they came */
  requests: string[];
}

/** `certificate`: it speaks TLS. */
export async function startHub(files: Record<string, HubFile>, certificate?: Certificate): Promise<Hub> {
  const hub: Hub = { url: "", files, requests: [] };
  const answerTo = (request: IncomingMessage, response: ServerResponse) => void answer(hub, request, response);
  const server = certificate ? createSafeServer(certificate, answerTo) : createServer(answerTo);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  hub.url = `${certificate ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return hub;
}

async function answer(hub: Hub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  hub.requests.push(`${request.method} ${path} ${from}`);
  const file = hub.files[path];
  const first = file?.answers?.shift();
  if (!file) return void response.writeHead(404).end("not here");
  if (first && "location" in first) return void response.writeHead(302, { ...first.headers, location: first.location }).end();
  if (first?.retryAfter !== undefined) response.setHeader("retry-after", first.retryAfter);
  if (first) return void response.writeHead(first.status).end();
  if (file.commit) response.setHeader("x-repo-commit", file.commit);
  const start = file.ignoresRange ? 0 : from;
  const rest = file.content.subarray(start);
  const sum = file.states === undefined ? sha256(file.content) : file.states;
  const etag = sum === null ? {} : { etag: `"${sum}"` };
  const range = start > 0 ? { "content-range": `bytes ${start}-${file.content.length - 1}/${file.content.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length, ...etag, ...range });
  if (request.method === "HEAD") return void response.end();
  await file.after;
  await send(response, rest, file);
}

async function send(response: ServerResponse, content: Buffer, { cuts, slowMs }: HubFile): Promise<void> {
  const cut = cuts?.shift();
  if (cut !== undefined) return void response.write(content.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
  if (slowMs === undefined) return void response.end(content);
  for (let at = 0; at < content.length && !response.destroyed; at += 1024) {
    await new Promise((resolve) => setTimeout(resolve, slowMs));
    response.write(content.subarray(at, at + 1024));
  }
  response.end();
}

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
