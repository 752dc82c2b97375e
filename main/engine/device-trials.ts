/**
 * Trying devices: in a process of its own, so that a driver which crashes or hangs ends that one alone, while the processor
 * answers. The index stands still only while speeds are measured.
 */
import { AppError } from "../../contract/errors.ts";
import { modelApi, type TrialRequest } from "../../contract/models.ts";
import { connect } from "../../contract/rpc.ts";
import type { Child, StartChild } from "./child.ts";
import type { Models } from "./models.ts";

/** The first answers do not wait for it, and short commands end before. */
const afterStartMs = 5_000;
/** A device that says nothing for so long is not used: preparing it takes long once, but this is no preparing. */
const patienceMs = 120_000;
/** More than any computer has devices */
const mostProcesses = 8;

type Lost = NonNullable<TrialRequest["lost"]>;

export interface DeviceTrials {
  /** Tries what was not tried yet, or (`again`) all devices in question; resolves when the one to use is in use. */
  run(again: boolean): Promise<void>;
  close(): void;
}

export interface DeviceTrialsParts {
  start: StartChild;
  models: Pick<Models, "api" | "status" | "place" | "setTrying" | "setTried" | "reopen">;
  /** The index waits for this. */
  hold(measuring: Promise<void>): void;
}

/** Begins by itself a while after the pack was loaded, if there is something to try. */
export function createDeviceTrials({ start, models, hold }: DeviceTrialsParts): DeviceTrials {
  let child: Child | undefined;
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  const soon = setTimeout(() => void run(false).catch(() => {}), afterStartMs).unref();

  function run(again: boolean): Promise<void> {
    running = running.catch(() => {}).then(() => tryAll(again));
    return running;
  }

  async function tryAll(again: boolean): Promise<void> {
    await models.api.load({ packFolder: "" });
    if (!again && models.status().provider?.untried.length === 0) return;
    try {
      let lost: Lost | null = null;
      // Each process that is lost takes one device off the list.
      for (let processes = 0; processes < mostProcesses && !isClosed; processes++) {
        lost = await tryInOneProcess({ again: again && processes === 0, lost });
        if (!lost) return;
      }
    } finally {
      models.setTrying(undefined);
    }
  }

  /** The device over which the process was lost; null: it came to its end. */
  async function tryInOneProcess(part: Pick<TrialRequest, "again" | "lost">): Promise<Lost | null> {
    const trial = start("inference", { quiet: true });
    child = trial;
    const watch = createWatch(() => trial.kill());
    let measuring = Promise.withResolvers<void>();
    let device: string | undefined;
    try {
      for await (const news of connect(modelApi, trial.port).tryDevices({ ...models.place(), ...part })) {
        watch.reset();
        measuring.resolve();
        if ("trying" in news) {
          device = news.trying;
          models.setTrying(device);
          measuring = Promise.withResolvers();
          if (news.measuring) hold(measuring.promise);
        } else if (news.used === models.status().provider?.used) models.setTried(news);
        else models.reopen();
      }
      return null;
    } catch (error) {
      if (isClosed) return null;
      if (device === undefined || !hasEnded(error)) throw error;
      return { device, outcome: watch.isOver() ? "took-too-long" : "crashed" };
    } finally {
      watch.stop();
      measuring.resolve();
      trial.kill();
    }
  }

  return {
    run,
    close: () => {
      isClosed = true;
      clearTimeout(soon);
      child?.kill();
    },
  };
}

/** Calls `end` when nothing was heard for long. */
function createWatch(end: () => void) {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    end();
  }, patienceMs).unref();
  return { reset: () => void timer.refresh(), stop: () => clearTimeout(timer), isOver: () => isOver };
}

function hasEnded(error: unknown): boolean {
  return error instanceof AppError && error.code === "closed";
}
