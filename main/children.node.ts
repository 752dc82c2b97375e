/** Starts the engine under Node, as a forked process. */
import { fork } from "node:child_process";
import { type EngineApi, engineApi } from "../contract/api.ts";
import { packsApi } from "../contract/packs.ts";
import { processPort } from "../contract/ports.ts";
import { connect } from "../contract/rpc.ts";
import type { EngineOptions } from "./engine/process.ts";
import type { PacksProcessOptions } from "./packs/process.ts";
import type { RunningPacks } from "./packs-on-demand.ts";

export interface RunningEngine {
  engine: EngineApi;
  /** Resolves once, with how it ended in words ("exit code 0", "signal SIGKILL"). */
  exited: Promise<string>;
  /** Lets it finish the batches in hand and close the library; resolves when it is gone. */
  close(): Promise<void>;
  /** Ends it at once. The library stays whole; at most the batches in hand are done again. */
  kill(): void;
}

/**
 * `entry`: the built engine.js. A library that cannot be opened shows as an AppError of every call.
 *
 * [Note: Ctrl+C] A terminal sends Ctrl+C to every process of the group. The engine stands outside of it, so that
 * only the host hears it and decides; should the host be killed, the engine sees its channel close and ends too.
 */
export function startEngine(entry: string, options: EngineOptions): RunningEngine {
  const child = fork(entry, [JSON.stringify(options)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
    windowsHide: true,
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const port = processPort(child);
  return {
    engine: connect(engineApi, port),
    exited,
    close: async () => {
      port.close();
      await exited;
    },
    kill: () => child.kill("SIGKILL"),
  };
}

/** `entry`: the built packs.js. The process that may open connections; it ends when it is closed, or with this one. */
export function startPacks(entry: string, options: PacksProcessOptions): RunningPacks {
  const child = fork(entry, [JSON.stringify(options)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
    windowsHide: true,
  });
  const port = processPort(child);
  return { packs: connect(packsApi, port), close: () => port.close() };
}
