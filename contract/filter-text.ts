/**
 * Filters as they are typed, in the page and on the command line:
 * `camera:X-T5 lens:"XF 23mm" rating:>=4 date:2023-05..2023-08 folder:Weddings ext:raf`.
 * Same field: any of them; another date or rating replaces the one before.
 */
import type { Filter } from "./types.ts";

export interface QueryText {
  /** What is left: words to search by meaning */
  text: string;
  /** From `-word`, `-"two words"` and `without word` */
  without: string[];
  filter: Filter;
  /** Sentences about filters that make no sense; those are in neither `text` nor `filter`. */
  problems: string[];
}

/** Reads one filter's value into `filter`; false when it makes no sense. */
type ReadField = (filter: Filter, value: string) => boolean;

const listFields = { camera: "cameras", lens: "lenses", folder: "folders", ext: "extensions" } as const satisfies Record<
  string,
  keyof Filter
>;
const fields = new Map<string, { read: ReadField; example: string }>([
  ["camera", { read: addTo("cameras"), example: 'camera:"X-T5"' }],
  ["lens", { read: addTo("lenses"), example: 'lens:"23mm"' }],
  ["folder", { read: addTo("folders"), example: "folder:Weddings" }],
  ["ext", { read: (filter, value) => addTo("extensions")(filter, value.toLowerCase().replace(/^\./, "")), example: "ext:jpg" }],
  ["rating", { read: readRating, example: "rating:>=4, with 0 to 5 stars" }],
  ["date", { read: readDate, example: "date:2023, date:2023-05-12 or date:2023-05..2023-08" }],
]);

const value = `"[^"]*(?:"|$)|'[^']*(?:'|$)`;
/** One token: an optional minus, an optional field, and a word or quoted words. */
const token = new RegExp(String.raw`(?<=^|\s)(-)?(?:([A-Za-z]+):)?(${value}|\S+)`, "g");
/** "without any people" keeps away from people. */
const without = /(?<=^|\s)without\s+(?:(?:a|an|any|the)\s+)?("[^"]+"|[^\s":]+)(?=\s|$)/gi;

/** Takes filters and without-words out of a typed text. Words with an unknown field are ordinary words. */
export function parseQueryText(typed: string): QueryText {
  const found: QueryText = { text: "", without: [], filter: {}, problems: [] };
  const minusForm = typed.replace(without, "-$1");
  const rest = minusForm.replace(token, (whole, minus: string | undefined, name: string | undefined, quoted: string) => {
    const field = name === undefined ? undefined : fields.get(name.toLowerCase());
    if (field && minus) found.problems.push(`"${whole}" cannot be turned round with "-". Write it without.`);
    else if (field) readField(found, field, whole, quoted);
    else if (minus && /[\p{L}\p{N}]/u.test(quoted)) found.without.push(name ? `${name}:${quoted}` : word(quoted));
    else return whole;
    return "";
  });
  found.text = rest.replace(/\s+/g, " ").trim();
  return found;
}

/** A filter as the texts that `parseQueryText` reads, one for each chip. Dates are whole days. */
export function formatFilter(filter: Filter): string[] {
  const lists = Object.entries(listFields).flatMap(([name, key]) => (filter[key] ?? []).map((item) => `${name}:${quote(item)}`));
  const rating = filter.minRating === undefined ? [] : [`rating:>=${filter.minRating}`];
  const date = filter.from === undefined && filter.to === undefined ? [] : [`date:${formatRange(filter.from, filter.to)}`];
  return [...date, ...lists, ...rating];
}

function readField(found: QueryText, field: { read: ReadField; example: string }, whole: string, quoted: string): void {
  const understood = field.read(found.filter, unquote(quoted).trim());
  if (!understood) found.problems.push(`"${whole}" is not a filter we can read. Write for example ${field.example}.`);
}

function addTo(key: (typeof listFields)[keyof typeof listFields]): ReadField {
  return (filter, item) => {
    if (item === "") return false;
    filter[key] = [...new Set([...(filter[key] ?? []), item])];
    return true;
  };
}

/** `4`, `4+` and `>=4` are four stars or more; `>3` too. */
function readRating(filter: Filter, typed: string): boolean {
  const match = /^(>=|>)?(\d)\+?$/.exec(typed);
  const stars = Number(match?.[2]) + (match?.[1] === ">" ? 1 : 0);
  if (!match || stars > 5) return false;
  filter.minRating = stars;
  return true;
}

/** One day, month or year, or two of them with `..` between, of which one may be left out; the last is included. */
function readDate(filter: Filter, typed: string): boolean {
  const [first = "", last = first, ...more] = typed.split("..");
  const start = first === "" ? undefined : period(first)?.[0];
  const end = last === "" ? undefined : period(last)?.[1];
  const unreadable = (first !== "" && start === undefined) || (last !== "" && end === undefined);
  if (unreadable || more.length > 0 || (start === undefined && end === undefined)) return false;
  if (start !== undefined && end !== undefined && start >= end) return false;
  delete filter.from;
  delete filter.to;
  Object.assign(filter, start !== undefined && { from: start }, end !== undefined && { to: end });
  return true;
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

/** In years or months when both ends allow it, else in days. */
function formatRange(from: number | undefined, to: number | undefined): string {
  const ends = [from, to].filter((end) => end !== undefined).map((end) => new Date(end).toISOString());
  const length = ends.every((end) => end.slice(4, 10) === "-01-01") ? 4 : ends.every((end) => end.slice(8, 10) === "01") ? 7 : 10;
  const first = from === undefined ? "" : new Date(from).toISOString().slice(0, length);
  const last = to === undefined ? "" : new Date(to - 1).toISOString().slice(0, length);
  return first === last ? first : `${first}..${last}`;
}

/** A without-word, less the comma or full stop behind it. */
function word(text: string): string {
  return unquote(text).replace(/[,.;!?]+$/, "");
}

function unquote(text: string): string {
  const mark = text[0];
  if (mark !== '"' && mark !== "'") return text;
  return text.endsWith(mark) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
}

function quote(text: string): string {
  if (!/[\s"']/.test(text)) return text;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
