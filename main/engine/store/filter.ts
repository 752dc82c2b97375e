/** A filter as SQL over present_photos. Same field: any of them; different fields: all of them. */
import type { Filter } from "../../../contract/types.ts";

export interface Condition {
  /** True for every photo when no filter is set */
  sql: string;
  values: Record<string, unknown>;
  isEmpty: boolean;
}

const anyOf = (column: string, name: string) => `${column} COLLATE NOCASE IN (SELECT value FROM json_each(@${name}))`;
/** A path as "/its/names/", so that names are compared whole: "Pictures" is not in "Pictures2". */
const namesOf = (path: string) => `'/' || trim(folded(replace(${path}, '\\', '/')), '/') || '/'`;
const inFolder = `EXISTS (SELECT 1 FROM json_each(@folders) WHERE instr(${namesOf("directory")}, ${namesOf("value")}) > 0)`;

export function conditionOf(filter: Filter): Condition {
  const { from, to, folders, cameras, lenses, minRating, extensions } = filter;
  const parts: string[] = [];
  if (from !== undefined) parts.push("taken_at >= @from");
  if (to !== undefined) parts.push("taken_at < @to");
  if (folders?.length) parts.push(inFolder);
  if (cameras?.length) parts.push(anyOf("camera", "cameras"));
  if (lenses?.length) parts.push(anyOf("lens", "lenses"));
  if (minRating) parts.push("rating >= @minRating");
  if (extensions?.length) parts.push(anyOf("extension", "extensions"));
  const lists = { folders, cameras, lenses, extensions };
  const texts = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, JSON.stringify(list ?? [])]));
  return { sql: parts.join(" AND ") || "true", values: { from, to, minRating, ...texts }, isEmpty: parts.length === 0 };
}
