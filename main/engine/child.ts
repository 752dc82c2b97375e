/** Helper processes of the engine: they may crash or be killed at any time, and only they do. */
import { fork } from "node:child_process";
import { join } from "node:path";
import { processPort } from "../../contract/ports.ts";
import type { Port } from "../../contract/rpc.ts";

export type ChildKind = "inference" | "decoder";

export interface Child {
  port: Port;
  /** Ends it at once, whatever native code it is in. */
  kill(): void;
  /** Resolves once, with how it ended in words ("signal SIGSEGV", "exit code 1"). */
  exited: Promise<string>;
}

/** How a host starts a helper process. */
export type StartChild = (kind: ChildKind) => Child;

/** Under Node, helpers are forked from the built entries in `folder`. */
export function nodeChildren(folder: string): StartChild {
  return (kind) => {
    const child = fork(join(folder, `${kind}.js`), { serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    return { port: processPort(child), kill: () => child.kill("SIGKILL"), exited };
  };
}
