/** The first folders. */
import { engine } from "../api.ts";
import { attempt } from "./messages.ts";
import { changeSettings } from "./settings.ts";

/** Adds them all. The first one's error is for the page of the first run; then there is a library, which shows the others'. */
export async function startWith([first, ...rest]: string[]): Promise<void> {
  if (first === undefined) return;
  await engine().addFolder({ path: first });
  for (const path of rest) await attempt(() => engine().addFolder({ path }));
  await changeSettings({ firstRunDone: true });
}

/** With the photos that came with the program. Its error is for the page of the first run. */
export async function startWithSamples(): Promise<void> {
  await engine().addSamples({});
  await changeSettings({ firstRunDone: true });
}
