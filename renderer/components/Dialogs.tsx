import type { ReactNode } from "react";
import type { Dialog } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { CollectionForm } from "./CollectionForm.tsx";
import { CopiesForm } from "./CopiesForm.tsx";
import { CropForm } from "./CropForm.tsx";
import { Failures } from "./Failures.tsx";
import { FilterForm } from "./FilterForm.tsx";
import { FindFolder } from "./FindFolder.tsx";
import { FolderForm } from "./FolderForm.tsx";
import { ForgetFolder } from "./ForgetFolder.tsx";
import { IndexStatus } from "./IndexStatus.tsx";
import { Keys } from "./Keys.tsx";
import { Modal } from "./Modal.tsx";
import { NetworkCheck } from "./packs/NetworkCheck.tsx";
import { RenameForm } from "./RenameForm.tsx";
import { SaveSearchForm } from "./SaveSearchForm.tsx";
import { Settings } from "./Settings.tsx";

export function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  if (!dialog) return null;
  const { title, size, content } = inDialog(dialog);
  return (
    <Modal key={dialog.kind} title={title} size={size}>
      {content}
    </Modal>
  );
}

interface Content {
  title: string;
  size: "" | "wide" | "large";
  content: ReactNode;
}

function inDialog(dialog: Dialog): Content {
  const { library, status, query } = strings;
  switch (dialog.kind) {
    case "add-folder":
      return { title: library.folders.addTitle, size: "", content: <FolderForm /> };
    case "forget-folder":
      return { title: library.folders.forgetTitle(dialog.folder.name), size: "", content: <ForgetFolder folder={dialog.folder} /> };
    case "find-folder":
      return { title: library.folders.findTitle(dialog.folder.name), size: "", content: <FindFolder folder={dialog.folder} /> };
    case "new-collection":
      return {
        title: dialog.photos.length > 0 ? library.collections.addTo : library.collections.newTitle,
        size: "",
        content: <CollectionForm photos={dialog.photos} />,
      };
    case "copies":
      return { title: library.copies.title, size: "", content: <CopiesForm photos={dialog.photos} /> };
    case "save-search":
      return { title: library.searches.saveTitle, size: "", content: <SaveSearchForm /> };
    case "rename":
      return { title: library.renameTitle(dialog.named.name), size: "", content: <RenameForm named={dialog.named} /> };
    case "filter":
      return { title: query.filter.title, size: "wide", content: <FilterForm /> };
    case "crop":
      return { title: query.cropTitle, size: "wide", content: <CropForm of={dialog.of} /> };
    case "failures":
      return { title: status.failures.title, size: "wide", content: <Failures /> };
    case "index":
      return { title: status.title, size: "wide", content: <IndexStatus /> };
    case "network-check":
      return { title: status.networkCheck.title, size: "wide", content: <NetworkCheck /> };
    case "settings":
      return { title: strings.settings.title, size: "large", content: <Settings {...(dialog.tab && { tab: dialog.tab })} /> };
    case "keys":
      return { title: strings.commands.title, size: "large", content: <Keys /> };
  }
}
