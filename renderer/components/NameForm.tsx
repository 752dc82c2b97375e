import { type FormEvent, useId, useState } from "react";
import { toAppError } from "../../contract/errors.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";

interface NameFormProps {
  label: string;
  /** Of the name as it stands */
  button: string | ((name: string) => string);
  suggestion?: string;
  /** Its error is shown below the field. */
  submit: (name: string) => Promise<void>;
}

/** A name, and a button that does it. */
export function NameForm({ label, button, suggestion = "", submit }: NameFormProps) {
  const [name, setName] = useState(suggestion);
  const [problem, setProblem] = useState("");
  const id = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setProblem("");
    submit(name.trim()).catch((error: unknown) => setProblem(inWords(toAppError(error))));
  };
  return (
    <form className="name-form" onSubmit={send}>
      <label htmlFor={id}>{label}</label>
      <div className="path-row">
        <input
          id={id}
          className="field"
          type="text"
          maxLength={200}
          autoComplete="off"
          data-testid="name"
          onFocus={(event) => event.target.select()}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="primary" data-testid="name-submit" disabled={name.trim() === ""}>
          {typeof button === "string" ? button : button(name)}
        </button>
      </div>
      {problem && (
        <p className="warning" role="alert">
          {problem}
        </p>
      )}
      <p className="muted small">{strings.library.marks.readOnly}</p>
    </form>
  );
}
