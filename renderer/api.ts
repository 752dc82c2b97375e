/** The page's lines to the engine and to the packs: a MessagePort in Electron, a WebSocket in a browser. */
import { type EngineApi, engineApi } from "../contract/api.ts";
import type { PortTarget } from "../contract/bridge.ts";
import { AppError } from "../contract/errors.ts";
import { type PagePacksApi, pagePacksApi } from "../contract/page-packs.ts";
import { messagePort, webSocketPort } from "../contract/ports.ts";
import { connect, type Port } from "../contract/rpc.ts";
import { host, hostPort } from "./host.ts";

let current: EngineApi | undefined;

/** @throws AppError closed, while there is no connection */
export function engine(): EngineApi {
  if (!current) throw new AppError("closed", "Recompose is not connected at the moment.", "It tries again by itself.");
  return current;
}

/** Opens the line; `closed` resolves when it breaks. */
export async function openEngine(): Promise<{ closed: Promise<void> }> {
  const port = await openPort("engine");
  const client = connect(engineApi, port);
  current = client;
  const closed = new Promise<void>((resolve) => {
    port.onClose(() => {
      if (current === client) current = undefined;
      resolve();
    });
  });
  return { closed };
}

let packsLine: Promise<PagePacksApi> | undefined;

/** The line is opened when it is needed first, and again after it broke. */
export function packs(): Promise<PagePacksApi> {
  packsLine ??= openPacks().catch(() => {
    packsLine = undefined;
    throw new AppError("closed", "Recompose is not connected at the moment.", "Try again.");
  });
  return packsLine;
}

async function openPacks(): Promise<PagePacksApi> {
  const port = await openPort("packs");
  port.onClose(() => {
    packsLine = undefined;
  });
  return connect(pagePacksApi, port);
}

async function openPort(to: PortTarget): Promise<Port> {
  if (host) return messagePort(await hostPort(host, to));
  const address = new URL(`/${to}`, location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return webSocketPort(socket);
}

/** Addresses of pictures, served by the host. */
export function thumbnailOf(photo: number): string {
  return `/thumbnail/${photo}`;
}
export function previewOf(photo: number): string {
  return `/preview/${photo}`;
}
