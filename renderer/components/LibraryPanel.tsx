import { Plus, RefreshCw, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { rescan } from "../actions/library.ts";
import { openDialog, setPanel } from "../actions/view.ts";
import { panelButtonId } from "../focus.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";
import { FolderRow } from "./FolderRow.tsx";
import { IndexStatus } from "./IndexStatus.tsx";
import { Mark } from "./Mark.tsx";
import { ModelLine } from "./ModelLine.tsx";

/** `drawer`: it lies over the rest, takes the focus, and gives it back to its button. */
export function LibraryPanel({ drawer }: { drawer: boolean }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!drawer) return;
    panel.current?.focus();
    return () => document.getElementById(panelButtonId)?.focus();
  }, [drawer]);
  return (
    <>
      <div className="drawer-shade" aria-hidden onClick={() => setPanel(false)} />
      <aside className="panel" ref={panel} tabIndex={-1} aria-label={strings.panel}>
        <p className="wordmark">
          <Mark /> {strings.name}
          {drawer && (
            <button type="button" className="icon" aria-label={strings.close} onClick={() => setPanel(false)}>
              <X aria-hidden />
            </button>
          )}
        </p>
        <Folders />
        <section aria-labelledby="index-title">
          <h2 id="index-title">{strings.status.title}</h2>
          <IndexStatus />
        </section>
        <footer>
          <ModelLine />
          <button type="button" className="quiet small" onClick={() => openDialog({ kind: "keys" })}>
            <kbd>?</kbd> {strings.keysHint}
          </button>
        </footer>
      </aside>
    </>
  );
}

function Folders() {
  const folders = useApp(({ status }) => status?.folders);
  return (
    <section aria-labelledby="folders-title">
      <div className="section-head">
        <h2 id="folders-title">{strings.folders.title}</h2>
        <button
          type="button"
          className="icon small"
          title={strings.folders.rescan}
          aria-label={strings.folders.rescan}
          onClick={() => void rescan()}
        >
          <RefreshCw aria-hidden />
        </button>
        <button
          type="button"
          className="icon small"
          title={strings.folders.add}
          aria-label={strings.folders.add}
          data-testid="add-folder"
          onClick={() => openDialog({ kind: "add-folder" })}
        >
          <Plus aria-hidden />
        </button>
      </div>
      <ul className="folders">
        {folders?.map((folder) => (
          <FolderRow key={folder.id} folder={folder} />
        ))}
      </ul>
    </section>
  );
}
