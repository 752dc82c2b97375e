import { deviceChoices } from "../../../contract/devices.ts";
import { changeSettings } from "../../actions/settings.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Choice } from "../Choice.tsx";
import { Devices } from "../Devices.tsx";
import { Field } from "./Field.tsx";

/** Of the devices that a computer of this kind may have. */
export function DeviceSettings() {
  const device = useApp(({ settings }) => settings.device);
  const possible = useApp(({ status }) => status?.models.provider?.possible);
  const words = strings.devices;
  const choices = deviceChoices.filter((name) => name === "auto" || name === "cpu" || name === device || possible?.includes(name));
  return (
    <Field name={words.title}>
      <Choice
        label={words.title}
        value={device}
        choices={choices.map((name) => [name, words.choices[name]])}
        onChoose={(chosen) => void changeSettings({ device: chosen }, true)}
        testId="device-choice"
      />
      <p className="muted">{words.automatic}</p>
      <Devices />
    </Field>
  );
}
