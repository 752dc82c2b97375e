import { useState } from "react";
import type { Part } from "../../../contract/packs.ts";
import { strings } from "../../strings/index.ts";
import { Switch } from "../settings/Field.tsx";
import { Question } from "./Question.tsx";

interface FetchQuestionProps {
  title: string;
  /** Those that are not here */
  parts: Part[];
  get: (unpinned: boolean) => void;
  close: () => void;
}

/** From where, how much, under which licences; and, where nobody noted checksums, that too has to be agreed to. */
export function FetchQuestion({ title, parts, get, close }: FetchQuestionProps) {
  const [agreed, setAgreed] = useState(false);
  const words = strings.packs.question;
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const unpinned = parts.filter(({ pinned }) => !pinned).map((part) => part.title);
  const yes = () => {
    close();
    get(agreed);
  };
  return (
    <Question title={words.title(title)} yes={words.yes} onYes={yes} onNo={close} disabled={unpinned.length > 0 && !agreed}>
      <p data-testid="fetch-from">{words.from(bytes, [...new Set(parts.flatMap(({ hosts }) => hosts))])}</p>
      <ul className="licences" data-testid="fetch-licences">
        {parts.map((part) => (
          <li key={part.id}>{words.licence(part)}</li>
        ))}
      </ul>
      <p className="muted">{words.nothingSent}</p>
      {unpinned.length > 0 && (
        <div className="warning">
          <p>{words.unpinned(unpinned)}</p>
          <Switch text={words.agree} on={agreed} change={setAgreed} testId="agree-unpinned" />
        </div>
      )}
    </Question>
  );
}
