import { Check, CircleHelp, X } from "lucide-react";
import type { Verdict, Why } from "../../contract/why.ts";
import { strings } from "../strings/index.ts";

const marks = { yes: Check, unsure: CircleHelp, no: X } satisfies Record<Verdict, typeof Check>;

/** Each thing that the query names: whether this photo shows it, as far as its place among all photos tells; and its nearest caption. */
export function WhyWords({ why: { words, caption } }: { why: Why }) {
  return (
    <>
      {words.length > 0 && (
        <div className="why-words">
          <p className="muted small" id="why-words">
            {strings.results.whyWords}
          </p>
          <ul aria-labelledby="why-words">
            {words.map(({ word, verdict }) => (
              <Word key={word} word={word} verdict={verdict} />
            ))}
          </ul>
        </div>
      )}
      {caption !== null && (
        <p className="small" data-testid="why-caption">
          <span className="muted">{strings.results.closestCaption}</span> {strings.results.quoted(caption)}
        </p>
      )}
    </>
  );
}

function Word({ word, verdict }: Why["words"][number]) {
  const Mark = marks[verdict];
  return (
    <li className="why-word" data-testid="why-word" data-word={word} data-verdict={verdict}>
      <Mark aria-hidden className={`why-mark ${verdict}`} /> {strings.results.verdict(word, verdict)}
    </li>
  );
}
