import { useId } from "react";
import { changeQuery, search } from "../actions/query.ts";
import { usualBalance } from "../balance.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

/** How much the words count against the look of the photo. There only when a query has both. */
export function Balance() {
  const both = useApp(({ query }) => query.text.trim() !== "" && query.references.some(({ wanted }) => wanted));
  const balance = useApp(({ query }) => query.balance);
  const id = useId();
  if (!both) return null;
  const set = (value: number | null) => {
    changeQuery({ balance: value });
    void search();
  };
  return (
    <div className="balance">
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
        data-testid="slider"
        title={strings.query.balance}
        aria-valuetext={strings.query.balanceValue(balance ?? usualBalance)}
        value={balance ?? usualBalance}
        onChange={(event) => set(Number(event.target.value))}
        onDoubleClick={() => set(null)}
      />
      <span aria-hidden>{strings.query.words}</span>
    </div>
  );
}
