import { CircleHelp, Plus, RefreshCw, Settings } from "lucide-react";
import { rescan } from "../actions/folders.ts";
import { openDialog, setPanel } from "../actions/view.ts";
import { panelButtonId, panelId } from "../focus.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Collections } from "./Collections.tsx";
import { Drawer } from "./Drawer.tsx";
import { FolderRow } from "./FolderRow.tsx";
import { Mark } from "./Mark.tsx";
import { SavedSearches } from "./SavedSearches.tsx";

export function LibraryPanel({ drawer }: { drawer: boolean }) {
  return (
    <Drawer id={panelId} className="panel" label={strings.panel} drawer={drawer} buttonId={panelButtonId} close={() => setPanel(false)}>
      <p className="wordmark">
        <Mark /> {strings.name}
      </p>
      <Folders />
      <Collections />
      <SavedSearches />
      <footer>
        <button type="button" className="quiet small" data-testid="settings" onClick={() => openDialog({ kind: "settings" })}>
          <Settings aria-hidden /> {strings.settingsButton}
        </button>
        <button type="button" className="quiet small" data-testid="keys" onClick={() => openDialog({ kind: "keys" })}>
          <CircleHelp aria-hidden /> {strings.keysButton} <kbd>?</kbd>
        </button>
      </footer>
    </Drawer>
  );
}

function Folders() {
  const folders = useApp(({ status }) => status?.folders);
  const words = strings.library.folders;
  return (
    <section aria-labelledby="folders-title">
      <div className="section-head">
        <h2 id="folders-title">{words.title}</h2>
        <button type="button" className="icon small" title={words.rescan} aria-label={words.rescan} onClick={() => void rescan()}>
          <RefreshCw aria-hidden />
        </button>
        <button
          type="button"
          className="icon small"
          title={words.add}
          aria-label={words.add}
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
