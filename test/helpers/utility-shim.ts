/** Loaded into a forked Node process before anything else: what Electron gives a utility process, over Node's own channel. */
import { EventEmitter } from "node:events";

interface Incoming {
  /** 0: the parent port */
  to: number;
  data: unknown;
  ports: number[];
  closed?: boolean;
}

const ends = new Map<number, ReturnType<typeof createEnd>>();
Object.defineProperty(process, "parentPort", { value: endOf(0) });
process.on("message", ({ to, data, ports, closed }: Incoming) => {
  if (closed) endOf(to).emit("close");
  else endOf(to).arrive({ data, ports: ports.map(endOf) });
});

function endOf(id: number) {
  const known = ends.get(id) ?? createEnd(id);
  ends.set(id, known);
  return known;
}

/** Messages wait until the port is started; the parent port starts when it is listened to. */
function createEnd(id: number) {
  const emitter = new EventEmitter();
  const waiting: unknown[] = [];
  let isOpen = false;
  const start = () => {
    isOpen = true;
    for (const event of waiting.splice(0)) emitter.emit("message", event);
  };
  return {
    on(name: string, listener: (event: unknown) => void) {
      emitter.on(name, listener);
      if (id === 0 && name === "message") start();
    },
    start,
    postMessage: (data: unknown) => void process.send?.({ from: id, data }),
    close: () => void process.send?.({ from: id, closed: true }),
    arrive: (event: unknown) => (isOpen ? void emitter.emit("message", event) : void waiting.push(event)),
    emit: (name: string) => emitter.emit(name),
  };
}
