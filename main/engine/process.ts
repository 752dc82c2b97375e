/**
 * The engine process: its options are one JSON argument, its port is the one to its parent.
 * A library that cannot be opened is answered on every call, so that every host shows the same sentence.
 */
import { z } from "zod";
import { engineApi } from "../../contract/api.ts";
import { type ElectronPortLike, electronPort, processPort } from "../../contract/ports.ts";
import { type Handlers, serve } from "../../contract/rpc.ts";
import { nodeChildren } from "./child.ts";
import { createEngine, type Engine } from "./engine.ts";
import { openPixelFile } from "./pixel-file.ts";

const optionsSchema = z.object({
  library: z.string(),
  packFolder: z.string(),
  /** Whatever the library was changed to, this pack is used. */
  packFixed: z.boolean().default(false),
  /** The language model, a GGUF file; null or missing: captions are edited by rules. */
  llm: z.string().nullable().default(null),
  providers: z.array(z.string()).default(["cpu"]),
  /** Threads of the models; 0: one for each core */
  threads: z.number().int().min(0).default(0),
});
export type EngineOptions = z.input<typeof optionsSchema>;

/** In Electron the engine is a utility process: it talks by this port, which also brings the ports of windows. */
const parentPort: ElectronPortLike | undefined = Reflect.get(process as object, "parentPort");
const port = parentPort ? electronPort(parentPort) : processPort(process);
const options = optionsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
const engine = open();
serve(engineApi, engine.handlers, port);
parentPort?.on("message", ({ ports = [] }) => {
  for (const window of ports) serve(engineApi, engine.handlers, electronPort(window));
});

port.onClose(close);
process.on("SIGTERM", close);
// The terminal sends Ctrl+C to the whole group; the host decides when the engine ends.
process.on("SIGINT", () => {});

function close(): void {
  void engine.close().finally(() => port.close());
}

function open(): Engine {
  try {
    const pixels = openPixelFile();
    return createEngine({ ...options, startChild: nodeChildren(import.meta.dirname, pixels), hasPixelFile: pixels !== undefined });
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
