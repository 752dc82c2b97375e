/** What the preload script gives the page in Electron; in a browser there is none. */
import { type Bridge, portMessage } from "../contract/bridge.ts";

declare global {
  interface Window {
    recompose?: Bridge;
  }
}

export const host: Bridge | undefined = window.recompose;

/** A port to the engine, a new one at each call. Preload cannot return it: it comes as a message to this window. */
export function enginePort(bridge: Bridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = ({ data, source, ports: [port] }: MessageEvent) => {
      if (source !== window || data !== portMessage || !port) return;
      window.removeEventListener("message", onMessage);
      resolve(port);
    };
    window.addEventListener("message", onMessage);
    bridge.port();
  });
}
