import { Bookmark, Copy, ListFilterPlus, X } from "lucide-react";
import { useRef } from "react";
import { formatFilter } from "../../contract/filter-text.ts";
import { removeFeedback } from "../actions/feedback.ts";
import { removeFilter, removeWithout } from "../actions/query.ts";
import { copySearch } from "../actions/query-line.ts";
import { openDialog } from "../actions/view.ts";
import { isEmpty } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useKeptFocus } from "../use-kept-focus.ts";

/** Words to avoid and filters, as chips that can be taken away; and what adds one, or keeps them all. */
export function FilterChips() {
  const without = useApp(({ query }) => query.without);
  const feedback = useApp(({ query }) => query.feedback);
  const filter = useApp(({ query }) => query.filter);
  const empty = useApp(({ query }) => isEmpty(query));
  const filters = formatFilter(filter);
  const list = useRef<HTMLUListElement>(null);
  const noteFocus = useKeptFocus(list, without.length + feedback.length + filters.length);
  return (
    <div className="chip-row">
      <ul className="chips" aria-label={strings.query.filters} ref={list} onFocus={noteFocus}>
        {without.map((word) => (
          <Chip key={word} testId="without-chip" text={strings.query.without(word)} remove={() => removeWithout(word)} />
        ))}
        {feedback.map(({ photo, name, more }) => (
          <Chip
            key={photo}
            testId="feedback-chip"
            text={more ? strings.results.moreChip(name) : strings.results.lessChip(name)}
            remove={() => removeFeedback(photo)}
          />
        ))}
        {filters.map((text) => (
          <Chip key={text} testId="filter-chip" text={text} remove={() => removeFilter(text)} />
        ))}
      </ul>
      <button type="button" className="quiet small" data-testid="add-filter" onClick={() => openDialog({ kind: "filter" })}>
        <ListFilterPlus aria-hidden /> {strings.query.addFilter}
      </button>
      {!empty && (
        <button type="button" className="quiet small" data-testid="save-search" onClick={() => openDialog({ kind: "save-search" })}>
          <Bookmark aria-hidden /> {strings.query.saveSearch}
        </button>
      )}
      {!empty && (
        <button
          type="button"
          className="icon small"
          aria-label={strings.commands.names["copy-search"]}
          title={strings.commands.names["copy-search"]}
          data-testid="copy-search"
          onClick={() => void copySearch()}
        >
          <Copy aria-hidden />
        </button>
      )}
    </div>
  );
}

interface ChipProps {
  testId: string;
  text: string;
  remove: () => void;
}

function Chip({ testId, text, remove }: ChipProps) {
  return (
    <li className="chip" data-testid={testId}>
      <span title={text}>{text}</span>
      <button type="button" aria-label={strings.query.remove(text)} onClick={remove}>
        <X aria-hidden />
      </button>
    </li>
  );
}
