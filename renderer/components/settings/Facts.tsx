import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { ModelLine } from "../ModelLine.tsx";
import { DeviceSettings } from "./DeviceSettings.tsx";
import { Field } from "./Field.tsx";

export function IndexSettings() {
  return (
    <Field name={strings.status.title}>
      <p className="muted">{strings.settings.indexText}</p>
      <button type="button" className="plain" onClick={() => openDialog({ kind: "index" })}>
        {strings.status.open}
      </button>
    </Field>
  );
}

export function PackSettings() {
  return (
    <>
      <Field name={strings.library.welcome.pack}>
        <ModelLine />
        <p className="muted">{strings.settings.packText}</p>
        <p className="muted">{strings.settings.packLanguage}</p>
      </Field>
      <DeviceSettings />
    </>
  );
}

export function PrivacySettings() {
  return (
    <Field name={strings.settings.tabs.privacy}>
      <p>{strings.settings.privacyText}</p>
      <p>{strings.settings.networkText}</p>
      <p className="muted">{strings.status.networkHint}</p>
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
