/** The page's line to the engine: a MessagePort in Electron, a WebSocket in a browser. */
import { type EngineApi, engineApi } from "../contract/api.ts";
import { AppError } from "../contract/errors.ts";
import { messagePort, webSocketPort } from "../contract/ports.ts";
import { connect, type Port } from "../contract/rpc.ts";
import { enginePort, host } from "./host.ts";

let current: EngineApi | undefined;

/** @throws AppError closed, while there is no connection */
export function engine(): EngineApi {
  if (!current) throw new AppError("closed", "Recompose is not connected at the moment.", "It tries again by itself.");
  return current;
}

/** Opens the line; `closed` resolves when it breaks. */
export async function openEngine(): Promise<{ closed: Promise<void> }> {
  const port = await openPort();
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

async function openPort(): Promise<Port> {
  if (host) return messagePort(await enginePort(host));
  const address = new URL("/engine", location.href);
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
