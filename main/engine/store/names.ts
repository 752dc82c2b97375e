/** Photos by the names of their files, and back: a name has as much of the path before it as it needs. */
import type { Database } from "better-sqlite3";
import { shown } from "./paths.ts";

interface FileRow {
  photo: number;
  path: Buffer;
  name: string;
}

export type NameStore = ReturnType<typeof createNames>;

const separator = process.platform === "win32" ? /[\\/]/ : /\//;

export function createNames(database: Database) {
  const statements = {
    of: database.prepare<[string], FileRow>(`
      SELECT photo, path, name FROM files WHERE photo IN (SELECT value FROM json_each(?))
      ORDER BY missing_since IS NOT NULL, role <> 'main', id`),
    same: database.prepare<[string], FileRow>(`
      SELECT photo, path, name FROM files
      WHERE photo IS NOT NULL AND missing_since IS NULL AND name IN (SELECT value FROM json_each(?))`),
    /** Also without the extension, whatever the case of the letters */
    like: database.prepare<{ name: string }, FileRow>(`
      SELECT photo, path, name FROM files WHERE photo IS NOT NULL AND missing_since IS NULL
      AND (folded(name) = folded(@name) OR substr(folded(name), 1, length(@name) + 1) = folded(@name) || '.')
      ORDER BY path`),
  };

  /** The shortest name of each photo that no other photo has; "#number" for one without a file. */
  function shortest(photos: readonly number[]): Map<number, string> {
    const files = new Map<number, FileRow>();
    for (const file of statements.of.all(JSON.stringify(photos))) if (!files.has(file.photo)) files.set(file.photo, file);
    const names = [...new Set([...files.values()].map(({ name }) => name))];
    const same = names.length > 0 ? statements.same.all(JSON.stringify(names)) : [];
    const nameOf = (photo: number): string => {
      const file = files.get(photo);
      if (!file) return `#${photo}`;
      const others = same.filter(({ photo: other, name }) => name === file.name && other !== photo).map(({ path }) => shown(path));
      const path = shown(file.path);
      return endingsOf(path).find((ending) => !others.some((other) => isEndOf(ending, other))) ?? path;
    };
    return new Map(photos.map((photo) => [photo, nameOf(photo)]));
  }

  /** The photos that a name can mean: exactly as it is written, else in other letters, else without the extension. */
  function called(written: string): number[] {
    const number = /^#(\d{1,15})$/.exec(written)?.[1];
    if (number !== undefined) return [Number(number)];
    const files = statements.like.all({ name: written.split(separator).at(-1) ?? written });
    const folded = written.toLowerCase();
    const ways: ((path: string) => boolean)[] = [
      (path) => isEndOf(written, path),
      (path) => isEndOf(folded, path.toLowerCase()),
      (path) => isEndOf(written, stemOf(path)),
      (path) => isEndOf(folded, stemOf(path).toLowerCase()),
    ];
    for (const isMeant of ways) {
      const meant = files.filter(({ path }) => isMeant(shown(path)));
      if (meant.length > 0) return [...new Set(meant.map(({ photo }) => photo))];
    }
    return [];
  }

  return { shortest, called };
}

/** "c.jpg", "b/c.jpg", "/a/b/c.jpg" */
function endingsOf(path: string): string[] {
  const starts = [...path.matchAll(new RegExp(separator, "g"))].map(({ index }) => index + 1).reverse();
  return [...starts.map((start) => path.slice(start)), path];
}

/** In whole names. What begins with a separator is a whole path. */
function isEndOf(ending: string, path: string): boolean {
  if (ending === path) return true;
  const before = path.at(-ending.length - 1) ?? "";
  return ending !== "" && path.endsWith(ending) && separator.test(before) && !separator.test(ending[0] ?? "");
}

function stemOf(path: string): string {
  return path.replace(/\.[^./\\]*$/, "");
}
