/** Ports over what the hosts have: child processes, MessagePorts, WebSockets. Structurally typed, so that no host is imported. */
import { decode, encode } from "@msgpack/msgpack";
import type { Port } from "./rpc.ts";

/** Both ends of a forked process: the ChildProcess in the parent, `process` in the child. */
interface ProcessLike {
  send?(message: unknown, callback: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
  disconnect?(): void;
  connected?: boolean;
}

/** A port to a process forked with `serialization: "advanced"`, which keeps typed arrays. */
export function processPort(child: ProcessLike): Port {
  return {
    post: (message) => {
      if (child.connected) child.send?.(message, () => {});
    },
    onMessage: (listener) => void child.on("message", listener),
    onClose: (listener) => void child.on("disconnect", listener),
    close: () => {
      if (child.connected) child.disconnect?.();
    },
  };
}

/** A MessagePort of the web or of Node. */
interface MessagePortLike {
  postMessage(message: unknown): void;
  addEventListener(event: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(event: "close", listener: () => void): void;
  start?(): void;
  close(): void;
}

export function messagePort(port: MessagePortLike): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener("message", (event) => listener(event.data));
      port.start?.();
    },
    onClose: (listener) => port.addEventListener("close", listener),
    close: () => port.close(),
  };
}

/** A MessagePort between Node's threads. */
interface ThreadPortLike {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  close(): void;
}

export function threadPort(port: ThreadPortLike): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on("message", listener),
    onClose: (listener) => void port.on("close", listener),
    close: () => port.close(),
  };
}

/** The part of a WebSocket that the browser's and the `ws` package's have in common. */
interface WebSocketLike {
  binaryType: string;
  readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(event: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(event: "close", listener: () => void): void;
}
const OPEN = 1;

/** A port over an open WebSocket; a message that cannot be read is dropped. */
export function webSocketPort(socket: WebSocketLike): Port {
  socket.binaryType = "arraybuffer";
  return {
    post: (message) => {
      if (socket.readyState === OPEN) socket.send(encode(message, { ignoreUndefined: true }));
    },
    onMessage: (listener) =>
      socket.addEventListener("message", ({ data }) => {
        const message = read(data);
        if (message !== undefined) listener(message);
      }),
    onClose: (listener) => socket.addEventListener("close", listener),
    close: () => socket.close(),
  };
}

function read(data: unknown): unknown {
  if (!(data instanceof ArrayBuffer)) return undefined;
  try {
    return decode(data);
  } catch {
    return undefined;
  }
}

/** Electron's main side: a MessagePortMain, or the parentPort of a utility process. */
export interface ElectronPortLike {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown; ports?: ElectronPortLike[] }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start?(): void;
  close?(): void;
}

export function electronPort(port: ElectronPortLike): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on("message", (event) => listener(event.data));
      port.start?.();
    },
    onClose: (listener) => void port.on("close", listener),
    close: () => port.close?.(),
  };
}

/** What a utility process has of its parent: for messages only, and ports that come with them. */
interface ParentPortLike {
  on(event: "message", listener: (event: { data: unknown; ports: ElectronPortLike[] }) => void): unknown;
}

/** The port of a helper process to the engine: under Node its parent; in Electron the main process brings it as a first message. */
export function helperPort(child: ProcessLike & { parentPort?: ParentPortLike | undefined }): Promise<Port> {
  const { parentPort } = child;
  if (!parentPort) return Promise.resolve(processPort(child));
  return new Promise((resolve) => {
    parentPort.on("message", ({ ports: [port] }) => port && resolve(electronPort(port)));
  });
}
