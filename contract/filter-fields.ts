/** The fields that filters can be typed with: how each is read from a value and written as one. */
import { formatDates, parseDates } from "./filter-dates.ts";
import { flags, labels } from "./marks.ts";
import { type FilterFields, photoHas, photoTypes } from "./types.ts";

export interface FilterField {
  /** As it is typed before the colon */
  name: string;
  example: string;
  /** All values, where there are only so many */
  values?: readonly string[];
  /** The filter with this value, or undefined when the value makes no sense. Values add up where a field can have several. */
  read(filter: FilterFields, value: string): FilterFields | undefined;
  /** The values that `read` makes the filter's own of */
  write(filter: FilterFields): string[];
}

export const filterFields: readonly FilterField[] = [
  {
    name: "date",
    example: "date:2023, date:2023-05-12 or date:2023-05..2023-08",
    read(filter, value) {
      const { from: _1, to: _2, ...rest } = filter;
      const dates = parseDates(value);
      return dates && { ...rest, ...dates };
    },
    write: (filter) =>
      filter.from === undefined && filter.to === undefined ? [] : [formatDates(defined({ from: filter.from, to: filter.to }))],
  },
  listField("camera", "cameras", 'camera:"X-T5"'),
  listField("lens", "lenses", 'lens:"23mm"'),
  listField("folder", "folders", "folder:Weddings"),
  listField("ext", "extensions", "ext:jpg", (value) => value.toLowerCase().replace(/^\./, "")),
  choiceField("type", "types", photoTypes),
  {
    name: "rating",
    example: "rating:>=4, rating:=3 or rating:1..3, with 0 to 5 stars",
    read(filter, value) {
      const { minRating: _1, maxRating: _2, ...rest } = filter;
      const stars = parseStars(value);
      return stars && { ...rest, ...stars };
    },
    write: ({ minRating, maxRating }) => formatStars(minRating, maxRating),
  },
  choiceField("flag", "flags", [...flags, "none"]),
  choiceField("label", "labels", [...labels, "none"]),
  listField("collection", "collections", 'collection:"Best of 2023"'),
  listField("keyword", "keywords", "keyword:bridge"),
  listField("exact", "exact", 'exact:"Day 2"'),
  choiceField("has", "has", photoHas),
  {
    name: "near",
    example: "near:5km (of the first photo of the query) or near:48.20,16.37,5km",
    read(filter, value) {
      const near = parseNear(value);
      return near && { ...filter, near };
    },
    write: ({ near }) => (near ? [[near.latitude, near.longitude, `${near.km}km`].filter((part) => part !== undefined).join(",")] : []),
  },
];

/** Other names for fields, as other programs have them */
const otherNames: Record<string, string> = { stars: "rating", in: "folder", tag: "keyword", album: "collection", extension: "ext" };

export function fieldCalled(name: string): FilterField | undefined {
  const lower = name.toLowerCase();
  return filterFields.find((field) => field.name === (otherNames[lower] ?? lower));
}

type ListKey = "cameras" | "lenses" | "folders" | "extensions" | "collections" | "keywords" | "exact";

function listField(name: string, key: ListKey, example: string, tidy = (value: string) => value): FilterField {
  return {
    name,
    example,
    read: (filter, value) => (value === "" ? undefined : { ...filter, [key]: withItem(filter[key], tidy(value)) }),
    write: (filter) => filter[key] ?? [],
  };
}

type ChoiceKey = "types" | "flags" | "labels" | "has";

function choiceField<Choice extends string>(name: string, key: ChoiceKey, values: readonly Choice[]): FilterField {
  return {
    name,
    example: values.map((value) => `${name}:${value}`).join(", "),
    values,
    read(filter, value) {
      const choice = values.find((choice) => choice === value.toLowerCase());
      return choice && { ...filter, [key]: withItem(filter[key], choice) };
    },
    write: (filter) => filter[key] ?? [],
  };
}

function withItem(list: readonly string[] | undefined, item: string): string[] {
  return [...new Set([...(list ?? []), item])];
}

/** `4`, `4+` and `>=4` are four stars or more; `>3` too. `=4` are exactly four, `<=4` at most, `2..4` from two to four. */
function parseStars(typed: string): { minRating?: number; maxRating?: number } | undefined {
  const [, from, to] = /^(\d)?\.\.(\d)?$/.exec(typed) ?? [];
  if (from ?? to) return starRange(from === undefined ? undefined : Number(from), to === undefined ? undefined : Number(to));
  const match = /^(>=|>|<=|<|=)?(\d)\+?$/.exec(typed);
  if (!match) return undefined;
  const stars = Number(match[2]);
  if (match[1] === "=") return starRange(stars, stars);
  if (match[1] === "<=" || match[1] === "<") return starRange(undefined, match[1] === "<" ? stars - 1 : stars);
  return starRange(match[1] === ">" ? stars + 1 : stars, undefined);
}

function starRange(minRating: number | undefined, maxRating: number | undefined) {
  const stars = [minRating, maxRating].filter((end) => end !== undefined);
  const makesSense = stars.every((end) => end >= 0 && end <= 5) && (minRating ?? 0) <= (maxRating ?? 5);
  return makesSense ? defined({ minRating, maxRating }) : undefined;
}

function formatStars(least: number | undefined, most: number | undefined): string[] {
  if (least === undefined && most === undefined) return [];
  if (most === undefined) return [`>=${least}`];
  if (least === undefined) return [`<=${most}`];
  return [least === most ? `=${least}` : `${least}..${most}`];
}

function parseNear(typed: string): FilterFields["near"] | undefined {
  const match = /^(?:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),)?(\d+(?:\.\d+)?)\s*(?:km)?$/i.exec(typed);
  const km = Number(match?.[3]);
  if (!match || !(km > 0)) return undefined;
  if (match[1] === undefined) return { km };
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { km, latitude, longitude } : undefined;
}

function defined<Value extends Record<string, number | undefined>>(values: Value): { [Key in keyof Value]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Value]?: number };
}
