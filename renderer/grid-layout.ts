/** Row arithmetic of the grid: square cells of one size, as many in a row as fit, in sections with or without a heading. */
import type { Heading, Section } from "./shown.ts";

export const gap = 6;
export const headingHeight = 38;
/** Browsers draw no element higher than about 33 million pixels: in libraries that large the cells get no larger than fits. */
const mostHeight = 30_000_000;

export interface Part {
  heading: Heading | null;
  all: number;
  /** Index of its first photo, and how many there are */
  first: number;
  count: number;
  /** Its first row (that of the heading, if it has one), and how many there are */
  firstRow: number;
  rows: number;
}

export interface GridLayout {
  columns: number;
  rows: number;
  total: number;
  /** Pixels; the columns fill the width exactly. */
  side: number;
  parts: Part[];
}

export type Row = { kind: "heading"; part: Part } | { kind: "cells"; first: number; length: number };

export function layOut(sections: readonly Section[], width: number, wished: number): GridLayout {
  const total = sections.reduce((sum, { count }) => sum + count, 0);
  const fit = Math.max(1, Math.floor((width + gap) / (wished + gap)));
  const columns = Math.max(fit, Math.ceil(Math.sqrt((total * (width + gap)) / mostHeight)));
  const side = Math.max(1, (width - gap * (columns - 1)) / columns);
  const parts: Part[] = [];
  for (const { heading, all, count } of sections) {
    const before = parts.at(-1);
    const rows = Math.ceil(count / columns) + (heading ? 1 : 0);
    const [first, firstRow] = before ? [before.first + before.count, before.firstRow + before.rows] : [0, 0];
    parts.push({ heading, all, first, count, firstRow, rows });
  }
  return { columns, side, total, parts, rows: parts.reduce((sum, { rows }) => sum + rows, 0) };
}

export function rowAt({ parts, columns }: GridLayout, row: number): Row {
  const part = parts.findLast(({ firstRow }) => firstRow <= row);
  if (!part) return { kind: "cells", first: 0, length: 0 };
  const line = row - part.firstRow - (part.heading ? 1 : 0);
  if (line < 0) return { kind: "heading", part };
  return { kind: "cells", first: part.first + line * columns, length: Math.max(0, Math.min(columns, part.count - line * columns)) };
}

/** The first and the last photo of a row; of a heading, the one below it and the one above. */
export function placesOf(layout: GridLayout, row: number): [number, number] {
  const content = rowAt(layout, row);
  if (content.kind === "heading") return [content.part.first, content.part.first - 1];
  return [content.first, content.first + content.length - 1];
}

/** The row of a photo. */
export function rowOf({ parts, columns }: GridLayout, index: number): number {
  const part = parts.findLast(({ first, count }) => first <= index && count > 0);
  return part ? part.firstRow + (part.heading ? 1 : 0) + Math.floor((index - part.first) / columns) : 0;
}

/** Pixels, with the gap below it */
export function heightOf(layout: GridLayout, row: number): number {
  return rowAt(layout, row).kind === "heading" ? headingHeight : layout.side + gap;
}

/** Where a row begins, in pixels from the top; of the row behind the last one: how high all of it is */
export function topOf({ parts, side }: GridLayout, row: number): number {
  const headings = parts.filter(({ heading, firstRow }) => heading && firstRow < row).length;
  return headings * headingHeight + (row - headings) * (side + gap);
}

/**
 * How far to scroll where cells have another size, so that what one looks at stays where it is: the active photo if it is on
 * the screen, else the first one that is. `offset`: how far it was scrolled before; `height`: of the screen.
 */
export function offsetAfter(before: GridLayout, after: GridLayout, active: number, offset: number, height: number): number {
  const top = topOf(before, rowOf(before, active));
  const onScreen = active < before.total && top + before.side > offset && top < offset + height;
  const kept = onScreen ? active : placesOf(before, rowAround(before, offset + before.side / 2))[0];
  return Math.max(0, topOf(after, rowOf(after, kept)) - topOf(before, rowOf(before, kept)) + offset);
}

/** The row at so many pixels from the top. */
function rowAround(layout: GridLayout, offset: number): number {
  const part = layout.parts.findLast(({ firstRow }) => topOf(layout, firstRow) <= offset);
  if (!part) return 0;
  const inside = offset - topOf(layout, part.firstRow) - (part.heading ? headingHeight : 0);
  return inside < 0 ? part.firstRow : part.firstRow + (part.heading ? 1 : 0) + Math.floor(inside / (layout.side + gap));
}

/** Where a key leads from the photo at `active`; undefined for other keys. `page`: rows on the screen. */
export function stepFrom(active: number, key: string, layout: GridLayout, page: number): number | undefined {
  const last = layout.total - 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, active - 1);
    case "ArrowRight":
      return Math.min(last, active + 1);
    case "ArrowUp":
      return rowsAway(active, -1, layout);
    case "ArrowDown":
      return rowsAway(active, 1, layout);
    case "PageUp":
      return rowsAway(active, -page, layout);
    case "PageDown":
      return rowsAway(active, page, layout);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** The photo in the same column, so many rows of photos further; at the ends, the outermost row. */
function rowsAway(active: number, distance: number, layout: GridLayout): number {
  const start = rowAt(layout, rowOf(layout, active));
  const column = start.kind === "cells" ? active - start.first : 0;
  const lines = layout.parts.flatMap(({ first, count }) => (count > 0 ? [{ first, count }] : []));
  const lengths = lines.map(({ count }) => Math.ceil(count / layout.columns));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let line = Math.max(0, Math.min(lineOf(active, lines, lengths, layout.columns) + distance, all - 1));
  for (const [part, { first, count }] of lines.entries()) {
    const length = lengths[part] ?? 0;
    if (line < length) return first + Math.min(line * layout.columns + column, count - 1);
    line -= length;
  }
  return active;
}

/** Counted without the headings */
function lineOf(index: number, lines: { first: number; count: number }[], lengths: number[], columns: number): number {
  let before = 0;
  for (const [part, { first, count }] of lines.entries()) {
    if (index < first + count) return before + Math.floor((index - first) / columns);
    before += lengths[part] ?? 0;
  }
  return before;
}
