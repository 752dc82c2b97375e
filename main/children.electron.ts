/** Starts the engine in Electron, as a utility process that also talks to windows directly. */
import { MessageChannelMain, type MessagePortMain, utilityProcess } from "electron";
import { engineApi } from "../contract/api.ts";
import { connect, type Port } from "../contract/rpc.ts";
import type { RunningEngine } from "./children.node.ts";
import type { EngineOptions } from "./engine/process.ts";

export interface ElectronEngine extends RunningEngine {
  /** A port to the engine, for a window: the main process is not in between. */
  openPort(): MessagePortMain;
}

/**
 * `entry`: the built engine.js. Call it once the app is ready.
 * The engine's helpers are forked as under Node: Electron's own `fork` sets ELECTRON_RUN_AS_NODE for them, which will
 * do until the packaged app switches that fuse off; then they become utility processes too.
 */
export function startElectronEngine(entry: string, options: EngineOptions): ElectronEngine {
  const child = utilityProcess.fork(entry, [JSON.stringify(options)], { serviceName: "Recompose engine" });
  const exited = new Promise<string>((resolve) => child.once("exit", (code) => resolve(`exit code ${code}`)));
  const port: Port = {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onClose: (listener) => void child.once("exit", listener),
    close: () => void child.kill(),
  };
  return {
    engine: connect(engineApi, port),
    exited,
    openPort: () => {
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage(null, [port1]);
      return port2;
    },
    close: async () => {
      child.kill();
      await exited;
    },
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
    },
  };
}
