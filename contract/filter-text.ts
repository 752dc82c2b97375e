/**
 * Filters as they are typed, in the page and on the command line:
 * `camera:X-T5 rating:>=4 date:2023-05..2023-08 -has:gps "exact text"`. filter-fields.ts lists the fields.
 * Same field: any of them (has: all of them); another date or rating replaces the one before; `-field:` keeps out.
 */
import { type FilterField, fieldCalled, filterFields } from "./filter-fields.ts";
import { bracketedPattern, isBracketed, isOfOneLine, quote, quotedPattern, unquote } from "./quoting.ts";
import type { Filter, FilterFields } from "./types.ts";

export interface QueryText {
  /** What is left: words to search by meaning */
  text: string;
  /** From `-word`, `-"two words"`, `-(two words)`, `without word` and `ohne Wort` */
  without: string[];
  filter: Filter;
  /** Filters that make no sense; those are in neither `text` nor `filter`. */
  mistakes: FilterMistake[];
  /** The same as sentences */
  problems: string[];
}

export interface FilterMistake {
  /** The part of the typed text, `to` exclusive */
  from: number;
  to: number;
  typed: string;
  /** The field whose value makes no sense, with how to write it */
  field: string;
  example: string;
  what: string;
  hint: string;
}

/** One token: an optional minus, an optional field, and a word, or words in quotes or brackets. */
const token = String.raw`(?<minus>-)?(?:(?<field>[A-Za-z]+):)?(?<value>${bracketedPattern}|${quotedPattern}|\S+)`;
/** "without any people" keeps away from people, and so does "ohne die Leute" of those who write German. */
const without = String.raw`(?:without\s+(?:(?:a|an|any|the)\s+)?|ohne\s+(?:(?:den|die|das|einen|eine|ein)\s+)?)(?<avoided>"[^"]+"|[^\s":]+)(?=\s|$)`;
const tokens = new RegExp(String.raw`(?<=^|\s)(?:${without}|${token})`, "gi");

/** Takes filters and without-words out of a typed text. Words with an unknown field are ordinary words. */
export function parseQueryText(typed: string): QueryText {
  const found: QueryText = { text: "", without: [], filter: {}, mistakes: [], problems: [] };
  const words: string[] = [];
  for (const match of typed.matchAll(tokens)) {
    const { minus, field: name, value = "", avoided } = match.groups ?? {};
    const field = name === undefined ? undefined : fieldCalled(name);
    if (avoided !== undefined) found.without.push(word(avoided));
    else if (field) readField(found, field, match);
    else if (minus && (isBracketed(value) || /[\p{L}\p{N}]/u.test(value))) found.without.push(name ? `${name}:${value}` : word(value));
    else if (!minus && !name && value.startsWith('"') && unquote(value) !== "") addExact(found, unquote(value));
    else words.push(match[0]);
  }
  found.text = words.join(" ").replace(/\s+/g, " ").trim();
  found.problems = found.mistakes.map(({ what, hint }) => `${what} ${hint}`);
  return found;
}

/** A filter as the texts that `parseQueryText` reads, one for each chip. Dates are whole days. */
export function formatFilter({ not = {}, exact = [], ...fields }: Filter): string[] {
  const texts = (fields: FilterFields, minus: string) =>
    filterFields.flatMap(({ name, write }) => write(fields).map((value) => `${minus}${filterText(name, value)}`));
  return [...texts(fields, ""), ...texts(not, "-"), ...exact.map(exactText)];
}

/** In quotes alone, where they can hold it. */
function exactText(text: string): string {
  return isOfOneLine(text) && !text.includes('"') ? `"${text}"` : filterText("exact", text);
}

/** The filter that these texts make together. */
export function filterFrom(texts: readonly string[]): Filter {
  return parseQueryText(texts.join(" ")).filter;
}

/** A filter without one of its texts, as `formatFilter` writes them. */
export function withoutFilter(filter: Filter, text: string): Filter {
  return filterFrom(formatFilter(filter).filter((other) => other !== text));
}

/** What is being typed at the caret: the value of a field, or a word that may become a field's name. */
export interface Completion {
  /** The part of the text that a choice replaces */
  from: number;
  to: number;
  /** Undefined: names of fields are offered. */
  field: FilterField | undefined;
  letters: string;
}

/** Undefined where the caret is in no word. */
export function completionAt(typed: string, caret: number): Completion | undefined {
  const match = [...typed.slice(0, caret).matchAll(tokens)].at(-1);
  if (!match || match.index + match[0].length !== caret) return undefined;
  const { minus = "", field: name, value = "" } = match.groups ?? {};
  const field = name === undefined ? undefined : fieldCalled(name);
  if (name !== undefined && !field) return undefined;
  const started = match[0].endsWith(":") && fieldCalled(match[0].slice(minus.length, -1));
  if (started) return { from: caret, to: caret, field: started, letters: "" };
  return { from: field ? caret - value.length : match.index + minus.length, to: caret, field, letters: unquote(value) };
}

/** A field with a value, as it is typed. */
export function filterText(field: string, value: string): string {
  return `${field}:${quote(value)}`;
}

function readField(found: QueryText, field: FilterField, match: RegExpMatchArray): void {
  const { minus, value = "" } = match.groups ?? {};
  const plain = unquote(value);
  const { not = {} } = found.filter;
  const read = field.read(minus ? not : found.filter, plain);
  if (read) found.filter = minus ? { ...found.filter, not: read } : read;
  else found.mistakes.push(mistakeOf(field, match));
}

function mistakeOf({ name, example, values }: FilterField, match: RegExpMatchArray): FilterMistake {
  const [typed] = match;
  const from = match.index ?? 0;
  const hint = values ? `Write one of: ${example}.` : `Write for example ${example}.`;
  return { from, to: from + typed.length, typed, field: name, example, what: `"${typed}" is not a filter we can read.`, hint };
}

function addExact(found: QueryText, text: string): void {
  found.filter = { ...found.filter, exact: [...new Set([...(found.filter.exact ?? []), text])] };
}

/** A without-word, less the comma or full stop behind it. */
function word(text: string): string {
  return isBracketed(text) ? unquote(text) : unquote(text).replace(/[,.;!?]+$/, "");
}
