import { X } from "lucide-react";
import type { Trial } from "../../contract/trial.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";

interface ChosenFoldersProps {
  folders: string[];
  trial: Trial | undefined;
  remove: (path: string) => void;
}

/** The folders of the first run, with how many photos lie in each, or why it cannot be read. */
export function ChosenFolders({ folders, trial, remove }: ChosenFoldersProps) {
  return (
    <ul className="chosen-folders">
      {folders.map((path) => {
        const counted = trial?.folders.find((folder) => folder.path === path);
        return (
          <li key={path} data-testid="chosen-folder">
            <div className="chosen-folder">
              <span className="path">{path}</span>
              {counted && <FolderCount folder={counted} />}
            </div>
            <button type="button" className="icon small" aria-label={strings.query.remove(path)} onClick={() => remove(path)}>
              <X aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function FolderCount({ folder: { photos, counted, problem } }: { folder: Trial["folders"][number] }) {
  const words = strings.library.trial;
  if (problem !== null)
    return (
      <span className="warning small" role="alert">
        {inWords(problem)}
      </span>
    );
  return <span className="muted small">{counted ? words.photos(photos) : words.soFar(photos)}</span>;
}
