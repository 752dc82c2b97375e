import { type FormEvent, useState } from "react";
import type { Results } from "../../contract/types.ts";
import { dismissRefined, lookFor, showRefined } from "../actions/query.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

/** What the results are of, in a sentence, and what is still to come. */
export function Refinement({ results }: { results: Results }) {
  const refining = useApp((state) => state.refining);
  const refined = useApp((state) => state.refined);
  return (
    <div className="refinement">
      {results.rewriting && <LookingFor sentence={results.rewriting.sentence} />}
      {results.rewriting?.by === "rules" && <span className="muted">{strings.refinement.byRules(results.rewriting.reason)}</span>}
      {refining && (
        <span className="muted" data-testid="refining">
          {strings.refinement.onTheWay}
        </span>
      )}
      {results.unrefined && <span className="muted">{strings.refinement.quickOnly(results.unrefined)}</span>}
      {refined && <Ready refined={refined} shown={results} />}
    </div>
  );
}

/** Nothing moves under the pointer: the user says when. */
function Ready({ refined, shown }: { refined: Results; shown: Results }) {
  return (
    <div className="refined-bar" role="status" data-testid="refined-bar">
      {strings.refinement.ready(changesBetween(shown, refined))}
      <button type="button" className="plain small" data-testid="show-refined" onClick={showRefined}>
        {strings.refinement.show}
      </button>
      <button type="button" className="quiet small" onClick={dismissRefined}>
        {strings.refinement.stay}
      </button>
    </div>
  );
}

function changesBetween(before: Results, after: Results): { added: number; moved: number } {
  const places = new Map(before.hits.map(({ photo }, place) => [photo.id, place]));
  const added = after.hits.filter(({ photo }) => !places.has(photo.id)).length;
  const moved = after.hits.filter(({ photo }, place) => places.has(photo.id) && places.get(photo.id) !== place).length;
  return { added, moved };
}

function LookingFor({ sentence }: { sentence: string }) {
  const [draft, setDraft] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft?.trim()) lookFor(draft.trim());
    setDraft(null);
  };
  if (draft === null)
    return (
      <span>
        {strings.refinement.lookingFor} <q data-testid="rewritten">{sentence}</q>{" "}
        <button type="button" className="link" data-testid="edit-rewritten" onClick={() => setDraft(sentence)}>
          {strings.refinement.edit}
        </button>
      </span>
    );
  return (
    <form onSubmit={submit} className="rewrite">
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for with the button that was here
        autoFocus
        aria-label={strings.refinement.lookingFor}
        data-testid="rewritten-text"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setDraft(null)}
      />
      <button type="submit" className="plain small">
        {strings.refinement.search}
      </button>
    </form>
  );
}
