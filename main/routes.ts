/** The page and its pictures as `(Request) => Promise<Response>`: served on 127.0.0.1 and as app:// alike. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import mime from "mime";
import type { EngineApi } from "../contract/api.ts";
import { type ErrorCode, toAppError } from "../contract/errors.ts";

export type Routes = (request: Request) => Promise<Response>;

/** Only what is of this page may run, load or connect; no string becomes markup or code. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Of every answer. */
export const securityHeaders = {
  "content-security-policy": contentPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** `page`: folder of the built page. Pictures come from `engine` as /thumbnail/:photo and /preview/:photo. */
export function createRoutes(engine: EngineApi, page: string): Routes {
  let files: Promise<Map<string, string>> | undefined;
  const fileAt = async (pathname: string) => {
    files ??= filesOf(page);
    return await fileOf((await files).get(pathname === "/" ? "/index.html" : pathname), pathname);
  };
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD are answered.");
    const { pathname } = new URL(request.url);
    const picture = /^\/(thumbnail|preview)\/(\d{1,15})$/.exec(pathname);
    try {
      return await (picture ? pictureOf(engine, picture, request) : fileAt(pathname));
    } catch (error) {
      const { code, message } = toAppError(error);
      return refuse(statusOf(code), message);
    }
  };
}

/** A plain sentence with the headers that every answer has. */
export function refuse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { ...securityHeaders, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/**
 * Kept by the browser, but asked for again each time: a number stands for another photo in another library.
 */
async function pictureOf(engine: EngineApi, [, kind, photo]: string[], request: Request): Promise<Response> {
  const input = { photo: Number(photo) };
  const options = { signal: request.signal };
  const { type, bytes } = await (kind === "preview" ? engine.preview(input, options) : engine.thumbnail(input, options));
  const etag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
  const headers = { ...securityHeaders, "cache-control": "private, no-cache", etag };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), { headers: { ...headers, "content-type": type } });
}

/** Built files carry a hash in their name, save index.html. */
async function fileOf(path: string | undefined, pathname: string): Promise<Response> {
  if (path === undefined) return refuse(404, "There is no such page.");
  const caching = pathname.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-cache";
  return new Response(new Uint8Array(await readFile(path)), {
    headers: { ...securityHeaders, "content-type": contentType(path), "cache-control": caching },
  });
}

/**
 * Files of the page by their addresses: what is asked for is looked up and never made into a path, so no way of writing ".."
 * leads anywhere. Links are left out.
 */
async function filesOf(folder: string, address = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const [path, at] = [join(folder, entry.name), `${address}/${entry.name}`];
    if (entry.isFile()) files.set(at, path);
    if (entry.isDirectory()) for (const [below, file] of await filesOf(path, at)) files.set(below, file);
  }
  return files;
}

function contentType(path: string): string {
  const type = mime.getType(extname(path)) ?? "application/octet-stream";
  return /^text\/|javascript|json/.test(type) ? `${type}; charset=utf-8` : type;
}

function statusOf(code: ErrorCode): number {
  switch (code) {
    case "photo-unknown":
    case "file-missing":
    case "file-forbidden":
    case "file-unreadable":
    case "file-empty":
    case "file-damaged":
    case "file-cut-short":
    case "not-a-picture":
    case "picture-too-large":
      return 404;
    case "bad-request":
      return 400;
    case "closed":
      return 503;
    default:
      return 500;
  }
}
