import { usualSmallestSide } from "../../../contract/settings.ts";
import { changeSettings } from "../../actions/settings.ts";
import { openDialog } from "../../actions/view.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";
import { Choice } from "../Choice.tsx";
import { FolderRow } from "../FolderRow.tsx";
import { Field, Switch } from "./Field.tsx";

export function FolderSettings() {
  const folders = useApp(({ status }) => status?.folders);
  const hiddenFiles = useApp(({ settings }) => settings.hiddenFiles);
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
      <Field name={words.smallest}>
        <SmallestSide />
        <p className="muted">{words.smallestText}</p>
      </Field>
      <Field name={words.leftOut}>
        <Switch
          text={words.hiddenFiles}
          on={hiddenFiles}
          change={(on) => void changeSettings({ hiddenFiles: on }, true)}
          testId="hidden-files"
        />
        <p className="muted">{words.leftOutText}</p>
        <pre className="path">{"Exports/\n*-small.jpg"}</pre>
      </Field>
    </>
  );
}

/** Pixels of the shorter side: the usual one, a web page's pictures, previews, screenshots of telephones; and what is set now. */
function SmallestSide() {
  const side = useApp(({ settings }) => settings.smallestSide);
  const choices = new Set([usualSmallestSide, 128, 256, 512, 1024, side]);
  const { smallest, smallestOf } = strings.settings;
  return (
    <Choice
      label={smallest}
      value={String(side)}
      choices={[...choices].sort((a, b) => a - b).map((pixels) => [String(pixels), smallestOf(pixels)])}
      onChoose={(chosen) => void changeSettings({ smallestSide: Number(chosen) }, true)}
      testId="smallest-side"
    />
  );
}
