import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { FolderRow } from "../FolderRow.tsx";
import { Field } from "./Field.tsx";

export function FolderSettings() {
  const folders = useApp(({ status }) => status?.folders);
  const words = strings.settings;
  return (
    <>
      <Field name={strings.library.folders.title}>
        <p className="muted">{words.folderText}</p>
        <ul className="folders">
          {folders?.map((folder) => (
            <FolderRow key={folder.id} folder={folder} />
          ))}
        </ul>
        <button type="button" className="plain" onClick={() => openDialog({ kind: "add-folder" })}>
          {strings.library.folders.add}
        </button>
        <p className="muted small">{words.forgetFolder}</p>
      </Field>
      <Field name={words.leftOut}>
        <p className="muted">{words.leftOutText}</p>
        <pre className="path">{"Exports/\n*-small.jpg"}</pre>
      </Field>
    </>
  );
}
