import type { ReactNode } from "react";
import type { Folder, IndexStatus, LeavingFolder } from "../../contract/types.ts";
import { bringFolderBack, bringGoneBack, eraseFolder, eraseGone, takeOutGone } from "../actions/folders.ts";
import { openDialog } from "../actions/view.ts";
import { strings } from "../strings/index.ts";

/** Every folder with how it stands: there, away since when, or leaving, with what can be done about it. */
export function FolderStates({ status: { folders, leaving } }: { status: Pick<IndexStatus, "folders" | "leaving"> }) {
  return (
    <>
      {folders.map((folder) => (
        <ChosenFolder key={folder.id} folder={folder} />
      ))}
      {leaving.map((folder) => (
        <Leaving key={folder.id} folder={folder} />
      ))}
    </>
  );
}

function ChosenFolder({ folder }: { folder: Folder }) {
  const { name, photos, reachable, awaySince, gone } = folder;
  const words = strings.library.folders;
  return (
    <State name={name} text={reachable ? words.watched(photos) : words.awaySince(awaySince, photos)}>
      {!reachable && (
        <button type="button" className="link" onClick={() => openDialog({ kind: "find-folder", folder })}>
          {words.findShort}
        </button>
      )}
      {gone.asked + gone.kept > 0 && (
        <>
          {words.goneKept(gone.asked + gone.kept)}{" "}
          <button
            type="button"
            className="link"
            title={words.removeGoneText}
            data-testid="gone-drop"
            onClick={() => void takeOutGone(folder)}
          >
            {words.removeGone}
          </button>{" "}
        </>
      )}
      {gone.takenOut > 0 && (
        <>
          {words.goneLeaving(gone.takenOut)}{" "}
          <button type="button" className="link" data-testid="gone-bring-back" onClick={() => void bringGoneBack(folder)}>
            {words.bringBack}
          </button>{" "}
          <button type="button" className="link" data-testid="gone-erase" onClick={() => void eraseGone(folder)}>
            {words.eraseNow}
          </button>
        </>
      )}
    </State>
  );
}

function Leaving({ folder }: { folder: LeavingFolder }) {
  const words = strings.library.folders;
  return (
    <State name={folder.name} text={words.leaving(folder.photos)}>
      <button type="button" className="link" data-testid="bring-back" onClick={() => void bringFolderBack(folder)}>
        {words.bringBack}
      </button>{" "}
      <button type="button" className="link" data-testid="erase-now" onClick={() => void eraseFolder(folder)}>
        {words.eraseNow}
      </button>
    </State>
  );
}

function State({ name, text, children }: { name: string; text: string; children?: ReactNode }) {
  return (
    <p data-testid="folder-state">
      {name}: {text} {children}
    </p>
  );
}
