import { showWeak } from "../actions/search.ts";
import { type GridLayout, gap, headingHeight, type Part, rowAt } from "../grid-layout.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { Cell } from "./Cell.tsx";

interface RowProps {
  row: number;
  top: number;
  layout: GridLayout;
  active: number;
}

/** A row of photos, or the heading of a band. */
export function GridRow({ row, top, layout, active }: RowProps) {
  const { columns, side, total } = layout;
  const content = rowAt(layout, row);
  if (content.kind === "heading") return <HeadingRow row={row} top={top} part={content.part} columns={columns} />;
  const { first, length } = content;
  const style = { transform: `translateY(${top}px)`, height: side, gap, gridTemplateColumns: `repeat(${columns}, ${side}px)` };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow
    <div role="row" tabIndex={-1} aria-rowindex={row + 1} className="grid-row" style={style}>
      {Array.from({ length }, (_, column) => (
        <Cell key={first + column} index={first + column} column={column} total={total} active={first + column === active} />
      ))}
    </div>
  );
}

function HeadingRow({ row, top, part, columns }: { row: number; top: number; part: Part; columns: number }) {
  const style = { transform: `translateY(${top}px)`, height: headingHeight };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow
    <div role="row" tabIndex={-1} aria-rowindex={row + 1} className="grid-row heading-row" style={style}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="gridcell" tabIndex={-1} aria-colindex={1} aria-colspan={columns} className="band-heading">
        {part.heading === "weak" ? <WeakFold all={part.all} /> : <BandName part={part} />}
      </div>
    </div>
  );
}

function BandName({ part: { heading, all } }: { part: Part }) {
  if (heading === null) return null;
  return (
    <span className={`band ${heading}`} data-testid={`band-${heading}`}>
      {strings.results.band[heading]} <span className="muted">{strings.results.bandCount(all)}</span>
    </span>
  );
}

/** Folded and counted, and one click away. */
function WeakFold({ all }: { all: number }) {
  const weakShown = useApp((state) => state.weakShown);
  return (
    <span className="band weak" data-testid="weak-fold">
      {strings.results.weakFold(all)}
      <button type="button" className="plain small" data-testid="weak-show" aria-expanded={weakShown} onClick={() => showWeak(!weakShown)}>
        {weakShown ? strings.results.hide : strings.results.show}
      </button>
    </span>
  );
}
