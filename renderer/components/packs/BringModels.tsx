import { FolderOpen, PackageOpen } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { ModelSource } from "../../../contract/bridge.ts";
import { bringModels } from "../../actions/packs.ts";
import { host } from "../../host.ts";
import { strings } from "../../strings/index.ts";
import { useApp } from "../../use-app.ts";

/** Opens a pack that is a file, a zip or a folder: by the system's dialog where there is one, else by its path. */
export function BringModels() {
  const busy = useApp(({ packWork }) => packWork !== null);
  if (!host) return <PathField busy={busy} />;
  const { chooseModels } = host;
  const open = async (what: ModelSource) => {
    const path = await chooseModels(what);
    if (path !== null) await bringModels(path, null);
  };
  return (
    <div className="buttons">
      <button type="button" className="plain" data-testid="open-pack-file" disabled={busy} onClick={() => void open("file")}>
        <PackageOpen aria-hidden /> {strings.packs.openFile}
      </button>
      <button type="button" className="plain" data-testid="open-pack-folder" disabled={busy} onClick={() => void open("folder")}>
        <FolderOpen aria-hidden /> {strings.packs.openFolder}
      </button>
    </div>
  );
}

/** The file of one part, in the program's own window: what a file is for, its name need not say. */
export function BringPart({ part }: { part: string }) {
  const busy = useApp(({ packWork }) => packWork !== null);
  if (!host) return null;
  const { chooseModels } = host;
  const open = async () => {
    const path = await chooseModels("file");
    if (path !== null) await bringModels(path, part);
  };
  return (
    <button type="button" className="plain small" disabled={busy} onClick={() => void open()}>
      {strings.packs.openPart}
    </button>
  );
}

function PathField({ busy }: { busy: boolean }) {
  const [path, setPath] = useState("");
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim()) void bringModels(path.trim(), null);
  };
  return (
    <form className="path-form" onSubmit={submit}>
      <label htmlFor={id}>{strings.packs.path}</label>
      <div className="path-row">
        <input
          id={id}
          className="field"
          type="text"
          data-testid="pack-path"
          spellCheck={false}
          autoComplete="off"
          placeholder={strings.packs.pathExample}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <button type="submit" className="plain" data-testid="pack-open" disabled={busy || !path.trim()}>
          {strings.packs.pathButton}
        </button>
      </div>
    </form>
  );
}
