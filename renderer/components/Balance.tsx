import { useId } from "react";
import { setBalance } from "../actions/query.ts";
import { usualBalance } from "../balance.ts";
import type { QueryDraft } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";

/** How much the words count against the look of the photo. It moves only when a query has both, and says why when not. */
export function Balance() {
  const why = useApp(({ query }) => whyNot(query));
  const shown = useApp(({ query, settings }) => placeOf(query, usualBalance(settings)));
  const id = useId();
  return (
    <div className={why ? "balance off" : "balance"} title={why ?? strings.query.balance}>
      <label htmlFor={id}>
        <span className="unseen">{strings.query.balance}</span>
        <span aria-hidden>{strings.query.look}</span>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.05}
        disabled={why !== null}
        data-testid="slider"
        aria-valuetext={strings.query.balanceValue(shown)}
        aria-describedby={why ? `${id}-why` : undefined}
        value={shown}
        onChange={(event) => setBalance(Number(event.target.value))}
        onDoubleClick={() => setBalance(null)}
      />
      <span aria-hidden>{strings.query.words}</span>
      {why && (
        <span className="unseen" id={`${id}-why`} data-testid="slider-why">
          {why}
        </span>
      )}
    </div>
  );
}

const hasWords = ({ text }: QueryDraft) => text.trim() !== "";
const hasPhoto = ({ references }: QueryDraft) => references.some(({ wanted }) => wanted);

function whyNot(query: QueryDraft): string | null {
  if (!hasPhoto(query)) return strings.query.balanceNeedsReference;
  return hasWords(query) ? null : strings.query.balanceNeedsWords;
}

/** With words alone they count wholly; with a photo alone, its look. */
function placeOf(query: QueryDraft, usual: number): number {
  if (!hasPhoto(query)) return 1;
  return hasWords(query) ? (query.balance ?? usual) : 0;
}
