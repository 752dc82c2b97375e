/**
 * Every request that this process sends, noted at the moment at which Node sends it, whichever code asked: one line each in the
 * packs folder. The page shows what stands there.
 */
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ClientRequest } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { Requests } from "../../contract/packs.ts";

const fileName = "requests.log";
const lineSchema = z.object({ at: z.number(), host: z.string().max(300) });

/** From now on, as long as the process runs. */
export function noteRequests(folder: string): void {
  subscribe("http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    note(folder, String(request.getHeader("host") ?? request.host));
  });
}

function note(folder: string, host: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, fileName), `${JSON.stringify({ at: Date.now(), host })}\n`);
  } catch {
    // A disk that takes no line takes no model either: that is said where it is written.
  }
}

/** By host, newest first; lines that make no sense are passed over. */
export async function readRequests(folder: string): Promise<Requests[]> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => "");
  const hosts = new Map<string, Requests>();
  for (const line of text.split("\n")) {
    const { host, at } = read(line) ?? {};
    if (host === undefined || at === undefined) continue;
    hosts.set(host, { host, requests: (hosts.get(host)?.requests ?? 0) + 1, lastAt: at });
  }
  return [...hosts.values()].toSorted((a, b) => b.lastAt - a.lastAt);
}

function read(line: string): z.output<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
