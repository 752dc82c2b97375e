/** Helper processes of the engine: they may crash or be killed at any time, and only they do. */
import { fork, type IOType } from "node:child_process";
import { join } from "node:path";
import { pixelFile } from "../../contract/pixel-slots.ts";
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

/**
 * glibc keeps a pool of free memory for every thread, and helpers have many threads that each need much once: 200 MB less in
 * all. Other systems ignore these. (As the small young generation does, which is asked for below.)
 */
const frugal = {
  inference: { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072" },
  decoder: { MALLOC_ARENA_MAX: "2" },
} satisfies Record<ChildKind, Record<string, string>>;

/** Under Node, helpers are forked from the built entries in `folder`; `pixels` is the pixel file that they share, if there is one. */
export function nodeChildren(folder: string, pixels?: number): StartChild {
  const stdio: (IOType | "ipc" | number)[] = ["ignore", "ignore", "inherit", "ipc"];
  if (pixels !== undefined) stdio[pixelFile] = pixels;
  return (kind) => {
    const child = fork(join(folder, `${kind}.js`), {
      serialization: "advanced",
      stdio,
      execArgv: ["--max-semi-space-size=4"],
      env: { ...process.env, ...frugal[kind] },
    });
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    return { port: processPort(child), kill: () => child.kill("SIGKILL"), exited };
  };
}
