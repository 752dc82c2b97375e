import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { showRange } from "../actions/library.ts";
import { showHits } from "../actions/more-hits.ts";
import { activate } from "../actions/select.ts";
import { touch } from "../actions/view.ts";
import { focusGrid, gridId } from "../focus.ts";
import { type GridLayout, gap, heightOf, layOut, offsetAfter, placesOf, rowOf, stepFrom, topOf } from "../grid-layout.ts";
import { store } from "../store.ts";
import { strings } from "../strings/index.ts";
import { useApp } from "../use-app.ts";
import { useWidth } from "../use-width.ts";
import { DateTicks } from "./DateTicks.tsx";
import { GridRow } from "./GridRow.tsx";

type Rows = Virtualizer<HTMLDivElement, Element>;

/**
 * WAI-ARIA grid with a roving focus. Only rows on or near the screen are in the page, and that of the active
 * photo always: so the grid's one tab stop never goes away, however far one scrolls.
 */
export function Grid() {
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useLayout(scroller);
  const active = useApp((state) => state.active);
  const inResults = useApp(({ shown }) => shown !== null);
  const activeRow = rowOf(layout, active);
  const rows = useVirtualizer({
    count: layout.side > 1 ? layout.rows : 0,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => heightOf(layout, row),
    overscan: 2,
    rangeExtractor: (range) => withRow(range, activeRow),
  });
  useScrolling(rows, layout);
  useActiveFocus(rows, scroller, activeRow);
  useFetching(rows, layout);
  const keyDown = (event: KeyboardEvent) => walk(event, layout, scroller.current?.clientHeight ?? 0);
  return (
    <div className="grid-area">
      <div className="grid-scroller" ref={scroller} onWheel={touch} onTouchMove={touch} onPointerDown={touch}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows and cells are placed by hand, which a table does not allow */}
        <div
          id={gridId}
          role="grid"
          aria-label={inResults ? strings.library.grid.results : strings.library.grid.library}
          aria-rowcount={layout.rows}
          aria-colcount={layout.columns}
          aria-multiselectable
          data-testid="grid"
          style={{ height: topOf(layout, layout.rows) }}
          onKeyDown={keyDown}
        >
          {rows.getVirtualItems().map(({ index, start }) => (
            <GridRow key={index} row={index} top={start} layout={layout} active={active} />
          ))}
        </div>
      </div>
      {!inResults && <DateTicks />}
    </div>
  );
}

/** Walks with the arrows and their kin; with Shift it selects on the way. */
function walk(event: KeyboardEvent, layout: GridLayout, height: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const page = Math.max(1, Math.floor(height / (layout.side + gap)) - 1);
  const next = stepFrom(store.getState().active, event.key, layout, page);
  if (next === undefined) return;
  event.preventDefault();
  touch();
  activate(next, { range: event.shiftKey });
}

function useLayout(scroller: RefObject<HTMLDivElement | null>): GridLayout {
  const width = useWidth(scroller);
  const shown = useApp((state) => state.shown);
  const total = useApp(({ library }) => library.total);
  const wished = useApp((state) => state.cellSize);
  return useMemo(
    () => layOut(shown?.sections ?? [{ heading: null, count: total, all: total }], width, wished),
    [shown, total, width, wished],
  );
}

function withRow(range: Range, row: number): number[] {
  const shown = defaultRangeExtractor(range);
  return row >= range.count || shown.includes(row) ? shown : [...shown, row].sort((a, b) => a - b);
}

/** Keeps the library's place while results are shown; other results begin at the top; in another size, what one looks at stays where it is. */
function useScrolling(rows: Rows, layout: GridLayout): void {
  const inResults = useApp(({ results }) => results !== null);
  const version = useApp(({ library }) => library.version);
  const fresh = useApp((state) => state.topAt);
  const libraryOffset = useRef(0);
  // Headings may be elsewhere now.
  useLayoutEffect(() => rows.measure(), [rows, layout]);
  useLayoutEffect(() => {
    if (inResults) return rows.scrollToOffset(0);
    rows.scrollToOffset(libraryOffset.current);
    return () => {
      libraryOffset.current = rows.scrollOffset ?? 0;
    };
  }, [inResults, rows]);
  // Another list, other results.
  useLayoutEffect(() => rows.scrollToOffset(0), [version, fresh, rows]);
  const last = useRef(layout);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = layout;
    if (before.side <= 1 || before.side === layout.side) return;
    const { scrollOffset, scrollRect } = rows;
    rows.scrollToOffset(offsetAfter(before, layout, store.getState().active, scrollOffset ?? 0, scrollRect?.height ?? 0));
  }, [rows, layout]);
}

/** The focus follows the active photo while it is in the grid, and comes back to it from the loupe. */
function useActiveFocus(rows: Rows, scroller: RefObject<HTMLDivElement | null>, activeRow: number): void {
  const active = useApp((state) => state.active);
  const shown = useApp((state) => state.shown);
  const loupe = useApp((state) => state.loupe);
  const jumped = useApp((state) => state.jumpedAt);
  const here = useRef(false);
  useLayoutEffect(() => {
    if (jumped > 0) rows.scrollToIndex(rowOfActive.current, { align: "start" });
  }, [jumped, rows]);
  const rowOfActive = useRef(activeRow);
  rowOfActive.current = activeRow;
  // Another result may take the focused cell away.
  useLayoutEffect(() => {
    const lost = document.activeElement === document.body;
    const inGrid = scroller.current?.contains(document.activeElement) ?? false;
    if (!loupe && (inGrid || (here.current && lost))) {
      rows.scrollToIndex(activeRow);
      focusGrid();
    }
    here.current = loupe || inGrid || (here.current && lost);
  }, [active, shown, loupe, activeRow, rows, scroller]);
}

/** Asks for the photos of the rows on the screen, where they were not fetched yet. */
function useFetching(rows: Rows, layout: GridLayout): void {
  const library = useApp(({ shown }) => shown === null);
  const pages = useApp((state) => state.library.pages);
  const hits = useApp(({ shown }) => shown?.hits);
  const { startIndex = 0, endIndex = 0 } = rows.range ?? {};
  const scrolled = (rows.scrollOffset ?? 0) > 0;
  // Pages that were dropped are fetched again.
  useEffect(() => {
    const [first, last] = [placesOf(layout, startIndex)[0], placesOf(layout, endIndex)[1]];
    if (last < first) return;
    if (library) showRange(first, last, scrolled);
    else showHits(first, last);
  }, [library, startIndex, endIndex, layout, scrolled, pages, hits]);
}
