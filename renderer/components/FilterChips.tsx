import { X } from "lucide-react";
import { formatFilter } from "../../contract/filter-text.ts";
import { removeFilter, removeWithout } from "../actions/query.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

/** Words to avoid and filters, as chips that can be taken away. */
export function FilterChips() {
  const without = useApp(({ query }) => query.without);
  const filter = useApp(({ query }) => query.filter);
  const filters = formatFilter(filter);
  if (without.length + filters.length === 0) return null;
  return (
    <ul className="chips" aria-label={strings.query.filters}>
      {without.map((word) => (
        <Chip key={word} testId="without-chip" text={strings.query.without(word)} remove={() => removeWithout(word)} />
      ))}
      {filters.map((text) => (
        <Chip key={text} testId="filter-chip" text={text} remove={() => removeFilter(text)} />
      ))}
    </ul>
  );
}

function Chip({ testId, text, remove }: { testId: string; text: string; remove: () => void }) {
  return (
    <li className="chip" data-testid={testId}>
      <span title={text}>{text}</span>
      <button type="button" aria-label={strings.query.remove(text)} onClick={remove}>
        <X aria-hidden />
      </button>
    </li>
  );
}
