import { strings } from "../../strings/index.ts";
import { NetworkLine } from "../packs/NetworkLine.tsx";
import { Field } from "./Field.tsx";

export function PrivacySettings() {
  const words = strings.settings;
  return (
    <Field name={words.tabs.privacy}>
      <p>{words.privacyText}</p>
      <p>{words.forgetFolder}</p>
      <p>{words.networkText}</p>
      <NetworkLine />
    </Field>
  );
}
