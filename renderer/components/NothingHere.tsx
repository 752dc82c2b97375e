import { useEffect, useRef } from "react";
import type { Filter } from "../../contract/types.ts";
import { clearFilters, removeFilter } from "../actions/query.ts";
import { sortBy } from "../actions/search.ts";
import { openDialog } from "../actions/view.ts";
import { focusNewGrid, isFocusLost } from "../focus.ts";
import { isFiltered, type State } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useCountsWithout } from "../use-counts-without.ts";

/** In place of the grid when there is nothing in it: why, and what to do. */
export function NothingHere() {
  const text = useApp(reason);
  const empty = useApp(isLibraryEmpty);
  const filter = useApp(({ query }) => query.filter);
  const byDate = useApp(({ results, sort }) => results !== null && sort === "date" && results.hits.length > 0);
  const here = useRef<HTMLDivElement>(null);
  const asked = useApp(({ results, query }) => results !== null || isFiltered(query.filter));
  useEffect(() => (asked ? keepFocus(here.current) : undefined), [asked]);
  return (
    <div ref={here} tabIndex={-1} className="nothing" data-testid="nothing">
      <p>{text}</p>
      {byDate && (
        <button type="button" className="plain" onClick={() => sortBy("match")}>
          {strings.results.byMatch}
        </button>
      )}
      {empty && (
        <button type="button" className="plain" data-testid="add-another-folder" onClick={() => openDialog({ kind: "add-folder" })}>
          {strings.library.folders.add}
        </button>
      )}
      {!byDate && isFiltered(filter) && <Loosen filter={filter} />}
    </div>
  );
}

/** The focus that went with the photos; it comes back with them. */
function keepFocus(here: HTMLElement | null): () => void {
  if (isFocusLost()) here?.focus();
  return () => {
    if (isFocusLost()) focusNewGrid();
  };
}

/** Each filter with what it would bring back to leave it out. */
function Loosen({ filter }: { filter: Filter }) {
  const counts = useCountsWithout(filter);
  return (
    <>
      {counts?.without.map(({ value, photos }) => (
        <button key={value} type="button" className="plain" data-testid="without-filter" onClick={() => removeFilter(value)}>
          {strings.results.withoutFilter(value, photos)}
        </button>
      ))}
      <button type="button" className="quiet" data-testid="clear-filters" onClick={clearFilters}>
        {strings.library.grid.clearFilters}
      </button>
    </>
  );
}

/** All was looked through, and there is nothing. */
function isLibraryEmpty({ status }: Pick<State, "status">): boolean {
  return status !== null && status.state !== "scanning" && status.found === 0;
}

function reason({ results, sort, query, status }: State): string {
  const { grid } = strings.library;
  if (isLibraryEmpty({ status })) return grid.empty;
  if (results?.notes.includes("library-empty")) return strings.results.empty;
  if (results?.notes.includes("filters-leave-nothing")) return strings.results.filtersTooTight;
  if (results && sort === "date") return strings.results.nothingStrongByDate;
  if (results) return strings.results.summary(results);
  if (isFiltered(query.filter)) return grid.emptyFiltered;
  return status?.state === "scanning" || (status?.waiting ?? 0) > 0 ? grid.loading : grid.empty;
}
