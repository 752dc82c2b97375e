/** A filter as SQL over present_photos. Same field: any of them; different fields: all of them. */
import type { Filter, FilterFields, photoHas, photoTypes } from "../../../contract/types.ts";
import { endingsOf } from "../formats.ts";

export interface Condition {
  /** True for every photo when no filter is set */
  sql: string;
  values: Record<string, unknown>;
  isEmpty: boolean;
}

/** Gives a value the name that stands for it in SQL. */
type Bind = (value: unknown) => string;

const hasRaw = "EXISTS (SELECT 1 FROM files WHERE files.photo = present_photos.id AND role = 'raw-pair' AND missing_since IS NULL)";
const withEnding = (endings: readonly string[]) => `extension IN (${endings.map((ending) => `'${ending}'`).join(", ")})`;

const ofType: Record<(typeof photoTypes)[number], string> = {
  jpeg: withEnding(["jpg", "jpeg", "jpe", "jfif"]),
  heic: withEnding(["heic", "heif"]),
  png: withEnding(["png"]),
  webp: withEnding(["webp"]),
  avif: withEnding(["avif"]),
  tiff: withEnding(["tif", "tiff"]),
  gif: withEnding(["gif"]),
  raw: `(${withEnding(endingsOf("raw"))} OR ${hasRaw})`,
  "raw+jpeg": hasRaw,
};

const having: Record<(typeof photoHas)[number], string> = {
  stars: "shown_stars > 0",
  flag: "flag IS NOT NULL",
  label: "label IS NOT NULL",
  collection: "id IN (SELECT photo FROM collection_photos)",
  gps: "metadata ->> 'latitude' IS NOT NULL",
  captions: "id IN (SELECT photo FROM captions)",
  keywords: "json_array_length(metadata, '$.keywords') > 0",
  raw: ofType.raw,
  copies: "(id IN (SELECT photo FROM near_copies) OR id IN (SELECT leader FROM near_copies))",
};

export function conditionOf(filter: Filter): Condition {
  const values: Record<string, unknown> = {};
  const bind: Bind = (value) => {
    const name = `value${Object.keys(values).length}`;
    values[name] = value;
    return `@${name}`;
  };
  const kept = partsOf(filter, bind, "AND");
  const keptOut = partsOf(filter.not ?? {}, bind, "OR").map((part) => `NOT coalesce(${part}, 0)`);
  const parts = [...kept, ...keptOut];
  return { sql: parts.join(" AND ") || "true", values, isEmpty: parts.length === 0 };
}

/** One condition for each field that restricts anything; `all`: how what a photo must have, all of it, is put together. */
function partsOf(filter: FilterFields, bind: Bind, all: "AND" | "OR"): string[] {
  const anyOf = (column: string, list: readonly string[]) =>
    `${column} COLLATE NOCASE IN (SELECT value FROM json_each(${bind(JSON.stringify(list))}))`;
  const lists = [
    some(filter.folders, (list) => `(${list.map((folder) => inFolder(folder, bind)).join(" OR ")})`),
    some(filter.cameras, (list) => anyOf("camera", list)),
    some(filter.lenses, (list) => anyOf("lens", list)),
    some(filter.extensions, (list) => anyOf("extension", list)),
    some(filter.types, (list) => `(${list.map((type) => ofType[type]).join(" OR ")})`),
    some(filter.flags, (list) => anyOf("coalesce(flag, 'none')", list)),
    some(filter.labels, (list) => anyOf("coalesce(label, 'none')", list)),
    some(filter.collections, (list) => inCollection(bind(JSON.stringify(list)))),
    some(filter.keywords, (list) => withKeyword(bind(JSON.stringify(list)))),
    some(filter.has, (list) => `(${list.map((thing) => having[thing]).join(` ${all} `)})`),
    some(filter.exact, (list) => `(${list.map((text) => saying(bind(text.toLowerCase()))).join(` ${all} `)})`),
  ];
  return [...ranges(filter, bind), ...lists, near(filter.near, bind)].filter((part) => part !== undefined);
}

function some<Item>(list: readonly Item[] | undefined, condition: (list: readonly Item[]) => string): string | undefined {
  return list?.length ? condition(list) : undefined;
}

function ranges({ from, to, minRating, maxRating }: FilterFields, bind: Bind): string[] {
  const least = minRating || undefined;
  const most = maxRating === 5 ? undefined : maxRating;
  return [between("taken_at", ">=", from, "<", to, bind), between("shown_stars", ">=", least, "<=", most, bind)].flat();
}

function between(column: string, above: string, from: number | undefined, below: string, to: number | undefined, bind: Bind): string[] {
  const ends = [from !== undefined && `${column} ${above} ${bind(from)}`, to !== undefined && `${column} ${below} ${bind(to)}`];
  const sql = ends.filter((end) => end !== false).join(" AND ");
  return sql ? [`(${sql})`] : [];
}

/** Paths as "/their/names/", so that names are compared whole: "Pictures" is not in "Pictures2". */
function inFolder(folder: string, bind: Bind): string {
  return `instr(${namesOf("directory")}, ${namesOf(bind(folder))}) > 0`;
}

function namesOf(path: string): string {
  return `'/' || trim(folded(replace(${path}, '\\', '/')), '/') || '/'`;
}

function inCollection(names: string): string {
  return `id IN (SELECT photo FROM collection_photos JOIN collections ON collections.id = collection
    WHERE folded_name IN (SELECT folded(value) FROM json_each(${names})))`;
}

function withKeyword(words: string): string {
  return `EXISTS (SELECT 1 FROM json_each(metadata, '$.keywords') AS keyword
    WHERE folded(keyword.value) IN (SELECT folded(value) FROM json_each(${words})))`;
}

function saying(text: string): string {
  const within = (column: string) => `instr(folded(coalesce(${column}, '')), ${text}) > 0`;
  const texts = ["name", "camera", "metadata ->> 'title'", "metadata -> 'keywords'"].map(within);
  return `(${texts.join(" OR ")} OR EXISTS (SELECT 1 FROM captions WHERE photo = present_photos.id AND ${within("captions")}))`;
}

/** Along a great circle. Without a place nothing is near. */
function near(asked: FilterFields["near"], bind: Bind): string | undefined {
  if (!asked) return undefined;
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => `radians(metadata ->> '${name}')`);
  const [north, east] = [bind(asked.latitude ?? null), bind(asked.longitude ?? null)].map((name) => `radians(${name})`);
  const chord = `pow(sin((${latitude} - ${north}) / 2), 2) + cos(${latitude}) * cos(${north}) * pow(sin((${longitude} - ${east}) / 2), 2)`;
  return `2 * 6371 * asin(min(1, sqrt(${chord}))) <= ${bind(asked.km)}`;
}
