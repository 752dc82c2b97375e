import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import type { Folder } from "../../contract/types.ts";
import { forgetFolder } from "../actions/library.ts";
import { closeDialog } from "../actions/view.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";
import { Failures } from "./Failures.tsx";
import { FolderForm } from "./FolderForm.tsx";
import { Keys } from "./Keys.tsx";

export function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  switch (dialog?.kind) {
    case "add-folder":
      return (
        <Modal title={strings.folders.addTitle}>
          <FolderForm />
        </Modal>
      );
    case "forget-folder":
      return <ForgetFolder folder={dialog.folder} />;
    case "failures":
      return (
        <Modal title={strings.failures.title} wide>
          <Failures />
        </Modal>
      );
    case "keys":
      return (
        <Modal title={strings.keys.title} wide>
          <Keys />
        </Modal>
      );
    default:
      return null;
  }
}

function ForgetFolder({ folder }: { folder: Folder }) {
  return (
    <Modal title={strings.folders.forgetTitle(folder.name)}>
      <p className="muted path">{folder.path}</p>
      <p>{strings.folders.forgetText(folder.photos)}</p>
      <footer>
        <button type="button" className="plain" onClick={closeDialog}>
          {strings.cancel}
        </button>
        <button type="button" className="primary" data-testid="forget-confirm" onClick={() => void forgetFolder(folder.path)}>
          {strings.folders.forgetButton}
        </button>
      </footer>
    </Modal>
  );
}

/** The browser's own dialog: it keeps the focus inside, closes with Esc and gives the focus back. */
function Modal({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={wide ? "dialog wide" : "dialog"} aria-labelledby={titleId} onClose={closeDialog}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon" aria-label={strings.close} onClick={closeDialog}>
          <X aria-hidden />
        </button>
      </header>
      {children}
    </dialog>
  );
}
