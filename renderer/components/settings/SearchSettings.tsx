import { setMode } from "../../actions/query.ts";
import { changeSettings } from "../../actions/settings.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Choice } from "../Choice.tsx";
import { Field } from "./Field.tsx";

/** The pack's own weights, or how much the words count */
const sliderPlaces = [null, 0.2, 0.4, 0.7, 0.85];

/** What a quick answer takes; patience for a slow computer */
const rewriteSeconds = [1, 2, 5, 10, 20];

export function SearchSettings() {
  const { refined, rewriteSeconds: longest, foldStrength, slider } = useApp((state) => state.settings);
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
      <Field name={words.rewrite}>
        <Choice
          label={words.rewrite}
          value={String(longest)}
          choices={[...new Set([...rewriteSeconds, longest])]
            .sort((a, b) => a - b)
            .map((seconds) => [String(seconds), words.rewriteOf(seconds)])}
          onChoose={(chosen) => void changeSettings({ rewriteSeconds: Number(chosen) }, true)}
          testId="rewrite-seconds"
        />
        <p className="muted">{words.rewriteText}</p>
      </Field>
      <Field name={words.slider}>
        <Choice
          label={words.slider}
          value={String(slider)}
          choices={sliderPlaces.map((place) => [String(place), place === null ? words.sliderOfPack : words.sliderAt(place)])}
          onChoose={(chosen) => void changeSettings({ slider: chosen === "null" ? null : Number(chosen) }, true)}
          testId="usual-slider"
        />
        <p className="muted">{words.sliderText}</p>
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
