/**
 * Electron's utility processes and their ports with Node's forked processes behind them, since Electron's program cannot run
 * everywhere: real processes, real ends, real messages. As in Electron nothing but stdio is inherited.
 */
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

interface FromChild {
  from: number;
  data: unknown;
  closed?: boolean;
}

let nextId = 1;
const ports = new Map<number, PortDouble>();

class PortDouble extends EventEmitter {
  readonly id = nextId++;
  peer: PortDouble | undefined;
  owner: ChildProcess | undefined;
  private readonly waiting: unknown[] = [];
  private isStarted = false;

  constructor() {
    super();
    ports.set(this.id, this);
  }
  /** A message for whoever holds this end: a process, this one, or nobody yet. */
  arrive(data: unknown): void {
    if (this.owner) this.owner.send({ to: this.id, data, ports: [] }, () => {});
    else if (this.isStarted) this.emit("message", { data, ports: [] });
    else this.waiting.push(data);
  }
  moveTo(owner: ChildProcess): void {
    this.owner = owner;
    for (const data of this.waiting.splice(0)) this.arrive(data);
  }
  start(): void {
    this.isStarted = true;
    for (const data of this.waiting.splice(0)) this.arrive(data);
  }
  postMessage(data: unknown): void {
    this.peer?.arrive(data);
  }
  close(): void {
    if (this.peer?.owner?.connected) this.peer.owner.send({ to: this.peer.id, data: null, ports: [], closed: true }, () => {});
    else this.peer?.emit("close");
  }
}

class MessageChannelMain {
  port1 = new PortDouble();
  port2 = new PortDouble();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

interface ForkOptions {
  env?: NodeJS.ProcessEnv;
  execArgv?: string[];
  stdio?: "ignore";
}

/** Processes that were forked, by what they run; those that are left end with the test. */
export function utilityProcesses() {
  const forked: { entry: string; child: ChildProcess }[] = [];
  onTestFinished(() => {
    for (const { child } of forked) child.kill("SIGKILL");
  });

  function forkUtility(entry: string, args: string[], { env, execArgv = [] }: ForkOptions) {
    const child = fork(entry, args, {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: [...execArgv, "--import", join(import.meta.dirname, "utility-shim.ts")],
      ...(env && { env }),
    });
    forked.push({ entry, child });
    const utility = Object.assign(new EventEmitter(), {
      pid: child.pid,
      kill: () => child.kill("SIGTERM"),
      postMessage: (data: unknown, moved: PortDouble[] = []) => {
        if (child.connected) child.send({ to: 0, data, ports: moved.map(({ id }) => id) }, () => {});
        for (const port of moved) port.moveTo(child);
      },
    });
    child.on("message", ({ from, data, closed }: FromChild) => {
      if (from === 0) utility.emit("message", data);
      else if (closed) ports.get(from)?.close();
      else ports.get(from)?.postMessage(data);
    });
    child.once("exit", (code, signal) => {
      for (const port of ports.values()) if (port.owner === child) port.close();
      utility.emit("exit", code ?? signal);
    });
    return utility;
  }

  return { electron: { utilityProcess: { fork: forkUtility }, MessageChannelMain }, forked };
}
