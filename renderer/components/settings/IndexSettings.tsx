import { changeSettings } from "../../actions/settings.ts";
import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { BatteryChoice } from "../BatteryChoice.tsx";
import { Choice } from "../Choice.tsx";
import { Field, Switch } from "./Field.tsx";

/** When photos are read, with how much of the computer, and whether captions are written. */
export function IndexSettings() {
  const captions = useApp(({ settings }) => settings.captions);
  const knowsBattery = useApp(({ status }) => status?.power.onBattery !== null);
  const words = strings.settings;
  return (
    <>
      <Field name={strings.status.title}>
        <p className="muted">{words.indexText}</p>
        <button type="button" className="plain" onClick={() => openDialog({ kind: "index" })}>
          {strings.status.open}
        </button>
      </Field>
      {knowsBattery && (
        <Field name={strings.status.battery.title}>
          <BatteryChoice />
        </Field>
      )}
      <Field name={words.threads}>
        <Threads />
        <p className="muted">{words.threadsText}</p>
      </Field>
      <Field name={strings.status.captions}>
        <Switch text={words.captionsText} on={captions} change={(on) => void changeSettings({ captions: on }, true)} testId="captions-on" />
        <p className="muted">{words.captionsHint}</p>
      </Field>
    </>
  );
}

/** Each twice the one before, as far as there are cores, and what is set now. */
function Threads() {
  const threads = useApp(({ settings }) => settings.threads);
  const choices = new Set([0, threads]);
  for (let number = 1; number <= navigator.hardwareConcurrency; number *= 2) choices.add(number);
  const { threads: label, threadsOf } = strings.settings;
  return (
    <Choice
      label={label}
      value={String(threads)}
      choices={[...choices].sort((a, b) => a - b).map((number) => [String(number), threadsOf(number)])}
      onChoose={(chosen) => void changeSettings({ threads: Number(chosen) }, true)}
      testId="threads"
    />
  );
}
