import type { Folder } from "../../contract/types.ts";
import { eraseFolder, removeFolder } from "../actions/folders.ts";
import { closeDialog } from "../actions/view.ts";
import { strings } from "../strings/index.ts";

/** Removing a folder can be taken back; erasing what is known of it cannot. */
export function ForgetFolder({ folder }: { folder: Folder }) {
  const words = strings.library.folders;
  return (
    <>
      <p className="muted path">{folder.path}</p>
      <p>{words.forgetText(folder.photos)}</p>
      <footer>
        <button type="button" className="plain" onClick={closeDialog}>
          {strings.cancel}
        </button>
        <button type="button" className="plain" data-testid="forget-erase" onClick={() => void eraseFolder(folder)}>
          {words.eraseNow}
        </button>
        <button type="button" className="primary" data-testid="forget-confirm" onClick={() => void removeFolder(folder)}>
          {words.forgetButton}
        </button>
      </footer>
    </>
  );
}
