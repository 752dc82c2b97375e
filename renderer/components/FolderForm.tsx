import { FolderOpen } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { toAppError } from "../../contract/errors.ts";
import { addFolder } from "../actions/folders.ts";
import { host } from "../host.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";

interface FolderFormProps {
  /** What to do with the folder; its error is shown. Left out: it is added to the library. */
  add?: (path: string) => Promise<void>;
  /** The system's dialog, in a window of the program */
  choose?: () => Promise<string | null>;
  /** What the button beside the path is called */
  button?: string;
}

/** Takes a folder: by the system's dialog where there is one, else by its path. */
export function FolderForm({
  add: take = addFolder,
  choose = host?.chooseFolder,
  button = strings.library.folders.addButton,
}: FolderFormProps) {
  const [path, setPath] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const add = async (path: string) => {
    setBusy(true);
    setProblem("");
    try {
      await take(path);
      setPath("");
    } catch (error) {
      setProblem(inWords(toAppError(error)));
    }
    setBusy(false);
  };
  return (
    <>
      {choose ? (
        <ChooseFolder choose={choose} add={add} busy={busy} />
      ) : (
        <PathField add={add} busy={busy} path={path} change={setPath} button={button} />
      )}
      {problem && (
        <p className="warning" role="alert" data-testid="folder-problem">
          {problem}
        </p>
      )}
    </>
  );
}

interface Adding {
  add: (path: string) => Promise<void>;
  busy: boolean;
}

function ChooseFolder({ choose, add, busy }: Adding & { choose: () => Promise<string | null> }) {
  const click = async () => {
    const path = await choose();
    if (path) await add(path);
  };
  return (
    <button type="button" className="primary" disabled={busy} onClick={click}>
      <FolderOpen aria-hidden /> {strings.library.welcome.choose}
    </button>
  );
}

interface Path {
  path: string;
  change: (path: string) => void;
  button: string;
}

function PathField({ add, busy, path, change, button }: Adding & Path) {
  const [id, hintId] = [useId(), useId()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim()) void add(path.trim());
  };
  return (
    <form className="path-form" onSubmit={submit}>
      <label htmlFor={id}>{strings.library.folders.path}</label>
      <div className="path-row">
        <input
          id={id}
          className="field"
          type="text"
          data-testid="folder-path"
          spellCheck={false}
          autoComplete="off"
          placeholder={strings.library.folders.pathExample}
          aria-describedby={hintId}
          value={path}
          onChange={(event) => change(event.target.value)}
        />
        <button type="submit" className="primary" data-testid="folder-add" disabled={busy || !path.trim()}>
          {button}
        </button>
      </div>
      <p id={hintId} className="muted small">
        {strings.library.folders.pathHint}
      </p>
    </form>
  );
}
