/** A proxy on this computer: it passes plain requests on, and opens tunnels to wherever it is told. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Proxy {
  /** 127.0.0.1:PORT */
  host: string;
  /** "GET http://host/path" or "CONNECT host:443", as they came */
  requests: string[];
  /** The first byte that came through a tunnel: 22 where it is TLS */
  firstBytes: number[];
}

/** `refuses`: the status that it answers with instead. Tunnels lead to `tunnelsTo`, a port on this computer. */
export async function startProxy({ refuses, tunnelsTo = 0 }: { refuses?: number; tunnelsTo?: number | undefined } = {}): Promise<Proxy> {
  const proxy: Proxy = { host: "", requests: [], firstBytes: [] };
  const server = createServer((asked, answer) => {
    proxy.requests.push(`${asked.method} ${asked.url}`);
    if (refuses !== undefined) answer.writeHead(refuses).end();
    else passOn(asked, answer);
  });
  server.on("connect", (asked: IncomingMessage, socket: Socket) => {
    proxy.requests.push(`CONNECT ${asked.url}`);
    socket.on("error", () => {});
    if (refuses !== undefined) return void socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
    const far = connect(tunnelsTo, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.once("data", (bytes) => proxy.firstBytes.push(bytes[0] ?? -1));
      socket.pipe(far).pipe(socket);
    });
    far.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  proxy.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

function passOn(asked: IncomingMessage, answer: ServerResponse): void {
  const onward = request(asked.url ?? "", { method: asked.method, headers: asked.headers }, (response) => {
    answer.writeHead(response.statusCode ?? 500, response.headers);
    response.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  onward.end();
}
