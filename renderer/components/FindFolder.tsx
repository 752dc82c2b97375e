import type { Folder } from "../../contract/types.ts";
import { findFolder } from "../actions/folders.ts";
import { strings } from "../strings/index.ts";
import { FolderForm } from "./FolderForm.tsx";

/** Where a folder lies now that is not where it was. */
export function FindFolder({ folder }: { folder: Folder }) {
  const words = strings.library.folders;
  return (
    <>
      <p className="muted path">{folder.path}</p>
      <p>{words.findText}</p>
      <FolderForm add={(path) => findFolder(folder, path)} button={words.findButton} />
    </>
  );
}
