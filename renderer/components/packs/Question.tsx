import { type ReactNode, useEffect, useId, useRef } from "react";
import { strings } from "../../strings/index.ts";

interface QuestionProps {
  title: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
  /** It cannot be answered with yes yet. */
  disabled?: boolean;
  children: ReactNode;
}

/** A question where it was raised. It takes the focus and gives it back; Esc is a no. */
export function Question({ title, yes, onYes, onNo, disabled = false, children }: QuestionProps) {
  const box = useRef<HTMLDivElement>(null);
  const no = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    no.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a name for what follows, no form
    <div
      ref={box}
      className="question"
      role="group"
      aria-labelledby={id}
      data-testid="question"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // or the dialog would close
        event.stopPropagation();
        onNo();
      }}
    >
      <h4 id={id}>{title}</h4>
      {children}
      <div className="buttons">
        <button ref={no} type="button" className="plain" data-testid="question-no" onClick={onNo}>
          {strings.cancel}
        </button>
        <button type="button" className="primary" data-testid="question-yes" disabled={disabled} onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  );
}
