import { ArrowLeft, LayoutGrid } from "lucide-react";
import type { Results } from "../../contract/types.ts";
import { reloadLibrary } from "../actions/library.ts";
import { search, showLibrary } from "../actions/query.ts";
import { setCellSize } from "../actions/view.ts";
import { cellSizes } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";

export function PhotosHeader() {
  const results = useApp((state) => state.results);
  return (
    <header className="photos-header">
      {results ? <ResultsLine results={results} /> : <LibraryLine />}
      <CellSize />
    </header>
  );
}

function LibraryLine() {
  const total = useApp(({ library }) => library.total);
  const filtered = useApp(({ library }) => Object.keys(library.filter).length > 0);
  const stale = useApp(({ library }) => library.stale);
  const searching = useApp((state) => state.searching);
  return (
    <div className="headline">
      <h1>{filtered ? strings.grid.filtered : strings.grid.library}</h1>
      <span className="muted" data-testid="library-count">
        {searching ? strings.results.searching : strings.grid.total(total)}
      </span>
      {stale && (
        <button type="button" className="plain small" data-testid="show-new" onClick={() => void reloadLibrary()}>
          {strings.grid.newPhotos}: {strings.grid.show}
        </button>
      )}
    </div>
  );
}

function ResultsLine({ results }: { results: Results }) {
  const searching = useApp((state) => state.searching);
  const more = useApp(({ status, readyThen }) => (status?.ready ?? 0) > readyThen);
  return (
    <div className="headline">
      <button type="button" className="quiet small" data-testid="back-to-library" onClick={showLibrary}>
        <ArrowLeft aria-hidden /> {strings.results.back}
      </button>
      <h1 data-testid="results-count">{searching ? strings.results.searching : strings.results.count(results.hits.length)}</h1>
      <span className="muted" data-testid="searched">
        {strings.results.bands(results)} {strings.results.searched(results)}{" "}
        {results.notes.includes("text-cut") && strings.results.noteTextCut}{" "}
        {more && results.waiting > 0 && (
          <button type="button" className="link" data-testid="search-again" onClick={() => void search()}>
            {strings.results.again}
          </button>
        )}
      </span>
    </div>
  );
}

function CellSize() {
  const size = useApp((state) => state.cellSize);
  return (
    <label className="cell-size" title={strings.grid.size}>
      <LayoutGrid aria-hidden />
      <input
        type="range"
        aria-label={strings.grid.size}
        aria-valuetext={`${size} px`}
        min={cellSizes.least}
        max={cellSizes.most}
        step={8}
        value={size}
        onChange={(event) => setCellSize(Number(event.target.value))}
      />
    </label>
  );
}
