import { Folder as FolderIcon, FolderSearch, Unplug, X } from "lucide-react";
import type { Folder } from "../../contract/types.ts";
import { toggleFolder } from "../actions/query.ts";
import { openDialog } from "../actions/view.ts";
import { count } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

export function FolderRow({ folder }: { folder: Folder }) {
  const { name, path, photos, reachable } = folder;
  const only = useApp(({ query }) => query.filter.folders?.includes(path) ?? false);
  return (
    <li className={reachable ? "folder" : "folder away"} data-testid="folder">
      <button
        type="button"
        className="folder-name"
        title={reachable ? path : `${path}\n${strings.library.folders.awayText(name)}`}
        aria-pressed={only}
        onClick={() => toggleFolder(path)}
      >
        {reachable ? <FolderIcon aria-hidden /> : <Unplug aria-hidden />}
        <span className="name">{name}</span>
        <span className="count">{reachable ? count(photos) : strings.library.folders.away}</span>
      </button>
      {!reachable && (
        <button
          type="button"
          className="icon small"
          aria-label={strings.library.folders.find(name)}
          title={strings.library.folders.find(name)}
          data-testid="find-folder"
          onClick={() => openDialog({ kind: "find-folder", folder })}
        >
          <FolderSearch aria-hidden />
        </button>
      )}
      <button
        type="button"
        className="icon small"
        aria-label={strings.library.folders.forget(name)}
        title={strings.library.folders.forget(name)}
        data-testid="forget"
        onClick={() => openDialog({ kind: "forget-folder", folder })}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}
