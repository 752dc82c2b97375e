/** What to do with something that was dropped or pasted. */
import { AppError } from "../../contract/errors.ts";
import { maxReferences } from "../../contract/types.ts";
import { engine } from "../api.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import type { Transfer } from "../transfer.ts";
import { addFolder } from "./folders.ts";
import { ask, attempt, showError, showNote } from "./messages.ts";
import { addFiles, type Role, refer } from "./references.ts";
import { openDialog } from "./view.ts";

type DroppedFolder = Extract<Transfer, { kind: "folder" }>;

/** `role`: how photos of the grid come into the query. */
export function receive(transfer: Transfer, role: Role): void {
  const { status } = store.getState();
  if (transfer.kind === "folder") offerFolder(transfer);
  else if (status?.folders.length === 0) showNote(strings.library.welcome.foldersText);
  else if (transfer.kind === "files") receiveFiles(transfer.files);
  else if (transfer.kind === "link") showNote(strings.query.link);
  else if (transfer.kind === "photos")
    void attempt(async () =>
      refer(await Promise.all(transfer.photos.slice(0, maxReferences + 1).map((photo) => engine().photo({ photo }))), role),
    );
}

function offerFolder(folder: DroppedFolder): void {
  ask(strings.query.folderDropped(folder.name), { label: strings.query.addToLibrary, run: () => takeFolder(folder) });
}

/** Into the library; where its path is not told, the user is asked for it. */
export function takeFolder({ path }: DroppedFolder): void {
  if (path) void attempt(() => addFolder(path));
  else openDialog({ kind: "add-folder" });
}

/** What is plainly something else is refused at once; the engine judges the rest by its content. */
export function receiveFiles(files: File[]): void {
  const pictures = files.filter(({ type }) => type === "" || type === "application/octet-stream" || type.startsWith("image/"));
  const other = files.find((file) => !pictures.includes(file));
  if (other) showError(new AppError("not-a-picture", "Not a picture.", "", { data: { name: other.name } }));
  if (pictures.length > 0) void addFiles(pictures);
}
