/** The engine behind a page, by the same WebSocket and with the page's own cookie. */
import type { BrowserContext } from "playwright-core";
import { WebSocket } from "ws";
import { type EngineApi, engineApi } from "../../../contract/api.ts";
import { webSocketPort } from "../../../contract/ports.ts";
import { connect } from "../../../contract/rpc.ts";

export async function connectToEngine(context: BrowserContext, address: string): Promise<{ engine: EngineApi; close(): void }> {
  const { origin, host } = new URL(address);
  const cookies = await context.cookies(origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const socket = new WebSocket(`ws://${host}/engine`, { headers: { origin, cookie } });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { engine: connect(engineApi, webSocketPort(socket)), close: () => socket.close() };
}
