/** Stars, flags and labels of photos. Every change gives the step that takes it back. */
import type { Database } from "better-sqlite3";
import type { MarkInput, Marks } from "../../../contract/marks.ts";

/** Does something and returns the step that undoes it. */
export type Step = () => Step;

type MarkChange = Omit<MarkInput, "photos">;
type MarkRow = Marks & { photo: number };

export type MarkStore = ReturnType<typeof createMarks>;

export function createMarks(database: Database) {
  const statements = {
    rows: database.prepare<[string], MarkRow>(`
      SELECT photos.id AS photo, stars, flag, label FROM photos LEFT JOIN marks ON marks.photo = photos.id
      WHERE photos.id IN (SELECT value FROM json_each(?))`),
    put: database.prepare<MarkRow>(`
      INSERT INTO marks SELECT @photo, @stars, @flag, @label WHERE EXISTS (SELECT 1 FROM photos WHERE id = @photo)
      ON CONFLICT (photo) DO UPDATE SET stars = @stars, flag = @flag, label = @label`),
    remove: database.prepare<[number]>("DELETE FROM marks WHERE photo = ?"),
  };

  const put = database.transaction((rows: MarkRow[]): Step => {
    const before = rowsOf(rows.map(({ photo }) => photo));
    for (const row of rows) {
      if (row.stars === null && row.flag === null && row.label === null) statements.remove.run(row.photo);
      else statements.put.run(row);
    }
    return () => put(before);
  });

  /** One row for each photo that the library knows. */
  function rowsOf(photos: readonly number[]): MarkRow[] {
    return statements.rows.all(JSON.stringify(photos));
  }

  /** Photos that the library does not know are passed over. Marks that are left out of `change` stay. */
  function set(photos: readonly number[], change: MarkChange): Step {
    return put(rowsOf(photos).map((row) => ({ ...row, ...defined(change) })));
  }

  return { set };
}

function defined(change: MarkChange): Partial<Marks> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
