import { changeQuery, search } from "../actions/query.ts";
import type { State } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

/** In place of the grid when there is nothing in it: why, and what to do. */
export function NothingHere() {
  const text = useApp(reason);
  const filtered = useApp(({ query }) => Object.keys(query.filter).length > 0);
  const clearFilters = () => {
    changeQuery({ filter: {} });
    void search();
  };
  return (
    <div className="nothing" data-testid="nothing">
      <p>{text}</p>
      {filtered && (
        <button type="button" className="plain" onClick={clearFilters}>
          {strings.grid.clearFilters}
        </button>
      )}
    </div>
  );
}

function reason({ results, query, status }: State): string {
  if (results?.notes.includes("filters-leave-nothing")) return strings.results.noteFilters;
  if (results?.notes.includes("library-empty")) return strings.results.noteEmpty;
  if (results) return strings.results.none;
  if (Object.keys(query.filter).length > 0) return strings.grid.emptyFiltered;
  return status?.state === "scanning" || (status?.waiting ?? 0) > 0 ? strings.grid.loading : strings.grid.empty;
}
