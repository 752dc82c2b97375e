import { SearchX } from "lucide-react";
import type { Results } from "../../contract/types.ts";
import { removeFilter, removeWithout, setBalance } from "../actions/query.ts";
import { usualBalance } from "../balance.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useCountsWithout } from "../use-counts-without.ts";

const noFilter = {};

/** Said aloud, with what could be tried. */
export function NoGoodMatch({ results: { hits, bands } }: { results: Results }) {
  const query = useApp((state) => state.query);
  const usual = useApp(({ settings }) => usualBalance(settings));
  const nothingGood = hits.length > 0 && bands.strong + bands.possible === 0;
  const counts = useCountsWithout(nothingGood ? query.filter : noFilter);
  if (!nothingGood) return null;
  const both = query.text.trim() !== "" && query.references.some(({ wanted }) => wanted);
  const balance = query.balance ?? usual;
  const tries = [
    ...(both && balance < 1 ? [{ text: strings.results.tryWords, act: () => setBalance(1) }] : []),
    ...(both && balance > 0.2 ? [{ text: strings.results.tryLook, act: () => setBalance(0.2) }] : []),
    ...query.without.map((word) => ({ text: strings.results.tryDrop(strings.query.without(word)), act: () => removeWithout(word) })),
    ...(counts?.without ?? []).map(({ value, photos }) => ({
      text: strings.results.tryWithout(value, photos - (counts?.total ?? 0)),
      act: () => removeFilter(value),
    })),
  ];
  return (
    <div className="no-good-match" role="status" data-testid="no-good-match">
      <SearchX aria-hidden />
      <strong>{strings.results.nothingStrong}</strong>
      {tries.length > 0 && <span className="muted">{strings.results.tryThis}</span>}
      {tries.map(({ text, act }) => (
        <button key={text} type="button" className="plain small" onClick={act}>
          {text}
        </button>
      ))}
    </div>
  );
}
