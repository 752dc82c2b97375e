import { changeSettings } from "../../actions/settings.ts";
import { host } from "../../host.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { PairChoice } from "../PairChoice.tsx";
import { Field } from "./Field.tsx";

/** What leaves the library as a copy. */
export function FileSettings() {
  const dragOut = useApp(({ settings }) => settings.dragOut);
  const words = strings.settings;
  return (
    <Field name={strings.library.copies.pairs}>
      <PairChoice value={dragOut} onChoose={(chosen) => void changeSettings({ dragOut: chosen }, true)} testId="pair-choice" />
      <p className="muted">{host ? words.pairsDragged : words.pairsCopied}</p>
    </Field>
  );
}
