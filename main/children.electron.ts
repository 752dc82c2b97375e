/** Starts the engine and its helpers in Electron, as utility processes: the engine talks to windows and helpers directly. */
import { dirname, join } from "node:path";
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import { engineApi } from "../contract/api.ts";
import { type AskedOfMain, askedOfMainSchema, helperSettings, type SaidByMain } from "../contract/helpers.ts";
import { packsApi } from "../contract/packs.ts";
import { type PagePacksHandlers, pagePacksApi } from "../contract/page-packs.ts";
import { electronPort } from "../contract/ports.ts";
import { connect, type Port, serve } from "../contract/rpc.ts";
import type { RunningEngine } from "./children.node.ts";
import type { EngineOptions } from "./engine/process.ts";
import type { PacksProcessOptions } from "./packs/process.ts";
import type { RunningPacks } from "./packs-on-demand.ts";

/** The engine has so long to finish the batches in hand. */
const closingMs = 10_000;

export interface ElectronEngine extends RunningEngine {
  /** A port to the engine, for a window: the main process is not in between. */
  openPort(): MessagePortMain;
  /** The user showed the page this folder: it may add it, or have copies made into it. */
  allowFolder(path: string, what: "reading" | "copies"): void;
}

/** `entry`: the built engine.js, beside those of its helpers. Call it once the app is ready. */
export function startElectronEngine(entry: string, options: EngineOptions): ElectronEngine {
  const child = utilityProcess.fork(entry, [JSON.stringify(options)], { serviceName: "Recompose engine", stdio: "ignore" });
  const exited = endOf(child);
  const tell = (said: SaidByMain, ports: MessagePortMain[] = []) => child.postMessage(said, ports);
  const closed = Promise.withResolvers<void>();
  const helpers = startHelpers(dirname(entry), tell);
  void exited.then(helpers.endAll);
  onAsked(child, (asked) => (asked.main === "closed" ? closed.resolve() : helpers.answer(asked)));
  return {
    engine: connect(engineApi, portOf(child)),
    exited,
    openPort: () => {
      const { port1, port2 } = new MessageChannelMain();
      tell({ main: "page" }, [port1]);
      return port2;
    },
    allowFolder: (path, what) => tell({ main: "folder", path, for: what }),
    close: async () => {
      tell({ main: "close" });
      await Promise.race([closed.promise, exited, new Promise((resolve) => setTimeout(resolve, closingMs).unref())]);
      child.kill();
      await exited;
    },
    kill: () => endNow(child),
  };
}

/** `entry`: the built packs.js. Neither the engine nor a page has a port to it: the main process stands between. */
export function startElectronPacks(entry: string, options: PacksProcessOptions): RunningPacks {
  const child = utilityProcess.fork(entry, [JSON.stringify(options)], { serviceName: "Recompose packs", stdio: "ignore" });
  return { packs: connect(packsApi, portOf(child)), close: () => endNow(child) };
}

/** For a window: a port to what the main process answers about models. */
export function openPacksPort(handlers: PagePacksHandlers): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  serve(pagePacksApi, handlers, electronPort(port1));
  return port2;
}

/** The engine's helpers, by the numbers it gave them. None outlives it. */
function startHelpers(folder: string, tell: (said: SaidByMain, ports?: MessagePortMain[]) => void) {
  const running = new Map<number, UtilityProcess>();

  function start(id: number, kind: keyof typeof helperSettings): void {
    const { env, execArgv } = helperSettings[kind];
    const options = { serviceName: `Recompose ${kind}`, env: { ...process.env, ...env }, execArgv: [...execArgv], stdio: "ignore" };
    const helper = utilityProcess.fork(join(folder, `${kind}.js`), [], options);
    running.set(id, helper);
    const { port1, port2 } = new MessageChannelMain();
    helper.postMessage(null, [port1]);
    tell({ main: "port", id }, [port2]);
    void endOf(helper).then((how) => {
      running.delete(id);
      tell({ main: "exited", id, how });
    });
  }

  return {
    answer: (asked: Exclude<AskedOfMain, { main: "closed" }>) => {
      if (asked.main === "start") return start(asked.id, asked.kind);
      const helper = running.get(asked.id);
      if (helper) endNow(helper);
    },
    endAll: () => {
      for (const helper of running.values()) endNow(helper);
    },
  };
}

/** The engine's answers to calls; what it asks of the main process is not for them. */
function portOf(child: UtilityProcess): Port {
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", (message) => askedOfMainSchema.safeParse(message).success || listener(message)),
    onClose: (listener) => void child.once("exit", listener),
    close: () => void child.kill(),
  };
}

function onAsked(child: UtilityProcess, answer: (asked: AskedOfMain) => void): void {
  child.on("message", (message) => {
    const { data } = askedOfMainSchema.safeParse(message);
    if (data) answer(data);
  });
}

function endOf(child: UtilityProcess): Promise<string> {
  return new Promise((resolve) => child.once("exit", (code) => resolve(`exit code ${code}`)));
}

/** By force: native code that hangs hears no request. Before it has a number, its end is asked for; it may have ended just now. */
function endNow(child: UtilityProcess): void {
  if (child.pid === undefined) return void child.once("spawn", () => endNow(child));
  try {
    process.kill(child.pid, "SIGKILL");
  } catch {
    // It is gone.
  }
}
