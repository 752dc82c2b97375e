import { strings } from "../../strings/index.ts";
import { ModelLine } from "../ModelLine.tsx";
import { NetworkLine } from "../packs/NetworkLine.tsx";
import { Field } from "./Field.tsx";

export function PrivacySettings() {
  return (
    <Field name={strings.settings.tabs.privacy}>
      <p>{strings.settings.privacyText}</p>
      <p>{strings.settings.networkText}</p>
      <NetworkLine />
    </Field>
  );
}

export function AboutSettings() {
  return (
    <Field name={strings.name}>
      <p>{strings.settings.aboutText}</p>
      <p className="muted">{strings.settings.aboutCite}</p>
      <ModelLine />
    </Field>
  );
}
