/** Dates of filters as they are typed: a day, a month, a year, or a range of them. */

export interface DateRange {
  /** Milliseconds since 1970; `to` is exclusive. */
  from?: number;
  to?: number;
}

/** One day, month or year, or two of them with `..` between, of which one may be left out; the last is included. */
export function parseDates(typed: string): DateRange | undefined {
  const [first = "", last = first, ...more] = typed.split("..");
  const from = first === "" ? undefined : period(first)?.[0];
  const to = last === "" ? undefined : period(last)?.[1];
  const unreadable = (first !== "" && from === undefined) || (last !== "" && to === undefined);
  if (unreadable || more.length > 0 || (from === undefined && to === undefined)) return undefined;
  if (from !== undefined && to !== undefined && from >= to) return undefined;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** As `parseDates` reads it: in years or months when both ends allow it, else in days. */
export function formatDates({ from, to }: DateRange): string {
  const ends = [from, to].filter((end) => end !== undefined).map((end) => new Date(end).toISOString());
  const length = ends.every((end) => end.slice(4, 10) === "-01-01") ? 4 : ends.every((end) => end.slice(8, 10) === "01") ? 7 : 10;
  const first = from === undefined ? "" : new Date(from).toISOString().slice(0, length);
  const last = to === undefined ? "" : new Date(to - 1).toISOString().slice(0, length);
  return first === last ? first : `${first}..${last}`;
}

/** The first millisecond of a day, month or year, and of the one after it. */
function period(typed: string): [number, number] | undefined {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(typed);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || year < 1000) return undefined;
  const start = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const exists = start.getUTCMonth() === (month ?? 1) - 1 && start.getUTCDate() === (day ?? 1);
  if (!exists) return undefined;
  if (day !== undefined) return [start.getTime(), Date.UTC(year, (month ?? 1) - 1, day + 1)];
  return [start.getTime(), month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, month)];
}
