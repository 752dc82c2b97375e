import { rename } from "../actions/rename.ts";
import type { Named } from "../store.ts";
import { strings } from "../strings/index.ts";
import { NameForm } from "./NameForm.tsx";

export function RenameForm({ named }: { named: Named }) {
  const label = strings.library[named.what].name;
  return <NameForm label={label} button={strings.library.renameButton} suggestion={named.name} submit={(name) => rename(named, name)} />;
}
