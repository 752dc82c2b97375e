/** What to do with something that was dropped or pasted. */
import { AppError } from "../../contract/errors.ts";
import { engine } from "../api.ts";
import { store } from "../store.ts";
import { strings } from "../strings/en.ts";
import type { Transfer } from "../transfer.ts";
import { addFolder } from "./library.ts";
import { showError, showNote } from "./messages.ts";
import { addFiles, addPhotoReference, referToPhoto } from "./references.ts";
import { openDialog } from "./view.ts";

/** `beside`: a photo of the grid comes beside the references that are there, instead of in their place. */
export function receive(transfer: Transfer, beside: boolean): void {
  const { status } = store.getState();
  if (transfer.kind !== "folder" && status?.folders.length === 0) {
    showNote(strings.welcome.foldersText);
    return;
  }
  switch (transfer.kind) {
    case "photo":
      void engine()
        .photo({ photo: transfer.photo })
        .then(beside ? addPhotoReference : referToPhoto, showError);
      return;
    case "files":
      receiveFiles(transfer.files);
      return;
    case "folder":
      showNote(strings.query.folderDropped(transfer.name), {
        label: strings.query.addToLibrary,
        run: () => (transfer.path ? void addFolder(transfer.path).catch(showError) : openDialog({ kind: "add-folder" })),
      });
      return;
    case "link":
      showNote(strings.query.link);
      return;
    case "nothing":
      return;
  }
}

/** What is plainly something else is refused at once; the engine judges the rest by its content. */
export function receiveFiles(files: File[]): void {
  const pictures = files.filter(({ type }) => type === "" || type === "application/octet-stream" || type.startsWith("image/"));
  const other = files.find((file) => !pictures.includes(file));
  if (other) showError(new AppError("not-a-picture", strings.query.notPicture(other.name)));
  if (pictures.length > 0) void addFiles(pictures);
}
