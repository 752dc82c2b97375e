import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Results } from "../../contract/types.ts";
import { lookFor } from "../actions/query.ts";
import { cancelRefining, dismissRefined, search, showRefined } from "../actions/search.ts";
import { focusGrid } from "../focus.ts";
import { inWords } from "../strings/in-words.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** What the results are of, in a sentence, and what is still to come. */
export function Refinement({ results }: { results: Results }) {
  const since = useApp((state) => state.refining);
  const refined = useApp((state) => state.refined);
  const { rewriting, unrefined } = results;
  return (
    <div className="refinement">
      {rewriting && <LookingFor sentence={rewriting.sentence} />}
      {rewriting?.by === "rules" && <span className="muted">{strings.results.byRules(rewriting.reason)}</span>}
      {since !== null && <OnTheWay since={since} />}
      {unrefined && (
        <span className="muted" data-testid="unrefined">
          {strings.results.quickOnly(inWords(unrefined))}{" "}
          <button type="button" className="link" onClick={() => void search()}>
            {strings.results.tryAgain}
          </button>
        </span>
      )}
      {refined && <Ready refined={refined} shown={results} />}
    </div>
  );
}

/** Seconds that have passed, and a way out: the quick results stay. */
function OnTheWay({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="muted" data-testid="refining">
      {strings.results.onTheWay(Math.round((now - since) / 1000))}{" "}
      <button type="button" className="link" data-testid="cancel-refining" onClick={cancelRefining}>
        {strings.cancel}
      </button>
    </span>
  );
}

/** Nothing moves under the pointer: the user says when. */
function Ready({ refined, shown }: { refined: Results; shown: Results }) {
  return (
    <div className="refined-bar" role="status" data-testid="refined-bar">
      {strings.results.refinedReady(changesBetween(shown, refined))}
      <button type="button" className="plain small" data-testid="show-refined" onClick={showRefined}>
        {strings.results.show}
      </button>
      <button type="button" className="quiet small" data-testid="stay" onClick={dismissRefined}>
        {strings.results.stay}
      </button>
    </div>
  );
}

/** Also where nothing matches well, the first ones are what one looks at. */
const firstOnes = 12;

function changesBetween(before: Results, after: Results): { added: number; moved: number } {
  const places = new Map(before.hits.map(({ photo }, place) => [photo.id, place]));
  const good = after.hits.slice(0, Math.max(firstOnes, after.bands.strong + after.bands.possible));
  const added = good.filter(({ photo }) => !places.has(photo.id)).length;
  const moved = good.filter(({ photo }, place) => places.has(photo.id) && places.get(photo.id) !== place).length;
  return { added, moved };
}

function LookingFor({ sentence }: { sentence: string }) {
  const [draft, setDraft] = useState<string | null>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft?.trim()) lookFor(draft.trim());
    setDraft(null);
    focusGrid();
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    flushSync(() => setDraft(null));
    edit.current?.focus();
  };
  if (draft === null)
    return (
      <span>
        <span className="muted">{strings.results.lookingFor}</span> <q data-testid="rewritten">{sentence}</q>{" "}
        <button type="button" className="link" data-testid="edit-rewritten" ref={edit} onClick={() => setDraft(sentence)}>
          {strings.results.edit}
        </button>
      </span>
    );
  return (
    <form onSubmit={submit} className="rewrite">
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for with the button that was here
        autoFocus
        className="field"
        aria-label={strings.results.lookingFor}
        data-testid="rewritten-text"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={giveUp}
      />
      <button type="submit" className="plain small">
        {strings.results.editSearch}
      </button>
    </form>
  );
}
