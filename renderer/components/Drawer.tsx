import { X } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { focusGrid, isInGrid } from "../focus.ts";
import { strings } from "../strings/index.ts";

interface DrawerProps {
  id?: string;
  className: string;
  label: string;
  /** It lies over the rest, takes the focus, and gives it back to the grid, where it came from there, else to its button. */
  drawer: boolean;
  buttonId: string;
  close: () => void;
  children: ReactNode;
}

/** A panel beside the grid, or over it where there is no room. */
export function Drawer({ id, className, label, drawer, buttonId, close, children }: DrawerProps) {
  const panel = useRef<HTMLElement>(null);
  const fromGrid = useRef(false);
  // Before the browser takes the focus from what the drawer lies over.
  useLayoutEffect(() => {
    fromGrid.current = isInGrid(document.activeElement);
  }, [drawer]);
  useEffect(() => {
    if (!drawer) return;
    panel.current?.focus();
    return () => (fromGrid.current ? focusGrid() : document.getElementById(buttonId)?.focus());
  }, [drawer, buttonId]);
  return (
    <>
      <div className="drawer-shade" aria-hidden onClick={close} />
      <aside id={id} className={className} ref={panel} tabIndex={-1} aria-label={label}>
        {drawer && (
          <button type="button" className="icon drawer-close" aria-label={strings.close} onClick={close}>
            <X aria-hidden />
          </button>
        )}
        {children}
      </aside>
    </>
  );
}
