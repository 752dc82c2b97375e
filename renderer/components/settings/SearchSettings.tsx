import { setMode } from "../../actions/query.ts";
import { changeSettings } from "../../actions/settings.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Choice } from "../Choice.tsx";
import { Field } from "./Field.tsx";

export function SearchSettings() {
  const { refined, foldStrength } = useApp((state) => state.settings);
  const words = strings.settings;
  const choose = (mode: "quick" | "refined") => {
    void changeSettings({ refined: mode === "refined" }, true);
    setMode(mode);
  };
  return (
    <>
      <Field name={words.mode}>
        <Choice
          label={words.mode}
          value={refined ? "refined" : "quick"}
          choices={[
            ["refined", words.modes.refined],
            ["quick", words.modes.quick],
          ]}
          onChoose={choose}
        />
      </Field>
      <Field name={words.fold}>
        <Choice
          label={words.fold}
          value={foldStrength}
          choices={[
            ["normal", words.folds.folded],
            ["loose", words.folds.shown],
          ]}
          onChoose={(strength) => void changeSettings({ foldStrength: strength }, true)}
        />
      </Field>
    </>
  );
}
