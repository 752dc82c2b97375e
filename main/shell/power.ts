/** The index rests while the computer runs on battery. Who resumes it then has their way until it is on battery anew. */
import type { EngineApi } from "../../contract/api.ts";
import type { Log } from "./log-file.ts";

type PowerEvent = "on-battery" | "on-ac" | "suspend" | "resume";

export interface Power {
  isOnBattery(): boolean;
  on(event: PowerEvent, listener: () => void): void;
}

/** Calls that fail because the engine is gone are of no interest: the program ends then. */
export function followPower(engine: Pick<EngineApi, "pause" | "resume" | "rescan" | "status">, power: Power, log: Log): void {
  async function rest(): Promise<void> {
    const { state } = await engine.status({});
    if (state === "paused" || state === "stopped") return;
    log.write("paused-on-battery");
    await engine.pause({ by: "battery" });
  }

  async function goOn(): Promise<void> {
    const { pausedBy } = await engine.status({});
    if (pausedBy !== "battery") return;
    log.write("resumed-on-power");
    await engine.resume({});
  }

  /** Drives and shares come and go while a computer sleeps. */
  async function wake(): Promise<void> {
    log.write("awake");
    await engine.rescan({});
  }

  const quietly = (work: () => Promise<unknown>) => () => void work().catch(() => {});
  power.on("on-battery", quietly(rest));
  power.on("on-ac", quietly(goOn));
  power.on("suspend", () => log.write("asleep"));
  power.on("resume", quietly(wake));
  if (power.isOnBattery()) quietly(rest)();
}
