import { changeSettings } from "../../actions/settings.ts";
import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Field, Switch } from "./Field.tsx";

export function KeySettings() {
  const letterKeys = useApp(({ settings }) => settings.letterKeys);
  const words = strings.settings;
  return (
    <Field name={words.tabs.keys}>
      <Switch text={words.singleKeys} on={letterKeys} change={(on) => void changeSettings({ letterKeys: on }, true)} testId="letter-keys" />
      <button type="button" className="plain" onClick={() => openDialog({ kind: "keys" })}>
        {strings.commands.title} <kbd>?</kbd>
      </button>
    </Field>
  );
}
