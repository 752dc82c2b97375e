/** The devices on which photos are encoded. */
import { engine } from "../api.ts";
import { attempt } from "./messages.ts";

/** Tries those of this computer again. Where it is, and what comes of it, says the status. */
export function checkDevices(): Promise<void> {
  return attempt(() => engine().checkDevices({}));
}
