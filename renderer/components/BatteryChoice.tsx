import type { Settings } from "../../contract/settings.ts";
import { resume } from "../actions/folders.ts";
import { changeSettings } from "../actions/settings.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Choice } from "./Choice.tsx";

const choices = ["pause", "slow", "always"] as const satisfies readonly Settings["onBattery"][];

/** What the index does on battery, and a way past it for this time. */
export function BatteryChoice() {
  const chosen = useApp(({ settings }) => settings.onBattery);
  const slow = useApp(({ status }) => status?.power.slow ?? false);
  const words = strings.status.battery;
  return (
    <>
      <Choice
        label={words.title}
        value={chosen}
        choices={choices.map((name) => [name, words.choices[name]])}
        onChoose={(onBattery) => void changeSettings({ onBattery }, true)}
        testId="on-battery"
      />
      {slow && (
        <p className="muted">
          {words.slow}{" "}
          <button type="button" className="link" data-testid="run-now" onClick={() => void resume()}>
            {strings.status.runNow}
          </button>
        </p>
      )}
    </>
  );
}
