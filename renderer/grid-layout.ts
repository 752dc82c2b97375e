/** Row arithmetic of the grid: square cells of one size, as many in a row as fit. */
export const gap = 6;

export interface GridLayout {
  columns: number;
  rows: number;
  /** Pixels; the columns fill the width exactly. */
  side: number;
}

export function layOut(total: number, width: number, wished: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + gap) / (wished + gap)));
  const side = Math.max(1, (width - gap * (columns - 1)) / columns);
  return { columns, rows: Math.ceil(total / columns), side };
}

/** Where a key leads from the photo at `active`; undefined for other keys. `page`: rows on the screen. */
export function stepFrom(active: number, key: string, { columns, rows }: GridLayout, total: number, page: number): number | undefined {
  const column = active % columns;
  const inColumn = (row: number) => Math.min(Math.max(0, Math.min(row, rows - 1)) * columns + column, total - 1);
  const row = Math.floor(active / columns);
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, active - 1);
    case "ArrowRight":
      return Math.min(total - 1, active + 1);
    case "ArrowUp":
      return inColumn(row - 1);
    case "ArrowDown":
      return inColumn(row + 1);
    case "PageUp":
      return inColumn(row - page);
    case "PageDown":
      return inColumn(row + page);
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return undefined;
  }
}
