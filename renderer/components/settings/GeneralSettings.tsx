import type { Settings } from "../../../contract/settings.ts";
import { changeSettings } from "../../actions/settings.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Choice } from "../Choice.tsx";
import { Field, Switch } from "./Field.tsx";

const languages = ["system", "en", "de"] as const satisfies readonly Settings["language"][];
const themes = ["system", "light", "dark", "high-contrast"] as const satisfies readonly Settings["theme"][];

export function GeneralSettings() {
  const { language, theme, showNearCopies } = useApp((state) => state.settings);
  const words = strings.settings;
  return (
    <>
      <Field name={words.language}>
        <Choice
          label={words.language}
          value={language}
          choices={languages.map((name) => [name, words.languages[name]])}
          onChoose={(chosen) => void changeSettings({ language: chosen }, true)}
          testId="language"
        />
      </Field>
      <Field name={words.theme}>
        <Choice
          label={words.theme}
          value={theme}
          choices={themes.map((name) => [name, words.themes[name]])}
          onChoose={(chosen) => void changeSettings({ theme: chosen }, true)}
          testId="theme"
        />
      </Field>
      <Field name={words.copies}>
        <Switch text={words.copiesText} on={showNearCopies} change={(on) => void changeSettings({ showNearCopies: on }, true)} />
      </Field>
    </>
  );
}
