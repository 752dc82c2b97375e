import { X } from "lucide-react";
import { type PointerEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { closeDialog } from "../actions/view.ts";
import { strings } from "../strings/index.ts";
import { Messages } from "./Messages.tsx";

/** What a dialog is for, rather than the button that closes it. */
const firstOfAll = ".pick-list button, .crop-box, input:not([type=radio]), input:checked";

/** The browser's own dialog: it keeps the focus inside, closes with Esc or a press beside it, and gives the focus back. */
export function Modal({ title, size = "", children }: { title: string; size?: "" | "wide" | "large"; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(firstOfAll)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={`dialog ${size}`}
      aria-labelledby={titleId}
      data-testid="dialog"
      onClose={closeDialog}
      onPointerDown={closeBeside}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon" aria-label={strings.close} data-testid="dialog-close" onClick={closeDialog}>
          <X aria-hidden />
        </button>
      </header>
      {children}
      <Messages />
    </dialog>
  );
}

/** What lies around the dialog is its backdrop, and belongs to it. */
function closeBeside({ target, currentTarget, clientX, clientY }: PointerEvent<HTMLDialogElement>): void {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  const inside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  if (target === currentTarget && !inside) closeDialog();
}
