/** Helper processes of the engine: they may crash or be killed at any time, and only they do. */
import { fork, type IOType } from "node:child_process";
import { join } from "node:path";
import { type HelperKind, helperSettings } from "../../contract/helpers.ts";
import { pixelFile } from "../../contract/pixel-slots.ts";
import { processPort } from "../../contract/ports.ts";
import type { Port } from "../../contract/rpc.ts";

export type ChildKind = HelperKind;

export interface Child {
  port: Port;
  /** Ends it at once, whatever native code it is in. */
  kill(): void;
  /** Resolves once, with how it ended in words ("signal SIGSEGV", "exit code 1"). */
  exited: Promise<string>;
}

/** How a host starts a helper process. `quiet`: what native code writes to stderr is of no use to anybody. */
export type StartChild = (kind: ChildKind, options?: { quiet?: boolean }) => Child;

/** Under Node, helpers are forked from the built entries in `folder`; `pixels` is the pixel file that they share, if there is one. */
export function nodeChildren(folder: string, pixels?: number): StartChild {
  return (kind, { quiet = false } = {}) => {
    const stdio: (IOType | "ipc" | number)[] = ["ignore", "ignore", quiet ? "ignore" : "inherit", "ipc"];
    if (pixels !== undefined) stdio[pixelFile] = pixels;
    const { env, execArgv } = helperSettings[kind];
    const child = fork(join(folder, `${kind}.js`), {
      serialization: "advanced",
      stdio,
      execArgv,
      env: { ...process.env, ...env },
    });
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    return { port: processPort(child), kill: () => child.kill("SIGKILL"), exited };
  };
}
