import { ArrowLeft, LayoutGrid } from "lucide-react";
import type { Results } from "../../contract/types.ts";
import { reloadLibrary } from "../actions/library.ts";
import { search, showLibrary, sortBy } from "../actions/search.ts";
import { selectNone } from "../actions/select.ts";
import { changeSettings } from "../actions/settings.ts";
import { setCellSize } from "../actions/view.ts";
import { cellSizes, isFiltered } from "../store.ts";
import { duration } from "../strings/format.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Choice } from "./Choice.tsx";

export function PhotosHeader() {
  const results = useApp((state) => state.results);
  const sort = useApp((state) => state.sort);
  const order = useApp(({ settings }) => settings.sort);
  const { byMatch, byDate } = strings.results;
  return (
    <header className="photos-header">
      {results ? <ResultsLine results={results} /> : <LibraryLine />}
      <Selection />
      {results ? (
        <Choice
          label={strings.results.sort}
          value={sort}
          choices={[
            ["match", byMatch],
            ["date", byDate],
          ]}
          onChoose={sortBy}
          testId="sort"
        />
      ) : (
        <label className="order">
          <span className="unseen">{strings.results.sort}</span>
          <select value={order} data-testid="order" onChange={(event) => void changeSettings({ sort: orderOf(event.target.value) })}>
            {orders.map((name) => (
              <option key={name} value={name}>
                {strings.library.grid.orders[name]}
              </option>
            ))}
          </select>
        </label>
      )}
      <CellSize />
    </header>
  );
}

const orders = ["newest", "oldest", "name", "stars"] as const;

function orderOf(value: string): (typeof orders)[number] {
  return orders.find((name) => name === value) ?? "newest";
}

function LibraryLine() {
  const total = useApp(({ library }) => library.total);
  const filtered = useApp(({ library }) => isFiltered(library.filter));
  const stale = useApp(({ library }) => library.stale);
  const searching = useApp((state) => state.searching);
  const { grid } = strings.library;
  return (
    <div className="headline">
      <h1>{filtered ? grid.filtered : grid.library}</h1>
      <span className="muted" data-testid="library-count">
        {searching ? strings.results.searching : grid.total(total)}
      </span>
      {stale && (
        <span className="muted">
          {grid.newPhotos}{" "}
          <button type="button" className="link" data-testid="show-new" onClick={() => void reloadLibrary()}>
            {grid.show}
          </button>
        </span>
      )}
    </div>
  );
}

function ResultsLine({ results }: { results: Results }) {
  const searching = useApp((state) => state.searching);
  const more = useApp(({ status, readyThen }) => (status?.ready ?? 0) - readyThen);
  const took = results.encodeMs + results.compareMs;
  return (
    <div className="headline">
      <button type="button" className="quiet small" data-testid="back-to-library" onClick={showLibrary}>
        <ArrowLeft aria-hidden /> {strings.results.back}
      </button>
      <h1 data-testid="results-count" data-stage={results.stage}>
        {searching ? strings.results.searching : strings.results.summary(results)}
      </h1>
      <span className="muted" data-testid="searched">
        {strings.results.searched(results)} {results.notes.includes("text-cut") && strings.query.textCut}{" "}
        {results.unread && (
          <span className="unread" title={results.unread} data-testid="unread">
            …{results.unread}
          </span>
        )}{" "}
        {results.notes.includes("other-language") && strings.settings.packLanguage}{" "}
        {more > 0 && results.waiting > 0 && (
          <>
            {strings.results.newOnes(more)}{" "}
            <button type="button" className="link" data-testid="search-again" onClick={() => void search()}>
              {strings.results.show}
            </button>
          </>
        )}
      </span>
      <span
        className="muted took"
        title={strings.results.took(duration(took))}
        data-testid="took"
        data-encode={results.encodeMs}
        data-compare={results.compareMs}
      >
        {duration(took)}
      </span>
    </div>
  );
}

function Selection() {
  const selected = useApp((state) => state.selected.size);
  if (selected < 2) return null;
  return (
    <span className="selection" data-testid="selection">
      {strings.library.grid.selected(selected)}
      <button type="button" className="link" onClick={selectNone}>
        {strings.library.grid.clearSelection}
      </button>
    </span>
  );
}

function CellSize() {
  const size = useApp((state) => state.cellSize);
  const { grid } = strings.library;
  return (
    <label className="cell-size" title={grid.size}>
      <LayoutGrid aria-hidden />
      <input
        type="range"
        aria-label={grid.size}
        aria-valuetext={`${size} px`}
        min={cellSizes.least}
        max={cellSizes.most}
        step={8}
        value={size}
        data-testid="cell-size"
        onChange={(event) => setCellSize(Number(event.target.value))}
      />
    </label>
  );
}
