import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { showRange } from "../actions/library.ts";
import { addPhotoReference, referToPhoto } from "../actions/references.ts";
import { activate, openLoupe, setCellSize, touch } from "../actions/view.ts";
import { focusGrid, gridId } from "../focus.ts";
import { type GridLayout, gap, layOut, stepFrom } from "../grid-layout.ts";
import { photoAt, shownCount, store } from "../store.ts";
import { strings } from "../strings/en.ts";
import { useApp } from "../use-app.ts";
import { Cell } from "./Cell.tsx";

const sizeStep = 24;
type Rows = Virtualizer<HTMLDivElement, Element>;

/**
 * WAI-ARIA grid with a roving focus. Only rows on or near the screen are in the page, and that of the active
 * photo always: so the grid's one tab stop never goes away, however far one scrolls.
 */
export function Grid() {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const total = useApp(shownCount);
  const wished = useApp((state) => state.cellSize);
  const active = useApp((state) => state.active);
  const inResults = useApp(({ results }) => results !== null);
  const layout = layOut(total, width, wished);
  const activeRow = Math.floor(active / layout.columns);
  const rows = useVirtualizer({
    count: width > 0 ? layout.rows : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.side + gap,
    overscan: 3,
    rangeExtractor: (range) => withRow(range, activeRow),
  });
  useScrolling(rows, layout, activeRow);
  useActiveFocus(rows, scroller, activeRow);
  useFetching(rows, layout);

  const keyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (layout.side + gap)) - 1);
    const act = actionFor(event, layout, page);
    if (!act) return;
    event.preventDefault();
    touch();
    act();
  };
  return (
    <div className="grid-scroller" ref={scroller} onWheel={touch} onTouchMove={touch} onPointerDown={touch}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow */}
      <div
        id={gridId}
        role="grid"
        aria-label={inResults ? strings.grid.results : strings.grid.library}
        aria-rowcount={layout.rows}
        aria-colcount={layout.columns}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={keyDown}
      >
        {rows.getVirtualItems().map(({ index, start }) => (
          <Row key={index} row={index} top={start} layout={layout} total={total} active={active} />
        ))}
      </div>
    </div>
  );
}

function Row({ row, top, layout, total, active }: { row: number; top: number; layout: GridLayout; total: number; active: number }) {
  const { columns, side } = layout;
  const first = row * columns;
  const length = Math.max(0, Math.min(columns, total - first));
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

function withRow(range: Range, row: number): number[] {
  const shown = defaultRangeExtractor(range);
  return row >= range.count || shown.includes(row) ? shown : [...shown, row].sort((a, b) => a - b);
}

function actionFor(event: KeyboardEvent, layout: GridLayout, page: number): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const state = store.getState();
  const next = stepFrom(state.active, event.key, layout, shownCount(state), page);
  if (next !== undefined) return () => activate(next);
  const photo = photoAt(state, state.active);
  if (photo && (event.key === "Enter" || event.key === " ")) return () => openLoupe(state.active);
  if (photo && event.key.toLowerCase() === "q") return () => (event.shiftKey ? addPhotoReference : referToPhoto)(photo);
  if (event.key === "+" || event.key === "=") return () => setCellSize(state.cellSize + sizeStep);
  if (event.key === "-") return () => setCellSize(state.cellSize - sizeStep);
  return undefined;
}

/** Keeps the library's place while results are shown; results begin at the top; another size keeps the active photo in sight. */
function useScrolling(rows: Rows, { side, columns }: GridLayout, activeRow: number): void {
  const results = useApp((state) => state.results);
  const version = useApp((state) => state.library.version);
  const libraryOffset = useRef(0);
  useLayoutEffect(() => {
    if (results) return rows.scrollToOffset(0);
    rows.scrollToOffset(libraryOffset.current);
    return () => {
      libraryOffset.current = rows.scrollOffset ?? 0;
    };
  }, [results, rows]);
  // Another list.
  useLayoutEffect(() => rows.scrollToOffset(0), [version, rows]);
  // Only another layout moves the rows.
  useLayoutEffect(() => {
    rows.measure();
    if (rows.scrollOffset) rows.scrollToIndex(activeRow);
  }, [side, columns]);
}

/** The focus follows the active photo while it is in the grid, and comes back to it from the loupe. */
function useActiveFocus(rows: Rows, scroller: RefObject<HTMLDivElement | null>, activeRow: number): void {
  const active = useApp((state) => state.active);
  const results = useApp((state) => state.results);
  const loupe = useApp((state) => state.loupe);
  const here = useRef(false);
  // Another result may take the focused cell away.
  useLayoutEffect(() => {
    const lost = document.activeElement === document.body;
    const inGrid = scroller.current?.contains(document.activeElement) ?? false;
    if (!loupe && (inGrid || (here.current && lost))) {
      rows.scrollToIndex(activeRow);
      focusGrid();
    }
    here.current = loupe || inGrid || (here.current && lost);
  }, [active, results, loupe, activeRow, rows, scroller]);
}

function useFetching(rows: Rows, { columns }: GridLayout): void {
  const library = useApp(({ results }) => results === null);
  const pages = useApp((state) => state.library.pages);
  const { startIndex = 0, endIndex = 0 } = rows.range ?? {};
  const scrolled = (rows.scrollOffset ?? 0) > 0;
  // Pages that were dropped are fetched again.
  useEffect(() => {
    if (library) showRange(startIndex * columns, (endIndex + 1) * columns - 1, scrolled);
  }, [library, startIndex, endIndex, columns, scrolled, pages]);
}

/** The width inside the scroller's padding. */
function useWidth(element: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
