/** What the preload script gives the page in Electron; in a browser there is none. */
import { type Bridge, type PortTarget, portMessages } from "../contract/bridge.ts";

declare global {
  interface Window {
    recompose?: Bridge;
  }
}

export const host: Bridge | undefined = window.recompose;

/** A port, a new one at each call. Preload cannot return it: it comes as a message to this window. */
export function hostPort(bridge: Bridge, to: PortTarget): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = ({ data, source, ports: [port] }: MessageEvent) => {
      if (source !== window || data !== portMessages[to] || !port) return;
      window.removeEventListener("message", onMessage);
      resolve(port);
    };
    window.addEventListener("message", onMessage);
    bridge.port(to);
  });
}
