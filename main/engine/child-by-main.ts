/** Helper processes in Electron: its main process starts them, and hands over the port to each. See contract/helpers.ts */
import { type AskedOfMain, saidByMainSchema } from "../../contract/helpers.ts";
import { type ElectronPortLike, electronPort } from "../../contract/ports.ts";
import type { Port } from "../../contract/rpc.ts";
import type { StartChild } from "./child.ts";

interface Coming {
  arrived(port: Port): void;
  ended(how: string): void;
}

/** `main`: the parent port of the engine, a utility process. */
export function childrenByMain(main: ElectronPortLike): StartChild {
  const helpers = new Map<number, Coming>();
  let nextId = 1;
  main.on("message", ({ data, ports: [port] = [] }) => {
    const said = saidByMainSchema.safeParse(data).data;
    if (said?.main === "port" && port) helpers.get(said.id)?.arrived(electronPort(port));
    if (said?.main !== "exited") return;
    helpers.get(said.id)?.ended(said.how);
    helpers.delete(said.id);
  });
  const ask = (request: AskedOfMain) => main.postMessage(request);

  return (kind) => {
    const id = nextId++;
    const port = Promise.withResolvers<Port>();
    const exited = Promise.withResolvers<string>();
    helpers.set(id, { arrived: port.resolve, ended: exited.resolve });
    ask({ main: "start", id, kind });
    return { port: comingPort(port.promise, exited.promise), kill: () => ask({ main: "kill", id }), exited: exited.promise };
  };
}

/** A port that is there at once: what is posted waits for the real one. Its end is the end of the process. */
function comingPort(coming: Promise<Port>, exited: Promise<string>): Port {
  return {
    post: (message) => void coming.then((port) => port.post(message)),
    onMessage: (listener) => void coming.then((port) => port.onMessage(listener)),
    onClose: (listener) => void exited.then(listener),
    close: () => void coming.then((port) => port.close()),
  };
}
