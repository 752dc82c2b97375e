/**
 * [Note: llama.cpp's trial] On Linux node-llama-cpp first loads its binary in a process of its own, to see whether that
 * crashes. In Electron it cannot: it forks by Node, which an installed program does not do (the fuse run-as-node is off), or
 * by utilityProcess, which only the main process has; the trial would count as failed and there would be no language model.
 * So it is told that the trial went well. What might crash is this very process, which may.
 */
import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { syncBuiltinESMExports } from "node:module";

/** Runs `load`; every trial process that it forks says yes. */
export async function withoutTrial<T>(load: () => Promise<T>): Promise<T> {
  const { fork } = childProcess;
  replaceFork(trialThatPasses as unknown as typeof fork);
  try {
    return await load();
  } finally {
    replaceFork(fork);
  }
}

function replaceFork(fork: typeof childProcess.fork): void {
  childProcess.fork = fork;
  syncBuiltinESMExports();
}

/** The other end of the library's own few messages. */
function trialThatPasses() {
  const child = new EventEmitter();
  const say = (event: string, value: unknown) => setImmediate(() => child.emit(event, value));
  say("message", { type: "ready" });
  return Object.assign(child, {
    exitCode: null,
    kill: () => true,
    send: ({ type }: { type: string }) => {
      if (type === "start") say("message", { type: "done" });
      if (type === "exit") say("exit", 0);
    },
  });
}
