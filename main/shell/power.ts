/** Tells the engine whether the computer runs on battery; what the index does then, the user has set. */
import type { EngineApi } from "../../contract/api.ts";
import type { Log } from "./log-file.ts";

type PowerEvent = "on-battery" | "on-ac" | "suspend" | "resume";

export interface Power {
  isOnBattery(): boolean;
  on(event: PowerEvent, listener: () => void): void;
}

/** Calls that fail because the engine is gone are of no interest: the program ends then. */
export function followPower(engine: Pick<EngineApi, "setPower" | "rescan">, power: Power, log: Log): void {
  const tell = (onBattery: boolean) => async () => {
    log.write(onBattery ? "on-battery" : "on-power");
    await engine.setPower({ onBattery });
  };

  /** Drives and shares come and go while a computer sleeps. */
  async function wake(): Promise<void> {
    log.write("awake");
    await engine.rescan({});
  }

  const quietly = (work: () => Promise<unknown>) => () => void work().catch(() => {});
  power.on("on-battery", quietly(tell(true)));
  power.on("on-ac", quietly(tell(false)));
  power.on("suspend", () => log.write("asleep"));
  power.on("resume", quietly(wake));
  quietly(tell(power.isOnBattery()))();
}
