import { version } from "../../../package.json";
import { copyReport } from "../../actions/report.ts";
import { strings } from "../../strings/index.ts";
import { ModelLine } from "../ModelLine.tsx";
import { Field } from "./Field.tsx";

export function AboutSettings() {
  const words = strings.settings;
  return (
    <>
      <Field name={`${strings.name} ${version}`}>
        <p>{words.aboutText}</p>
        <p className="muted">{words.aboutCite}</p>
        <ModelLine />
      </Field>
      <Field name={words.report}>
        <p className="muted">{words.reportText}</p>
        <button type="button" className="plain" data-testid="copy-report" onClick={() => void copyReport()}>
          {words.copyReport}
        </button>
      </Field>
    </>
  );
}
