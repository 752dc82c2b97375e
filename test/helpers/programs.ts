/** The built programs as real processes. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const root = join(import.meta.dirname, "..", "..");
export const starterPack = join(root, "models", "starter");
export const hasStarterPack = existsSync(join(starterPack, "pack.json"));
export const noStarterPack = "models/starter is not there";

export type Program = "cli" | "start";

export interface Ended {
  /** null when a signal ended it */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  /** Both outputs so far */
  output(): string;
  /** Resolves with the first match in the output; rejects when the program ends without one. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** Runs a program to its end. */
export async function run(program: Program, args: string[], cwd = root): Promise<Ended> {
  return await follow(start(program, args, cwd)).ended;
}

/** Starts a program that does not outlive the test. */
export function begin(program: Program, args: string[], cwd = root): Running {
  return endingWithTest(start(program, args, cwd));
}

/** Starts a program that lasts for all tests of a file: the caller ends it. */
export function beginForFile(program: Program, args: string[], cwd = root): Running {
  return follow(start(program, args, cwd));
}

/** The same in a terminal, where progress is shown and Ctrl+C ("\x03" to stdin) reaches what it reaches for users. */
export function beginInTerminal(program: Program, args: string[]): Running {
  const command = [process.execPath, join(root, "out", "main", `${program}.js`), ...args].map((part) => `'${part}'`).join(" ");
  return endingWithTest(spawn("script", ["-qefc", `stty cols 120; exec ${command}`, "/dev/null"], { cwd: root, env: environment() }));
}

export const hasTerminal = existsSync("/usr/bin/script");

/** No screen, so that no window opens; nothing of npm's, so that paths are taken from where the program runs. */
function environment(): NodeJS.ProcessEnv {
  const { DISPLAY: _1, WAYLAND_DISPLAY: _2, npm_lifecycle_event: _3, ...rest } = process.env;
  return { ...rest, NO_COLOR: "1" };
}

function start(program: Program, args: string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [join(root, "out", "main", `${program}.js`), ...args], { cwd, env: environment() });
}

/** Waits for its helpers too, which hold its outputs open: what they wrote to is erased after them. */
function endingWithTest(child: ChildProcess): Running {
  const running = follow(child);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await running.ended;
  });
  return running;
}

function follow(child: ChildProcess): Running {
  const text = { stdout: "", stderr: "" };
  let changed = () => {};
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (part: string) => {
      text[name] += part;
      changed();
    });
  }
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      over = true;
      resolve({ code, ...text });
      changed();
    });
  });
  const output = () => text.stdout + text.stderr;
  return {
    process: child,
    output,
    ended,
    shows: async (pattern) => {
      while (true) {
        const match = pattern.exec(output());
        if (match) return match;
        if (over) throw new Error(`It ended without showing ${pattern}:\n${output()}`);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
  };
}
