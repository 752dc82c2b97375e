/** What filters can be set to, and how many photos each value has. Counted again only after a write. */
import { dirname, sep } from "node:path";
import type { Database } from "better-sqlite3";
import type { Suggestion, suggestedFields } from "../../../contract/types.ts";

type Field = (typeof suggestedFields)[number];

export type SuggestionStore = ReturnType<typeof createSuggestions>;

export function createSuggestions(database: Database) {
  const column = (name: string) =>
    database.prepare<[], Suggestion>(`SELECT ${name} AS value, count(*) AS photos FROM present_photos WHERE value IS NOT NULL GROUP BY 1`);
  const changes = database.prepare<[], number>("SELECT total_changes()").pluck();
  const statements: Record<Field, { all(): Suggestion[] }> = {
    camera: column("camera"),
    lens: column("lens"),
    folder: column("directory"),
    ext: column("extension"),
    date: column("strftime('%Y-%m', taken_at / 1000, 'unixepoch')"),
    keyword: database.prepare<[], Suggestion>(`
      SELECT keyword.value AS value, count(*) AS photos FROM present_photos, json_each(metadata, '$.keywords') AS keyword GROUP BY 1`),
    collection: database.prepare<[], Suggestion>(`
      SELECT collections.name AS value, count(present_photos.id) AS photos FROM collections
      LEFT JOIN collection_photos ON collection = collections.id LEFT JOIN present_photos ON present_photos.id = collection_photos.photo
      GROUP BY collections.id`),
  };
  const counted = new Map<Field, { changes: number; values: Suggestion[] }>();

  function valuesOf(field: Field): Suggestion[] {
    const now = changes.get() ?? 0;
    const known = counted.get(field);
    if (known?.changes === now) return known.values;
    const rows = statements[field].all();
    const values = (field === "folder" ? withParents(rows) : rows).toSorted((a, b) => b.photos - a.photos || (a.value < b.value ? -1 : 1));
    counted.set(field, { changes: now, values });
    return values;
  }

  /** Those with these letters in them, most photos first. */
  function suggest(field: Field, letters: string, limit: number): Suggestion[] {
    const sought = letters.toLowerCase();
    return valuesOf(field)
      .filter(({ value }) => value.toLowerCase().includes(sought))
      .slice(0, limit);
  }

  return { suggest };
}

/** Every folder counts what lies below it too. Folders above all of them say nothing and are left out. */
function withParents(folders: readonly Suggestion[]): Suggestion[] {
  const counts = new Map<string, number>();
  const total = folders.reduce((sum, { photos }) => sum + photos, 0);
  for (const { value, photos } of folders) for (const path of pathAndParents(value)) counts.set(path, (counts.get(path) ?? 0) + photos);
  const own = new Set(folders.map(({ value }) => value));
  return [...counts].filter(([path, photos]) => photos < total || own.has(path)).map(([value, photos]) => ({ value, photos }));
}

function pathAndParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path || path === sep ? [] : [path, ...pathAndParents(parent)];
}
