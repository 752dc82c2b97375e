/** What every command has in common: an engine for its time, Ctrl+C, and an exit code. */

import type { EngineApi } from "../../contract/api.ts";
import type { DeviceChoice } from "../../contract/devices.ts";
import { AppError, type ErrorCode, inEnglish, toAppError } from "../../contract/errors.ts";
import { type RunningEngine, startEngine } from "../children.node.ts";
import { onStopRequest } from "../stop-requests.ts";
import { complain, note, printable } from "./output.ts";

export const exitCodes = { done: 0, error: 1, wrongUse: 2, nothingFound: 3, interrupted: 130 } as const;

/** Options of every command, paths absolute. */
export interface CommonOptions {
  engineEntry: string;
  library: string;
  pack: string;
  /** Named by the user: not the one that the library was changed to */
  packFixed: boolean;
  llm: string | null;
  /** Named by the user: not the one that a pack brings */
  llmFixed: boolean;
  /** Null: where the user has set it */
  device: DeviceChoice | null;
  json: boolean;
}

export interface Command {
  engine: EngineApi;
  /** Aborted by the first Ctrl+C; a second one ends the program at once. */
  signal: AbortSignal;
  json: boolean;
}

/** Runs `work` with an engine and returns the exit code; the engine has closed the library by then. */
export async function withEngine(options: CommonOptions, work: (command: Command) => Promise<number>): Promise<number> {
  const running = startEngine(options.engineEntry, {
    library: options.library,
    packFolder: options.pack,
    packFixed: options.packFixed,
    llm: options.llm,
    llmFixed: options.llmFixed,
    device: options.device,
  });
  const signal = abortedByUser(running);
  try {
    await tellOfLostPack(running.engine);
    return await work({ engine: running.engine, signal, json: options.json });
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    return fail(await withCause(toAppError(error), running));
  } finally {
    await running.close();
  }
}

/** Other models answer than those that the user had chosen. */
async function tellOfLostPack(engine: EngineApi): Promise<void> {
  const { incidents } = await engine.status({});
  for (const incident of incidents) if (incident.code === "pack-missing") note(printable(inEnglish(incident)));
}

function abortedByUser(running: RunningEngine): AbortSignal {
  const controller = new AbortController();
  onStopRequest(() => {
    if (controller.signal.aborted) running.kill();
    controller.abort();
  });
  return controller.signal;
}

/** A closed connection means that the engine died: says how. */
async function withCause(error: AppError, running: RunningEngine): Promise<AppError> {
  if (error.code !== "closed") return error;
  const how = await running.exited;
  return new AppError("closed", `The engine ended (${how}).`, "Run the command again: at most the last few photos are read again.");
}

/** Tells of an error and returns the exit code for it. */
export function fail(error: unknown): number {
  complain(error);
  const wrongUse: ErrorCode[] = ["bad-request", "line-unreadable", "query-empty", "query-too-long"];
  return wrongUse.includes(toAppError(error).code) ? exitCodes.wrongUse : exitCodes.error;
}
