/**
 * The engine process: its options are one JSON argument, its port is the one to its parent.
 * A library that cannot be opened is answered on every call, so that every host shows the same sentence.
 */
import { z } from "zod";
import { engineApi } from "../../contract/api.ts";
import { type AskedOfMain, saidByMainSchema } from "../../contract/helpers.ts";
import { pageApi } from "../../contract/page-api.ts";
import { type ElectronPortLike, electronPort, processPort } from "../../contract/ports.ts";
import { type Handlers, serve } from "../../contract/rpc.ts";
import { nodeChildren } from "./child.ts";
import { childrenByMain } from "./child-by-main.ts";
import { createEngine, type Engine } from "./engine.ts";
import { pageHandlers } from "./page-handlers.ts";
import { openPixelFile } from "./pixel-file.ts";

const optionsSchema = z.object({
  library: z.string(),
  packFolder: z.string(),
  /** Whatever the library was changed to, this pack is used. */
  packFixed: z.boolean().default(false),
  /** The folder of photos that came with the program */
  samples: z.string().optional(),
  /** The language model, a GGUF file; null or missing: captions are edited by rules. */
  llm: z.string().nullable().default(null),
  /** Named by the user: a pack's own does not go before it. */
  llmFixed: z.boolean().default(false),
  /** Where photos are encoded: "auto", "cpu", or the name of a device; null: where the user has set it. */
  device: z.string().nullable().default("cpu"),
  /** Threads of the models; 0: as the user has set it */
  threads: z.number().int().min(0).default(0),
});
export type EngineOptions = z.input<typeof optionsSchema>;

/** In Electron the engine is a utility process: it talks by this port, which also brings the ports of windows. */
const parentPort: ElectronPortLike | undefined = Reflect.get(process as object, "parentPort");
const port = parentPort ? electronPort(parentPort) : processPort(process);
const options = optionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
const engine = open();
serve(engineApi, engine.handlers, port);
const chosen = { toRead: new Set<string>(), forCopies: new Set<string>() };
parentPort?.on("message", ({ data, ports: [window] = [] }) => {
  const said = saidByMainSchema.safeParse(data).data;
  if (said?.main === "page" && window) serve(pageApi, pageHandlers(engine.handlers, chosen), electronPort(window));
  if (said?.main === "folder") (said.for === "copies" ? chosen.forCopies : chosen.toRead).add(said.path);
  if (said?.main === "close") close();
});

port.onClose(close);
// A utility process is told by a message; the signal is for one that does not listen.
if (!parentPort) process.on("SIGTERM", close);
// The terminal sends Ctrl+C to the whole group; the host decides when the engine ends.
process.on("SIGINT", () => {});

/** A forked process ends when its port is closed; a utility process is ended by the main process, which waits to hear of it. */
function close(): void {
  const closed = { main: "closed" } satisfies AskedOfMain;
  void engine.close().finally(() => (parentPort ? parentPort.postMessage(closed) : port.close()));
}

function open(): Engine {
  try {
    // Utility processes inherit no open files: pixels then travel in messages.
    const pixels = parentPort ? undefined : openPixelFile();
    const startChild = parentPort ? childrenByMain(parentPort) : nodeChildren(import.meta.dirname, pixels);
    return createEngine({ ...options, startChild, hasPixelFile: pixels !== undefined });
  } catch (error) {
    return { handlers: refuseAll(error), close: async () => {} };
  }
}

function refuseAll(error: unknown): Handlers<typeof engineApi> {
  const refuse = () => {
    throw error;
  };
  return Object.fromEntries(Object.keys(engineApi).map((method) => [method, refuse])) as unknown as Handlers<typeof engineApi>;
}
