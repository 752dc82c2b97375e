import { type ReactNode, useId } from "react";

/** A setting with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a name for what follows, no form
    <div className="setting" role="group" aria-labelledby={id}>
      <h3 id={id}>{name}</h3>
      {children}
    </div>
  );
}

/** On or off. */
export function Switch({ text, on, change, testId }: { text: string; on: boolean; change: (on: boolean) => void; testId?: string }) {
  return (
    <label className="switch">
      <input type="checkbox" checked={on} data-testid={testId} onChange={(event) => change(event.target.checked)} />
      <span>{text}</span>
    </label>
  );
}
